import FenceModel

/// Mainland travel permits of Taiwan residents (8 digits, formerly 10 and a letter) and mainland residents' permits for
/// Taiwan (T or L and 8). No check digit: they count beside words alone.
package enum TaiwanPermitValidator: Validator {
    package static let name = "tw-permit"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = Bytes.compact(candidate.value)
        let digits = number.filter(Bytes.isDigit).count
        guard !CalendarDate.isRecentDay(number) else { return .refuted("date") }
        switch (number.count, digits) {
        case (8, 8): return Verdict(.proved, checks: [Check("permit-form", evidence: candidate.hasContext ? 0.5 : -2)])
        case (9, 8) where number.first == 0x74 || number.first == 0x6C:
            return Verdict(.proved, checks: [Check("permit-series", evidence: 0.7)])
        case (10, 10), (11, 10): return Verdict(.proved, checks: [Check("permit-form", evidence: 0)])
        default: return .notApplicable
        }
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.upperCompact(value)
    }
}
