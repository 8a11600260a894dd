import FenceModel

/// Resident identity numbers of 18 characters (GB 11643-1999; check character by ISO 7064 MOD 11-2).
///
/// Residence permits of people from Hong Kong (810000), Macau (820000) and Taiwan (830000) have the same form, and so have
/// foreigners' permanent residence cards of the 2023 version, which begin with 9 and name the province in the next two digits.
package enum ResidentIDValidator: Validator {
    package static let name = "resident-id"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = Bytes.compact(candidate.value)
        guard number.count == 18, number[..<17].allSatisfy(Bytes.isDigit),
            Bytes.isDigit(number[17]) || number[17] == 0x78
        else { return .notApplicable }
        guard checkCharacter(of: number[..<17]) == number[17] else { return .refuted("iso7064-mod11-2") }
        guard CalendarDate.isBirthDate(number[6..<14], today: candidate.today) else { return .refuted("birth-date") }
        let isForeigners = number[0] == 0x39
        guard Division.isInProvince(isForeigners ? number[1..<3] : number[..<2]) else { return .refuted("province") }
        var checks = [Check("iso7064-mod11-2", evidence: 2.4), Check("birth-date", evidence: 1)]
        var attributes: [Attribute] = []
        if isForeigners {
            let province = Bytes.number(number[1..<3]).flatMap { Division.provinces[$0] }
            checks.append(Check("region-code", evidence: 0.5))
            attributes.append(Attribute("document", "permanent-residence"))
            if let province { attributes.append(Attribute("region", province)) }
        } else {
            let region = Division.judge(number[..<6])
            checks.append(region.check)
            attributes += region.attributes
            if number[0] == 0x38 { attributes.append(Attribute("document", "residence-permit")) }
        }
        return Verdict(.proved, checks: checks, attributes: attributes, checkDigitVerified: true)
    }

    /// Digits, and the check character X in upper case.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.upperCompact(value)
    }

    /// By the remainder of the weighted sum.
    private static let checkCharacters = Array("10x98765432".utf8)

    /// The check character, in lower case, of seventeen ASCII digits.
    static func checkCharacter(of digits: some Collection<UInt8>) -> UInt8 {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        return checkCharacters[sum % 11]
    }
}
