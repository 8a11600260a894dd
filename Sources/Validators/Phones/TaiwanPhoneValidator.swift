/// Taiwan numbers: mobiles 09 and eight digits, landlines 02 to 08; country code 886 or context words.
package enum TaiwanPhoneValidator: Validator {
    package static let name = "tw-phone"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let (written, coded) = OverseasNumber.national(candidate.value, code: "886", lengths: 8...10)
        let number = written.first == 0x30 ? Array(written.dropFirst()) : written
        guard (8...9).contains(number.count), let first = number.first, coded || written.first == 0x30 else {
            return .notApplicable
        }
        let isMobile = first == 0x39 && number.count == 9
        guard isMobile || (0x32...0x38).contains(first) else {
            return Verdict(.proved, checks: [Check("number-plan-unknown", evidence: -2)])
        }
        return Verdict(
            .proved,
            checks: [
                Check("number-plan", evidence: 0.7),
                Check(coded ? "country-code" : "country-code-missing", evidence: coded ? 1.2 : -0.5),
            ],
            attributes: [Attribute("line", isMobile ? "mobile" : "landline"), Attribute("region", "台湾")])
    }

    /// Digits with the country code and without the leading 0.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        let digits = OverseasNumber.national(value, code: "886", lengths: 8...10).digits
        return Array("886".utf8) + (digits.first == 0x30 ? Array(digits.dropFirst()) : digits)
    }
}
