import FenceModel

/// User and password of HTTP Basic authentication: base 64 of both with a colon between (RFC 7617).
package enum BasicCredentialsValidator: Validator {
    package static let name = "basic-credentials"
    package static let readsCase = true

    package static func verdict(on candidate: Candidate) -> Verdict {
        guard let text = decoded(candidate.written ?? []), let colon = text.firstIndex(of: 0x3A), colon > 0,
            text.allSatisfy({ (0x20...0x7E).contains($0) || $0 >= 0x80 })
        else { return .refuted("basic-credentials") }
        let pair = CredentialValidator.verdict(
            on: Candidate(value: text.map(Bytes.lower), written: text, today: candidate.today))
        guard pair.outcome == .proved else { return pair }
        return Verdict(.proved, checks: [Check("basic-credentials", evidence: 2)])
    }

    /// As written: base 64 tells capitals from small letters.
    package static func normalized(_ value: [UInt8]) -> [UInt8] { value }

    private static func decoded(_ text: [UInt8]) -> [UInt8]? {
        Base64Decoder.decode(text).flatMap { $0.count >= 3 ? $0 : nil }
    }
}
