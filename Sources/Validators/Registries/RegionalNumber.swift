import FenceModel

/// What numbers of local offices share: digits that may begin with a division code, and no check digit.
enum RegionalNumber {
    static func verdict(on candidate: Candidate, lengths: ClosedRange<Int>, letters: Int = 0) -> Verdict {
        let number = Bytes.compact(candidate.value)
        guard lengths.contains(number.count), number.filter(Bytes.isLower).count <= letters,
            !Bytes.isOneByteRepeated(number)
        else { return .notApplicable }
        guard !CalendarDate.isRecentDay(number) else { return .refuted("date") }
        let head = number.prefix(6)
        guard head.allSatisfy(Bytes.isDigit),
            DivisionTable.codes.value(for: Array(head.prefix(4)) + [0x30, 0x30]) != nil
        else {
            return Verdict(.proved, checks: [Check("number-form", evidence: 0)])
        }
        return Verdict(
            .proved, checks: [Check("region-code", evidence: 0.5)], attributes: Division.judge(head).attributes)
    }
}
