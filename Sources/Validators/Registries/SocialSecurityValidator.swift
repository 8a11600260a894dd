/// Personal numbers and card numbers of social insurance: they differ by place and carry no check digit.
package enum SocialSecurityValidator: Validator {
    package static let name = "social-security"

    package static func verdict(on candidate: Candidate) -> Verdict {
        RegionalNumber.verdict(on: candidate, lengths: 8...18, letters: 1)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.upperCompact(value)
    }
}
