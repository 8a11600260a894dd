import FencePipeline

/// Accounts with their passwords, a field a line, as programs that steal them write them, and settings that hold one:
///
///     URL: https://shop.example/login
///     Username: somebody
///     Password: secret
///
/// The lines of a record are one message, since only together they say whose password it is.
struct AccountRecords<First: AccountRecordBegin>: LineFormat {
    static var name: String { First.name }
    static var summary: String { First.summary }
    let hasContinuations = true
    let isVerbatim = true

    init() {}

    func beginsMessage(_ line: Span<UInt8>) -> Bool {
        AccountField(in: line).map(First.begins) ?? false
    }

    func parts(of message: Span<UInt8>) -> MessageParts? {
        var end = message.count
        while end > 0, message[end - 1] <= 0x20 { end -= 1 }
        return end > 0 ? MessageParts(text: 0..<end) : nil
    }
}

/// With which field every record begins. A line must tell by itself whether it begins one, so that blocks can be read by many
/// workers; so there is a format for each.
protocol AccountRecordBegin: Sendable {
    static var name: String { get }
    static var summary: String { get }
    static func begins(with field: AccountField) -> Bool
}

enum SiteFirst: AccountRecordBegin {
    static let name = "site-records"
    static let summary = "accounts with their passwords, a field a line: site, account, password"

    static func begins(with field: AccountField) -> Bool { field == .site }
}

enum AccountFirst: AccountRecordBegin {
    static let name = "account-records"
    static let summary = "the same without a site: account, password; settings (.env, YAML) with an account"

    static func begins(with field: AccountField) -> Bool { field == .account }
}

/// What a line with a field says: `key: value` or `key=value`.
enum AccountField: Sendable {
    case site, account, password, other

    /// Longest key, in bytes.
    private static let longestKey = 40

    /// - Returns: nil where the line is no field.
    init?(in line: Span<UInt8>) {
        var start = 0
        while start < line.count, line[start] <= 0x20 || Self.isQuote(line[start]) || line[start] == 0x2D { start += 1 }
        var end = start
        while end < line.count, line[end] != UInt8(ascii: ":"), line[end] != UInt8(ascii: "="),
            !Self.isWideColon(line, at: end)
        {
            end += 1
            guard end - start <= Self.longestKey else { return nil }
        }
        guard end > start, end < line.count else { return nil }
        // `https://…` is an address, not a field.
        if line[end] == UInt8(ascii: ":"), end + 2 < line.count, line[end + 1] == UInt8(ascii: "/"),
            line[end + 2] == UInt8(ascii: "/")
        {
            return nil
        }
        while end > start, line[end - 1] <= 0x20 || Self.isQuote(line[end - 1]) { end -= 1 }
        var key: [UInt8] = []
        for index in start..<end where line[index] != UInt8(ascii: " ") {
            key.append((0x41...0x5A).contains(line[index]) ? line[index] | 0x20 : line[index])
        }
        self = Self.kind(of: key)
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    private static func isWideColon(_ line: Span<UInt8>, at index: Int) -> Bool {
        index + 2 < line.count && line[index] == 0xEF && line[index + 1] == 0xBC && line[index + 2] == 0x9A
    }

    /// `Username`, `DB_USERNAME` and `spring.datasource.username` are one kind.
    private static func kind(of key: [UInt8]) -> AccountField {
        let word =
            key.split { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }.last ?? []
        return words.first { $0.words.contains { word.elementsEqual($0) } }?.kind ?? .other
    }

    private static let words: [(kind: AccountField, words: [[UInt8]])] = [
        (
            .site,
            ["url", "host", "hostname", "site", "website", "origin", "domain", "soft", "browser", "网址", "网站", "站点"]
        ),
        (.account, ["user", "username", "login", "account", "账号", "帐号", "账户", "用户名", "登录名"]),
        (.password, ["password", "pass", "passwd", "pwd", "密码", "口令"]),
    ].map { kind, words in (kind, words.map { Array($0.utf8) }) }
}

/// Whether lines are records of accounts, or settings that hold one.
///
/// A chat in which somebody posts his account must not be taken for either: its messages would become one.
struct AccountRecordSample {
    /// Fewest records with an account and, close behind it, a password.
    private static let fewestPairs = 2
    private static let reach = 3

    private var lines = 0
    private var fields = 0
    /// Lines with a site, an account or a password, or with nothing but signs.
    private var tellingLines = 0
    private var settings = 0
    private var pairs = 0
    private var first: AccountField?
    private var linesSinceAccount: Int?

    mutating func add(_ line: Span<UInt8>) {
        lines += 1
        linesSinceAccount = linesSinceAccount.map { $0 + 1 }
        if Self.isSetting(line) { settings += 1 }
        guard let field = AccountField(in: line) else {
            guard Self.isRule(line) else { return }
            fields += 1
            tellingLines += 1
            return
        }
        fields += 1
        guard field != .other else { return }
        tellingLines += 1
        if first == nil { first = field }
        if field == .account { linesSinceAccount = 0 }
        guard field == .password else { return }
        if let distance = linesSinceAccount, distance <= Self.reach { pairs += 1 }
        linesSinceAccount = nil
    }

    /// A line of nothing but signs, as `=====`.
    private static func isRule(_ line: Span<UInt8>) -> Bool {
        for index in 0..<line.count
        where line[index] >= 0x80 || (line[index] | 0x20) &- 0x61 < 26 || line[index] &- 0x30 < 10 {
            return false
        }
        return true
    }

    /// A name with what it is set to, one word of ASCII or none: nobody talks so.
    private static func isSetting(_ line: Span<UInt8>) -> Bool {
        var index = 0
        func skip(_ isMeant: (UInt8) -> Bool) { while index < line.count, isMeant(line[index]) { index += 1 } }
        func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
        skip(isBlank)
        if index < line.count, line[index] == UInt8(ascii: "#") { return true }
        let start = index
        skip { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F || $0 == 0x2E || $0 == 0x2D }
        guard index > start else { return false }
        skip(isBlank)
        guard index < line.count, line[index] == UInt8(ascii: ":") || line[index] == UInt8(ascii: "=") else {
            return false
        }
        // `root:secret` is a line of a list of pairs.
        let isParted = line[index] == UInt8(ascii: "=") || index + 1 == line.count || isBlank(line[index + 1])
        guard isParted else { return false }
        index += 1
        skip(isBlank)
        skip { $0 > 0x20 && $0 < 0x7F }
        skip(isBlank)
        return index == line.count
    }

    /// The format of the lines, or nil.
    var format: (any LineFormat)? {
        guard fields * 10 >= lines * 9, areRecords || areSettings else { return nil }
        switch first {
        case .site: return AccountRecords<SiteFirst>()
        case .account: return AccountRecords<AccountFirst>()
        default: return nil
        }
    }

    private var areRecords: Bool {
        pairs >= Self.fewestPairs && tellingLines * 3 >= lines || pairs > 0 && tellingLines == lines
    }
    private var areSettings: Bool { pairs > 0 && settings == lines }
}
