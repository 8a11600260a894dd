/// WeChat names: `wxid_` and its tail, or 6 to 20 letters, digits, hyphens and underscores that begin with a letter.
package enum WeChatValidator: Validator {
    package static let name = "wechat"

    private static let ordinaryWords: Set<String> = [
        "wechat", "weixin", "telegram", "whatsapp", "paypal", "android", "iphone", "alipay", "google", "facebook",
        "number", "please", "contact", "online", "service", "private", "payment", "account", "twitter", "youtube",
        "openid", "unionid", "haoyou", "appsecret", "python", "widgets",
    ]

    package static func verdict(on candidate: Candidate) -> Verdict {
        let name = normalized(candidate.value)
        if Bytes.starts(name, with: "wxid_") {
            let tail = name.dropFirst(5)
            guard (8...24).contains(tail.count) else { return .notApplicable }
            return Verdict(.proved, checks: [Check("wxid", evidence: 3.5)])
        }
        if name.count == 11, name[0] == 0x31, name.allSatisfy(Bytes.isDigit) {
            // People give the mobile number that their account is bound to.
            return Verdict(.proved, checks: [Check("mobile-like", evidence: -0.5)])
        }
        guard (6...20).contains(name.count), Bytes.isLower(name[0]),
            name.allSatisfy({ Bytes.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F })
        else { return .notApplicable }
        if ordinaryWords.contains(Bytes.string(name)) { return .refuted("ordinary-word") }
        // What the platform calls a program: wx and sixteen hexadecimal digits.
        if name.count == 18, Bytes.starts(name, with: "wx"), PasswordHash.isHexadecimal(name[2...]) {
            return .refuted("app-id")
        }
        let hasDigit = name.contains(where: Bytes.isDigit) || name.contains(0x5F)
        return Verdict(.proved, checks: [Check("wechat-form", evidence: hasDigit ? 0.8 : 0)])
    }

    /// Lower case without spaces: names ignore case.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        value.filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D }.map(Bytes.lower)
    }
}
