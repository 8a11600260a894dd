/// Macau numbers: eight digits, 28 landlines and 6 mobiles; country code 853 or context words.
package enum MacauPhoneValidator: Validator {
    package static let name = "mo-phone"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let (number, coded) = OverseasNumber.national(candidate.value, code: "853", lengths: 8...8)
        guard number.count == 8, let first = number.first else { return .notApplicable }
        let isLandline = Bytes.starts(number, with: "28") || first == 0x38
        guard first == 0x36 || isLandline else {
            return Verdict(.proved, checks: [Check("number-plan-unknown", evidence: -2)])
        }
        return Verdict(
            .proved,
            checks: [
                Check("number-plan", evidence: 0.7),
                Check(coded ? "country-code" : "country-code-missing", evidence: coded ? 1.2 : -1),
            ],
            attributes: [Attribute("line", isLandline ? "landline" : "mobile"), Attribute("region", "澳门")])
    }

    /// Digits with the country code.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Array("853".utf8) + OverseasNumber.national(value, code: "853", lengths: 8...8).digits
    }
}
