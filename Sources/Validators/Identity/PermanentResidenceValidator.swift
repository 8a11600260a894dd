import FenceModel

/// Foreigners' permanent residence cards: three letters and twelve digits until 2023, then 18 digits that begin with 9.
///
/// The old form holds nationality, four digits of the place of issue, the birth date YYMMDD, a sequence digit and a check digit.
package enum PermanentResidenceValidator: Validator {
    package static let name = "permanent-residence"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = Bytes.compact(candidate.value)
        if number.count == 18 {
            guard number[0] == 0x39 else { return .notApplicable }
            return ResidentIDValidator.verdict(on: candidate)
        }
        guard number.count == 15, number[..<3].allSatisfy(Bytes.isLower), number[3...].allSatisfy(Bytes.isDigit)
        else { return .notApplicable }
        var checks: [Check] = []
        let province = Bytes.number(number[3..<5]).flatMap { Division.provinces[$0] }
        checks.append(
            province == nil ? Check("region-unknown", evidence: -1.5) : Check("region-code", evidence: 0.7))
        let date = number[7..<13]
        let isDate = ["19", "20"].contains {
            CalendarDate.isBirthDate(Array($0.utf8) + date, today: candidate.today)
        }
        guard isDate else { return .refuted("birth-date") }
        checks.append(Check("birth-date", evidence: 1))
        return Verdict(
            .proved, checks: checks,
            attributes: [Attribute("document", "permanent-residence")]
                + (province.map { [Attribute("region", $0)] } ?? []))
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.upperCompact(value)
    }
}
