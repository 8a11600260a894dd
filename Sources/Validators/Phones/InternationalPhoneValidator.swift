/// Numbers of other countries: in their international form by calling code and length (ITU-T E.164), and those of North America
/// in their national form, ten digits of which area code and exchange begin with 2 to 9 (NANP).
///
/// China, Hong Kong, Macau and Taiwan have validators that know their plans.
package enum InternationalPhoneValidator: Validator {
    package static let name = "international-phone"

    package static func verdict(on candidate: Candidate) -> Verdict {
        guard let digits = international(candidate.value) else { return northAmerican(Bytes.digits(candidate.value)) }
        guard let code = CallingCodeTable.codes.longestPrefix(of: digits, atMost: 3) else {
            return .refuted("calling-code")
        }
        let national = digits.dropFirst(code.length)
        if digits.first == 0x31 { return northAmerican(Array(national), calling: true) }
        let region = Bytes.string(code.value.drop(while: Bytes.isLower))
        guard !ownPlans.contains(region) else { return .refuted("own-plan") }
        let lengths = code.value.prefix(while: Bytes.isLower).map { Int($0) - 0x61 }
        // 3 15815938141 behind a plus is one more of something, and no Dutch number: people keep the code in one piece.
        let firstGroup = candidate.value.drop { !Bytes.isDigit($0) }.prefix(while: Bytes.isDigit)
        guard firstGroup.count >= code.length || Bytes.starts(candidate.value, with: "00") else {
            return .refuted("calling-code")
        }
        guard lengths.contains(national.count), national.first != 0x30 || keepsZero.contains(region) else {
            return .refuted("number-length")
        }
        // QQ numbers stand behind a plus too. They have ten digits at most, and of those with ten none begins with 4 or more.
        let mayBeQQ = digits.count < 10 || digits.count == 10 && digits[0] < 0x34
        guard !mayBeQQ || candidate.hasContext else { return .refuted("number-short") }
        return Verdict(
            .proved, checks: [Check("calling-code", evidence: 1.2), Check("number-length", evidence: 0.3)],
            attributes: [Attribute("region", region)])
    }

    /// Where a national number's zero is part of it abroad too: Italy, Benin, Congo, Ivory Coast, Gabon.
    private static let keepsZero: Set<String> = ["IT", "BJ", "CG", "CI", "GA"]

    private static let ownPlans: Set<String> = ["CN", "HK", "MO", "TW"]

    private static func northAmerican(_ digits: [UInt8], calling: Bool = false) -> Verdict {
        let number = digits.count == 11 && digits[0] == 0x31 && !calling ? Array(digits.dropFirst()) : digits
        guard number.count == 10 else { return calling ? .refuted("number-length") : .notApplicable }
        guard number[0] >= 0x32, number[3] >= 0x32, number[1] != 0x39 else { return .refuted("number-plan") }
        // N11 are services, as 911.
        if number[1] == 0x31, number[2] == 0x31 { return .refuted("number-plan") }
        let plan = Check("number-plan", evidence: 0.7)
        return Verdict(
            .proved, checks: calling ? [Check("calling-code", evidence: 1.2), plan] : [plan],
            attributes: [Attribute("region", "US")])
    }

    /// The digits behind `+` or `00`, or nil where the number is in its national form.
    private static func international(_ value: [UInt8]) -> [UInt8]? {
        var digits = Bytes.digits(value)
        // `+44 (0)20…`: the zero in brackets is dialled within the country only.
        if let bracket = value.firstIndex(of: 0x28), Bytes.starts(value[bracket...], with: "(0)") {
            digits.remove(at: value[..<bracket].count(where: Bytes.isDigit))
        }
        if value.contains(0x2B) { return digits }
        return Bytes.starts(digits, with: "00") ? Array(digits.dropFirst(2)) : nil
    }

    /// Digits with the calling code, without `+`.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        if let digits = international(value) { return digits }
        let digits = Bytes.digits(value)
        return digits.count == 10 ? [0x31] + digits : digits
    }
}
