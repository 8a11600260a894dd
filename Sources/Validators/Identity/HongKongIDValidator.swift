/// Hong Kong identity cards: one or two letters, six digits, a check digit or A in brackets.
///
/// Weights 9 to 2; letters count 10 to 35, an absent first letter 36; the sum with the check digit is divisible by 11.
package enum HongKongIDValidator: Validator {
    package static let name = "hk-id"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let card = Bytes.compact(candidate.value)
        let letters = card.prefix(while: Bytes.isLower).count
        guard (1...2).contains(letters), card.count == letters + 7,
            card[letters..<(letters + 6)].allSatisfy(Bytes.isDigit)
        else { return .notApplicable }
        guard let last = card.last, Bytes.isDigit(last) || last == 0x61 else { return .notApplicable }
        guard checkCharacter(of: card.dropLast()) == last else { return .refuted("hkid-mod11") }
        var checks = [Check("hkid-mod11", evidence: 2.4)]
        if candidate.value.contains(0x28) { checks.append(Check("check-in-brackets", evidence: 1.5)) }
        return Verdict(.proved, checks: checks, checkDigitVerified: true)
    }

    /// `A123456(3)` and `a1234563` are one card: letters in upper case and digits, without brackets.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.upperCompact(value)
    }

    /// The check character, lower case, of one or two lower-case letters and six digits.
    static func checkCharacter(of body: some Collection<UInt8>) -> UInt8 {
        var values = body.map { Bytes.isDigit($0) ? Int($0) - 0x30 : Int($0) - 0x61 + 10 }
        if values.count == 7 { values.insert(36, at: 0) }
        let sum = zip(values, (2...9).reversed()).reduce(0) { $0 + $1.0 * $1.1 }
        let check = (11 - sum % 11) % 11
        return check == 10 ? 0x61 : UInt8(0x30 + check)
    }
}
