/// Accounts of the housing provident fund: they differ by place and carry no check digit.
package enum ProvidentFundValidator: Validator {
    package static let name = "provident-fund"

    package static func verdict(on candidate: Candidate) -> Verdict {
        RegionalNumber.verdict(on: candidate, lengths: 8...20, letters: 1)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.upperCompact(value)
    }
}
