/// Whether the two parts of a pair without labels may be account and password, rather than two columns of a record.
///
/// Records are parted as combo lists are: `mobile----resident number`, `mail|mail`, `number----date`.
package enum AccountPairValidator: Validator {
    package static let name = "account-pair"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let account = firstPart(of: candidate.value)
        let password = Array(candidate.value[account.count...].drop { ":|;, \t-".utf8.contains($0) })
        if isMail(password, candidate) { return .refuted("mail-column") }
        // A password may well be a mobile number or a date, but not where an identifier stands in the account's place.
        guard account.allSatisfy({ Bytes.isDigit($0) || $0 == 0x78 }) || isMail(account, candidate) else {
            return Verdict(.proved)
        }
        return isColumn(password, candidate) ? .refuted("record-columns") : Verdict(.proved)
    }

    /// What stands before the first separator of a pair.
    private static func firstPart(of value: [UInt8]) -> [UInt8] {
        var end = 0
        while end < value.count, !":|;, \t".utf8.contains(value[end]), !value[end...].starts(with: "---".utf8) {
            end += 1
        }
        return Array(value[..<end])
    }

    private static func isMail(_ part: [UInt8], _ candidate: Candidate) -> Bool {
        guard part.contains(0x40) else { return false }
        let verdict = EmailValidator.verdict(on: Candidate(value: part, today: candidate.today))
        return verdict.outcome == .proved && verdict.checks.allSatisfy { $0.evidence > 0 }
    }

    /// A number that proves itself, a date with what parts it, or a price.
    private static func isColumn(_ part: [UInt8], _ candidate: Candidate) -> Bool {
        let number = Candidate(value: part, today: candidate.today)
        if part.count == 11, part.allSatisfy(Bytes.isDigit) {
            return MobileValidator.verdict(on: number).outcome == .proved
        }
        if part.count == 18, ResidentIDValidator.verdict(on: number).checkDigitVerified { return true }
        if (15...19).contains(part.count), part.allSatisfy(Bytes.isDigit) {
            return BankCardValidator.verdict(on: number).checkDigitVerified
        }
        return isDateOrPrice(part)
    }

    private static func isDateOrPrice(_ part: [UInt8]) -> Bool {
        let groups = part.split(omittingEmptySubsequences: false) { $0 == 0x2D || $0 == 0x2F || $0 == 0x2E }
        guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Bytes.isDigit) }) else { return false }
        return groups.count == 3 && groups[0].count == 4 && groups.dropFirst().allSatisfy { $0.count <= 2 }
            || groups.count == 2 && part.contains(0x2E) && part.count <= 8
    }
}
