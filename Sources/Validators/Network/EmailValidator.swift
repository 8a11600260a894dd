/// Mail addresses (RFC 5321 lengths and forms) with a domain under a known public suffix.
package enum EmailValidator: Validator {
    package static let name = "email"

    /// Providers whose addresses people trade.
    private static let providers: Set<String> = [
        "qq.com", "vip.qq.com", "foxmail.com", "163.com", "vip.163.com", "126.com", "vip.126.com", "yeah.net",
        "188.com",
        "sina.com", "sina.cn", "vip.sina.com", "sohu.com", "vip.sohu.com", "139.com", "189.cn", "wo.cn", "aliyun.com",
        "tom.com", "21cn.com", "263.net", "eyou.com", "gmail.com", "googlemail.com", "outlook.com", "hotmail.com",
        "live.com", "live.cn", "msn.com", "msn.cn", "yahoo.com", "yahoo.com.cn", "yahoo.cn", "ymail.com", "icloud.com",
        "me.com", "mac.com", "proton.me", "protonmail.com", "mail.ru", "yandex.com", "yandex.ru", "gmx.com", "gmx.de",
        "aol.com", "zoho.com", "tutanota.com", "hotmail.co.uk", "yahoo.co.jp", "yahoo.com.tw", "yahoo.com.hk",
    ]

    package static func verdict(on candidate: Candidate) -> Verdict {
        let address = normalized(candidate.value)
        guard let at = address.lastIndex(of: 0x40), at > 0 else { return .notApplicable }
        let local = address[..<at]
        let labels = address[(at + 1)...].split(separator: 0x2E, omittingEmptySubsequences: false)
        guard local.count <= 64, address.count <= 254, labels.count >= 2, !local.contains(0x40) else {
            return .refuted("mail-form")
        }
        let isFormed = labels.allSatisfy { label in
            !label.isEmpty && label.count <= 63 && label.first != 0x2D && label.last != 0x2D
        }
        // What dashes part are columns: the address begins behind them, and is found there.
        if Bytes.holds(Array(local), Array("---".utf8)) { return .refuted("columns") }
        // RFC 5321, 4.1.2: a dot stands between two parts of a name.
        guard isFormed, local.first != 0x2E, local.last != 0x2E, !Bytes.holds(Array(local), [0x2E, 0x2E]) else {
            return .refuted("mail-form")
        }
        let domain = Bytes.string(address[(at + 1)...])
        if providers.contains(domain) {
            return Verdict(
                .proved, checks: [Check("public-suffix", evidence: 1), Check("mail-provider", evidence: 1.5)],
                attributes: [Attribute("provider", domain)])
        }
        guard let suffix = PublicSuffix.length(of: labels) else {
            return Verdict(.proved, checks: [Check("public-suffix-unknown", evidence: -3.5)])
        }
        guard suffix < labels.count else {
            return Verdict(.proved, checks: [Check("domain-is-suffix", evidence: -2.5)])
        }
        return Verdict(.proved, checks: [Check("public-suffix", evidence: 1)])
    }

    /// Lower case, one `@` however it was written (`[at]`, `(at)`, `#`, ` at `), `.` for `[dot]`, no spaces.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        if isPlain(value) { return value }
        var text = value.map(Bytes.lower)
        for (written, meant) in disguises { text = replacing(written, with: meant, in: text) }
        text.removeAll { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
        if !text.contains(0x40), let hash = text.lastIndex(of: 0x23) { text[hash] = 0x40 }
        return text
    }

    private static let disguises: [(written: [UInt8], meant: [UInt8])] = [
        ("[at]", "@"), ("(at)", "@"), ("{at}", "@"), ("<at>", "@"), (" at ", "@"), ("_at_", "@"), ("艾特", "@"),
        ("[dot]", "."), ("(dot)", "."), ("{dot}", "."), (" dot ", "."), ("点", "."), ("。", "."),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    /// Whether the address is written as it is meant, as nearly all are: one `@`, and nothing that disguises.
    private static func isPlain(_ value: [UInt8]) -> Bool {
        var signs = 0
        for (index, byte) in value.enumerated() {
            switch byte {
            case 0x40: signs += 1
            case 0x5F:
                if value[index...].starts(with: "_at_".utf8) { return false }
            case 0x2B, 0x2D, 0x2E, 0x30...0x39, 0x61...0x7A: break
            default: return false
            }
        }
        return signs == 1
    }

    private static func replacing(_ written: [UInt8], with meant: [UInt8], in text: [UInt8]) -> [UInt8] {
        guard text.count >= written.count else { return text }
        var result: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index...].starts(with: written) {
                result += meant
                index += written.count
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }
}
