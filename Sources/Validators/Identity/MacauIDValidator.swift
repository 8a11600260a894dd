/// Macau resident identity cards: seven digits, the first 1, 5 or 7, and a check digit whose rule is not published.
package enum MacauIDValidator: Validator {
    package static let name = "mo-id"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let card = Bytes.compact(candidate.value)
        guard card.count == 8, card.allSatisfy(Bytes.isDigit) else { return .notApplicable }
        let known = [0x31, 0x35, 0x37].contains(card[0])
        var checks = [known ? Check("mo-series", evidence: 1) : Check("mo-series-unknown", evidence: -2)]
        if candidate.value.contains(0x28) { checks.append(Check("check-in-brackets", evidence: 1.2)) }
        return Verdict(.proved, checks: checks)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.digits(value)
    }
}
