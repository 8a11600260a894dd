import FenceModel

/// First-generation resident numbers: region, date 19YYMMDD, sequence; no check digit (GB 11643-1989).
package enum ResidentID15Validator: Validator {
    package static let name = "resident-id-15"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = Bytes.compact(candidate.value)
        guard number.count == 15, number.allSatisfy(Bytes.isDigit) else { return .notApplicable }
        guard CalendarDate.isBirthDate(Array("19".utf8) + number[6..<12], today: candidate.today) else {
            return .refuted("birth-date")
        }
        guard Division.isInProvince(number) else { return .refuted("province") }
        let region = Division.judge(number[..<6])
        return Verdict(
            .proved, checks: [Check("birth-date", evidence: 1), region.check], attributes: region.attributes)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.digits(value)
    }
}
