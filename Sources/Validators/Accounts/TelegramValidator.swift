/// Telegram names (5 to 32 letters, digits and underscores after a letter), links of t.me, invitations, and numeric ids.
package enum TelegramValidator: Validator {
    package static let name = "telegram"
    /// The hash of an invitation tells capitals from small letters.
    package static let readsCase = true

    /// First parts of t.me links that name no account.
    private static let functions: Set<String> = [
        "joinchat", "share", "addstickers", "proxy", "socks", "setlanguage", "iv",
    ]

    package static func verdict(on candidate: Candidate) -> Verdict {
        let name = normalized(candidate.value)
        if name.allSatisfy(Bytes.isDigit) {
            guard (6...13).contains(name.count) else { return .notApplicable }
            return Verdict(.proved, checks: [Check("telegram-id", evidence: candidate.hasContext ? 0.3 : 0)])
        }
        if name.first == 0x2B { return Verdict(.proved, checks: [Check("invite-link", evidence: 1)]) }
        guard (4...32).contains(name.count), let first = name.first, Bytes.isLower(first), name.last != 0x5F,
            name.allSatisfy({ Bytes.isAlphanumeric($0) || $0 == 0x5F })
        else { return .notApplicable }
        let text = Bytes.string(name)
        if functions.contains(text) { return .refuted("telegram-function") }
        var checks = [Check("telegram-form", evidence: 0.5)]
        if text.hasSuffix("bot") { checks.append(Check("bot-name", evidence: 0.3)) }
        return Verdict(.proved, checks: checks)
    }

    /// The name alone in lower case: `@Name`, `t.me/name`, `name.t.me` and `tg://resolve?domain=name` are one account. Of an
    /// invitation the hash as written behind a plus: `t.me/joinchat/Hash`, `t.me/+Hash` and
    /// `tg://join?invite=Hash` are one.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        let written = value.prefix { $0 != 0x26 }.filter { $0 != 0x20 }
        let text = written.map(Bytes.lower)
        var start = text.startIndex
        for separator in "/@=".utf8 {
            if let last = text[start...].lastIndex(of: separator) { start = last + 1 }
        }
        if text[start...].first == 0x2B { return Array(written[start...]) }
        if ["joinchat/", "invite="].contains(where: { Bytes.ends(text[..<start], with: $0) }) {
            return [0x2B] + written[start...]
        }
        let name = text[start...].prefix { $0 != 0x3F }
        return Array(Bytes.ends(name, with: ".t.me") ? name.dropLast(5) : name)
    }
}
