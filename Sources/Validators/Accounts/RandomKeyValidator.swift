/// Whether what is assigned to a key's name looks drawn at random, rather than a word, a path or a placeholder.
package enum RandomKeyValidator: Validator {
    package static let name = "random-key"
    package static let readsCase = true

    private static let placeholders = [
        "example", "placeholder", "changeme", "your", "xxxx", "0000", "1234567890", "abcdefgh", "dummy", "sample",
        "redacted", "test_", "todo", "insert",
    ].map { Array($0.utf8) }

    package static func verdict(on candidate: Candidate) -> Verdict {
        let key = candidate.value
        guard key.count >= 16 else { return .notApplicable }
        if placeholders.contains(where: { Bytes.holds(key, $0) }) { return .refuted("placeholder") }
        // Names of classes, paths and sentences have no digits among their letters, or one at the end.
        let digits = key.count(where: Bytes.isDigit)
        let bits = Entropy.bits(of: key)
        guard digits >= 2 || digits == 1 && bits >= 3.5 && mixesCase(candidate.written ?? key),
            key.contains(where: Bytes.isLower)
        else { return .refuted("no-random-key") }
        guard bits >= 3 else { return .refuted("low-entropy") }
        // Sixteen digits carry fewer bits than an alphabet does.
        let isHex = key.count >= 32 && PasswordHash.isHexadecimal(key)
        return Verdict(.proved, checks: [Check("entropy", evidence: bits >= (isHex ? 3.1 : 3.5) ? 1.5 : 0.3)])
    }

    /// Whether capitals and small letters are each a third of them, as where each was drawn: words run together have fewer
    /// capitals.
    private static func mixesCase(_ key: [UInt8]) -> Bool {
        let capitals = key.count(where: isUpper)
        let small = key.count(where: Bytes.isLower)
        return min(capitals, small) * 3 >= capitals + small
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    /// As written: every character was drawn.
    package static func normalized(_ value: [UInt8]) -> [UInt8] { value }
}
