/// Mainland travel permits of Hong Kong and Macau residents (H or M and 8 digits, 10 with the issue number) and mainland
/// residents' permits for Hong Kong and Macau (C or W and 8, or C, a letter and 7). No check digit.
package enum HongKongMacauPermitValidator: Validator {
    package static let name = "hk-mo-permit"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = Bytes.compact(candidate.value)
        guard let first = number.first else { return .notApplicable }
        let body = number.dropFirst()
        switch first {
        case 0x68, 0x6D:
            guard body.allSatisfy(Bytes.isDigit), body.count == 8 || body.count == 10 else { return .notApplicable }
            return Verdict(.proved, checks: [Check("permit-series", evidence: 0.7)])
        case 0x63, 0x77:
            let isNewSeries = first == 0x63 && body.count == 8 && body.dropFirst().allSatisfy(Bytes.isDigit)
            guard isNewSeries || body.count == 8 && body.allSatisfy(Bytes.isDigit) else { return .notApplicable }
            return Verdict(.proved, checks: [Check("permit-series", evidence: 0.5)])
        default:
            return .notApplicable
        }
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.upperCompact(value)
    }
}
