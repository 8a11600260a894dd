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
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text where character != UInt8(ascii: "=") {
            guard let six = sixBits(of: character) else { return nil }
            bits = bits << 6 | six
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return bytes.count >= 3 ? bytes : nil
    }

    private static func sixBits(of character: UInt8) -> UInt32? {
        switch character {
        case 0x41...0x5A: UInt32(character - 0x41)
        case 0x61...0x7A: UInt32(character - 0x61) + 26
        case 0x30...0x39: UInt32(character - 0x30) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
