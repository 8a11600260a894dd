/// Hong Kong numbers: eight digits, 2 and 3 landlines, 4 to 9 mobiles; country code 852 or context words.
package enum HongKongPhoneValidator: Validator {
    package static let name = "hk-phone"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let (number, coded) = OverseasNumber.national(candidate.value, code: "852", lengths: 8...8)
        guard number.count == 8, let first = number.first, (0x32...0x39).contains(first) else { return .notApplicable }
        let line = first <= 0x33 ? "landline" : "mobile"
        let isCommon = [0x32, 0x33, 0x35, 0x36, 0x37, 0x39].contains(first)
        return Verdict(
            .proved,
            checks: [
                Check("number-plan", evidence: isCommon ? 0.7 : -0.5),
                Check(coded ? "country-code" : "country-code-missing", evidence: coded ? 1.2 : -1),
            ],
            attributes: [Attribute("line", line), Attribute("region", "香港")])
    }

    /// Digits with the country code.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Array("852".utf8) + OverseasNumber.national(value, code: "852", lengths: 8...8).digits
    }
}
