/// Chinese passports: E and G with eight places (E's second may be a letter but I or O), service, diplomatic and public-affairs
/// series, and those of Hong Kong and Macau. No check digit on the number alone.
package enum PassportValidator: Validator {
    package static let name = "passport"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = Bytes.compact(candidate.value)
        guard (8...9).contains(number.count) else { return .notApplicable }
        let letters = number.prefix(while: Bytes.isLower).count
        guard number[letters...].allSatisfy(Bytes.isDigit) else { return .notApplicable }
        let text = Bytes.string(number)
        let kind: String?
        switch (letters, number.count) {
        case (1, 9):
            kind =
                switch text.first {
                case "e", "g": "ordinary"
                case "d": "diplomatic"
                case "s": "service"
                case "p": "public-affairs"
                case "h", "k": "hong-kong"
                default: nil
                }
        case (2, 9):
            kind =
                switch text.prefix(2) {
                case "de": "diplomatic"
                case "se": "service"
                case "pe": "public-affairs"
                case "ma", "mb": "macau"
                case "kj", "hj": "hong-kong"
                case "ei", "eo": nil
                default: text.first == "e" ? "ordinary" : nil
                }
        case (1, 8):
            kind =
                switch text.first {
                case "d": "diplomatic"
                case "s": "service"
                case "p": "public-affairs"
                default: nil
                }
        case (0, 9):
            kind = text.hasPrefix("14") || text.hasPrefix("15") ? "ordinary" : nil
        default:
            kind = nil
        }
        guard let kind else { return Verdict(.proved, checks: [Check("passport-series-unknown", evidence: -2)]) }
        return Verdict(
            .proved, checks: [Check("passport-series", evidence: letters == 0 ? 0.2 : 1)],
            attributes: [Attribute("document", kind)])
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.upperCompact(value)
    }
}
