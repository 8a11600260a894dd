/// Whether what stands after `密码:` or as the last part of a pair is a password rather than prose or a placeholder.
package enum CredentialValidator: Validator {
    package static let name = "credential"
    /// Passwords that differ in capitals alone are different ones.
    package static let readsCase = true

    private static let placeholders: Set<String> = [
        "password", "passwd", "your_password", "yourpassword", "pass", "pwd", "null", "none", "nil", "undefined",
        "true",
        "false", "string", "required", "invalid", "incorrect", "wrong", "error", "failed", "forgot", "forget", "reset",
        "change", "changed", "changeme", "example", "optional", "hidden", "redacted", "removed", "encrypted", "empty",
        "username", "user", "email", "login", "account", "input", "text", "value", "field", "is", "and", "the", "for",
        "with",
        "xxx", "xxxx", "xxxxx", "xxxxxx", "xxxxxxxx", "******", "n/a", "todo", "secret", "token", "http", "https",
        "www",
        "str", "int", "bool", "char", "varchar", "bytes", "any", "object", "credentials",
        "protected", "manager", "recovery", "strength", "length", "not", "has", "was", "must", "should", "can",
    ]

    package static func verdict(on candidate: Candidate) -> Verdict {
        let password = lastPart(of: candidate.value)
        guard !password.isEmpty else { return .notApplicable }
        let word = Bytes.string(password)
        if isCode(password) { return .refuted("code") }
        if placeholders.contains(word) || Bytes.isOneByteRepeated(password) && !Bytes.isDigit(password[0])
            || password.allSatisfy({ $0 == 0x2A || $0 == 0x78 || $0 == 0x2E || $0 == 0x2D || $0 == 0x5F || $0 == 0x23 })
        {
            return .refuted("placeholder")
        }
        if word.hasPrefix("${") || word.hasPrefix("{{") || word.hasPrefix("<") && word.hasSuffix(">")
            || word.hasPrefix("%s")
        {
            return .refuted("placeholder")
        }
        if let kind = PasswordHash.kind(of: password) {
            // `trace: 7162…`: of one word and a digest only words around tell whether it is a user's.
            let account = candidate.value.prefix { !":|;, ".utf8.contains($0) }
            let isWord = account.allSatisfy(Bytes.isLower) && PasswordHash.isHexadecimal(password)
            return Verdict(
                .proved, checks: [Check("password-hash", evidence: isWord ? 0.8 : 2)],
                attributes: [Attribute("hash", kind)])
        }
        guard (3...64).contains(password.count) else {
            return Verdict(.proved, checks: [Check("password-length-unusual", evidence: -2)])
        }
        let hasDigit = password.contains(where: Bytes.isDigit)
        let hasLetter = password.contains(where: Bytes.isLower)
        let hasSign = password.contains { !Bytes.isAlphanumeric($0) && $0 < 0x80 }
        let kinds = [hasDigit, hasLetter, hasSign].count { $0 }
        // Prose seldom puts a word with digits or signs inside behind a colon.
        return Verdict(.proved, checks: [Check("password-form", evidence: [-0.5, -0.2, 0.8, 1.2][kinds])])
    }

    /// A literal, a type or a variable of a program: `null}`, `str)`, `config.password`, `process.env.PASS`, `$_POST[…`, `#{pwd}`.
    private static func isCode(_ password: [UInt8]) -> Bool {
        // Brackets that close what the pair stands in are no part of it.
        let word = Array(password.reversed().drop { ")]}>,;".utf8.contains($0) }.reversed())
        if word.count < password.count, placeholders.contains(Bytes.string(word)) { return true }
        if ["$_", "#{", "@{"].contains(where: { Bytes.starts(password, with: $0) }) { return true }
        if word.first == 0x24 || word.first == 0x40, placeholders.contains(Bytes.string(word.dropFirst())) {
            return true
        }
        let names = word.prefix { $0 != 0x28 && $0 != 0x5B }.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard names.count >= 2, names.allSatisfy(isIdentifier), let first = names.first, let last = names.last else {
            return false
        }
        return holders.contains(Bytes.string(first)) || isLabelled(last + [0x3D])
    }

    private static func isIdentifier(_ name: ArraySlice<UInt8>) -> Bool {
        guard let first = name.first, Bytes.isLower(first) || first == 0x5F || first == 0x24 else { return false }
        return name.allSatisfy { Bytes.isAlphanumeric($0) || $0 == 0x5F || $0 == 0x24 }
    }

    /// What programs call that which holds a password for them.
    private static let holders: Set<String> = [
        "self", "this", "process", "os", "env", "config", "conf", "cfg", "settings", "options", "opts", "args",
        "params",
        "req", "request", "body", "form", "props", "state", "ctx", "context", "user", "data", "dto", "model", "secrets",
        "credentials", "creds", "auth", "account", "system", "app", "db", "input", "payload", "json", "session",
    ]

    /// As written, with one space for every run of white space: what parts a pair belongs to its form.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        let words = value.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        return Array(words.joined(separator: [0x20]))
    }

    /// What follows the last separator of a pair, without the quotes around it.
    static func lastPart(of value: [UInt8]) -> [UInt8] {
        // passat99 is an account, not a label.
        if let label = value.firstIndex(where: { !(Bytes.isLower($0) || $0 >= 0x80) }),
            firstLabels.contains(Bytes.string(value[..<label])), ":= \"'".utf8.contains(value[label])
        {
            return labelledFirst(in: value[(label + 1)...])
        }
        var start = value.startIndex
        if let dashes = lastRange(of: Array("--".utf8), in: value) {
            start = dashes
        } else if let space = value.lastIndex(where: { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x7C }) {
            start = space + 1
        }
        if start == value.startIndex || isLabelled(value[start...]) {
            if let label = value[start...].firstIndex(where: { $0 == 0x3A || $0 == 0x3D }) {
                // `user:password`, `密码:x`, `https://…:user:password`: the last colon begins the password.
                let isHash = Bytes.starts(value[(label + 1)...], with: "$")
                start = isHash ? label + 1 : (value[label...].lastIndex { $0 == 0x3A || $0 == 0x3D } ?? label) + 1
            }
        }
        let quotes = Set("\"'`,;".utf8)
        return Array(value[start...].drop(while: quotes.contains).reversed().drop(while: quotes.contains).reversed())
    }

    /// The password of a pair in which it stands before the account: `密码:x 账号:y`.
    private static func labelledFirst(in rest: ArraySlice<UInt8>) -> [UInt8] {
        let password = rest.drop { ":=> \"'".utf8.contains($0) }
        return Array(password.prefix { !" \n,;&\"'".utf8.contains($0) })
    }

    /// Whether a word for a password stands before what is assigned, be it the end of a longer name: `DB_PASSWORD=x`.
    private static func isLabelled(_ part: ArraySlice<UInt8>) -> Bool {
        if labels.contains(where: { Bytes.starts(part, with: $0) }) { return true }
        let name = part.prefix { $0 != 0x3A && $0 != 0x3D }
        guard name.count < part.count, let dash = name.lastIndex(where: { $0 == 0x5F || $0 == 0x2E }) else {
            return false
        }
        return labels.contains { Bytes.starts(name[(dash + 1)...], with: $0) }
    }

    /// Words for a password that stand before one where it comes before the account.
    private static let firstLabels: Set<String> = [
        "密码", "密码是", "密码为", "密", "口令", "口令是", "口令为", "password", "passwd", "passcode", "pass", "pwd", "psw", "pw", "mm",
        "mima",
    ]

    private static let labels = [
        "密码", "密", "口令", "pass", "pwd", "pw:", "\"pass", "\"pwd", "'pass", "psw", "mm:", "mima",
    ]

    private static func lastRange(of needle: [UInt8], in value: [UInt8]) -> Int? {
        guard value.count > needle.count else { return nil }
        for start in stride(from: value.count - needle.count, through: 0, by: -1)
        where value[start...].starts(with: needle) { return start + needle.count }
        return nil
    }
}
