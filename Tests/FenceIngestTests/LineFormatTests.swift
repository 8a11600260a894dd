@testable import FenceIngest
import FenceModel
import FencePipeline
import Foundation
import TestSupport
import Testing

@Suite struct LineFormatTests {
    private struct Parsed: Equatable {
        var time: String
        var author: String
        var text: String
    }

    private func parse(_ line: String, _ format: some LineFormat) -> Parsed? {
        let bytes = Array(line.utf8)
        guard let parts = format.parts(of: bytes.span) else { return nil }
        func text(_ range: Range<Int>, _ decoded: [UInt8]?) -> String {
            String(decoding: decoded ?? Array(bytes[range]), as: UTF8.self)
        }
        return Parsed(
            time: text(parts.time, parts.decoded?.time), author: text(parts.author, parts.decoded?.author),
            text: text(parts.text, parts.decoded?.text))
    }

    @Test(arguments: [
        ("2026-11-03 02:26:07 <小王> 出售数据", "2026-11-03 02:26:07", "小王", "出售数据"),
        ("[02:26:07] nick: text here", "02:26:07", "nick", "text here"),
        ("[2026/11/3 2:26] <a b> hi", "2026/11/3 2:26", "a b", "hi"),
        ("2026-11-03T02:26:07Z nick: hi", "2026-11-03T02:26:07Z", "nick", "hi"),
        ("2026-11-03 02:26:07 小王：在吗", "2026-11-03 02:26:07", "小王", "在吗"),
        ("2026-11-03 02:26:07 http://x.example/ 看看", "2026-11-03 02:26:07", "", "http://x.example/ 看看"),
        ("2026-11-03 02:26:07 今天，出售：数据", "2026-11-03 02:26:07", "", "今天，出售：数据"),
        ("2026-11-03 02:26:07 13800001111: 你好", "2026-11-03 02:26:07", "", "13800001111: 你好"),
        ("2026-11-03 02:26:07 联系13800001111：好的", "2026-11-03 02:26:07", "", "联系13800001111：好的"),
        ("2026-11-03 02:26:07 手机13800001111:", "2026-11-03 02:26:07", "", "手机13800001111:"),
        ("2026-11-03 02:26:07 出售数据:", "2026-11-03 02:26:07", "", "出售数据:"),
        ("2026-11-03 02:26:07 小王123456: 你好", "2026-11-03 02:26:07", "小王123456", "你好"),
        ("\0\0\u{0}2026-11-03 02:26:07 nick: hi\0\0", "2026-11-03 02:26:07", "nick", "hi"),
        ("2026-11-03 02:26:07 <13800001111> 你好", "2026-11-03 02:26:07", "13800001111", "你好"),
        ("[2026-11-03 02:26:07.123+08:00] nick: hi\r", "2026-11-03 02:26:07.123+08:00", "nick", "hi"),
    ])
    func readsChatLogLines(_ line: String, time: String, author: String, text: String) {
        #expect(parse(line, ChatLogLines()) == Parsed(time: time, author: author, text: text))
    }

    /// Counting without looking gives as many messages as cutting them out.
    @Test func messagesAreCountedAsTheyAreRead() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "2026-11-03 02:26:07 ", "2026-11-03 02:26 ", "[02:26:07] ", "<a> ", "<a>", "a: ", "a:", "13800001111: ",
            "手机13800001111:", "hi", " ", "\r", "：", "", "<", "\0\0", String(repeating: "x", count: 70),
        ]
        for round in 0..<400 {
            var text = "2026-11-03 02:26:07 <a> hi\n"
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                for _ in 0..<Int.random(in: 0...4, using: &random) {
                    text += pieces.randomElement(using: &random) ?? ""
                }
                text += "\n"
            }
            let bytes = Array(text.utf8)
            let starts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
            let counted = ChatLogLines().countMessages(in: bytes.span, starts: starts.span)
            let read = SlowChatLogLines().countMessages(in: bytes.span, starts: starts.span)
            #expect(counted == read, "seed \(seed), round \(round): \(text.debugDescription)")
        }
    }

    @Test(arguments: [
        (#"{"text":"出售","author":"a","time":"t"}"#, "t", "a", "出售"),
        (#"{"content":"\u51fa\u552e","from":"b"}"#, "", "b", "出售"),
        (#"{"id":7,"message":"hi","sender":{"id":9,"username":"c"},"date":1700000000}"#, "1700000000", "c", "hi"),
        (#"{"body":"a\nb\"c","nick":"d","x":[1,{"y":"}"}]}"#, "", "d", "a\nb\"c"),
        (#"{"text":"\ud83d\ude00 \ud83d x"}"#, "", "", "😀 \u{FFFD} x"),
    ])
    func readsJSONLines(_ line: String, time: String, author: String, text: String) {
        #expect(parse(line, JSONLines()) == Parsed(time: time, author: author, text: text))
    }

    /// Texts of all widths, each character escaped as UTF-16 by the standard library, in small and capital digits.
    @Test func escapesOfEveryCharacterAreUndone() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let edges: [UInt32] = [0x20, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF]
        for _ in 0..<300 {
            let codes = (0..<8).map { _ in
                Bool.random(using: &random)
                    ? edges.randomElement(using: &random) ?? 0x20 : UInt32.random(in: 0x20...0x10FFFF, using: &random)
            }
            let text = String(String.UnicodeScalarView(codes.compactMap(Unicode.Scalar.init)))
            let escaped = text.utf16.map { unit in
                let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
            #expect(parse("{\"text\":\"\(escaped)\"}", JSONLines())?.text == text, "seed \(seed)")
        }
    }

    @Test(arguments: ["\\u12g4", "\\u/234", "\\u12:4", "\\u123", "\\u@000", "\\u`000"])
    func whatIsNoEscapeStaysAsWritten(_ text: String) {
        #expect(parse("{\"text\":\"a\(text)\"}", JSONLines())?.text == "a" + text.dropFirst())
    }

    @Test(arguments: [#"{"text":"cut off"#, "not json", #"{"other":1}"#, #"["a"]"#])
    func scansDamagedJSONAsPlainText(_ line: String) {
        #expect(parse(line, JSONLines())?.text == line)
    }

    /// "<p>x</p>" as gzip, whole, cut short and with another check sum: what comes out is read, and damage is told.
    @Test(
        arguments: [
            ("", "<p>x</p>", nil), ("truncated", "<p>x</p>", .truncated), ("head", "", .truncated),
            ("check", "<p>x</p>", .corrupt),
        ] as [(String, String, SkippedSource.Reason?)])
    func tellsDamageOfFeedItems(damage: String, text: String, reason: SkippedSource.Reason?) throws {
        var packed = WARCTests.packed
        switch damage {
        case "truncated": packed.removeLast(6)
        case "head": packed.removeSubrange(10...)
        case "check": packed[packed.count - 6] ^= 1
        default: break
        }
        let data = Data(packed).base64EncodedString()
        let line = Array(#"{"data":"\#(data)","data-sha256":"x","meta":{"sender":{"username":"li"}}}"#.utf8)
        let decoded = try #require(AILFeed().parts(of: line.span)?.decoded)
        #expect(String(decoding: decoded.text, as: UTF8.self) == text)
        #expect(decoded.author == Array("li".utf8))
        #expect(decoded.failure?.reason == reason)
    }

    @Test func nestingDoesNotGrowTheStack() {
        let line = #"{"x":"# + String(repeating: "[", count: 100_000) + #"],"text":"a"}"#
        #expect(parse(line, JSONLines())?.text == line)
    }

    @Test(arguments: [
        ("URL: x", true), ("url = x", true), ("  - Host: x", true), ("\"url\": \"x\"", true), ("网址：x", true),
        ("https://a.example", false), ("Username: x", false), ("=====", false), ("", false), ("url", false),
    ])
    func recordsBeginWithTheirSite(line: String, begins: Bool) {
        #expect(AccountRecords<SiteFirst>().beginsMessage(Array(line.utf8).span) == begins)
    }

    @Test(arguments: [
        ("Username: x", true), ("DB_USERNAME=x", true), ("spring.datasource.username: x", true), ("登录名:x", true),
        ("USER_AGENT=x", false), ("Password: x", false), ("user x: y", false),
    ])
    func recordsBeginWithTheirAccount(line: String, begins: Bool) {
        #expect(AccountRecords<AccountFirst>().beginsMessage(Array(line.utf8).span) == begins)
    }

    @Test func everyFormatIsFoundByItsName() {
        let names = LineFormats.catalogue.map(\.name)
        #expect(names == ["ail", "jsonl", "chat-log", "site-records", "account-records", "plain"])
        #expect(names.map { LineFormats.format(named: $0, json: JSONLines()).map { type(of: $0).name } } == names)
        #expect(LineFormats.format(named: "warc", json: JSONLines()) == nil)
    }

    @Test(arguments: [
        ("2026-11-03 02:26:07 <a> x\n2026-11-03 02:26:08 <b> y\n", "chat-log"),
        ("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "jsonl"), ("hello\nworld\n", "plain"),
        (String(repeating: "{\"type\":\"join\"}\n", count: 90) + "{\"text\":\"a\"}\n", "jsonl"),
        ("{\"type\":\"header\",\"items\":[1]}\n{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "jsonl"),
        ("{\"text\":\"a\"}\nhello\nworld\n", "plain"),
        (
            "URL: https://a.example\nUsername: a\nPassword: b\n=====\nURL: https://b.example\nUsername: c\nPassword: d\n",
            "site-records"
        ),
        ("网址：https://a.example\n账号：a\n密码：b\n\n", "site-records"), ("账号: a\n密码: b\n账号: c\n密码: d\n", "account-records"),
        ("APP_NAME=shop\nDB_USERNAME=shop\nDB_PASSWORD=x\nAPP_ENV=production\n", "account-records"),
        ("spring:\n  url: x\n  username: a\n  password: b\n", "site-records"),
        ("张三: 账号多少\n李四: 密码忘了\n", "plain"), ("bob: hi there\nuser: bob\npass: x\nann: see you\n", "plain"),
        ("老王: 收到了吗\n小李: 收到\n账号: bob001\n密码: Xy7788qq\n老钱: 谢了\n老孙: 在吗\n", "plain"),
        ("Login: a\nPassword: b\nURL: x\n==\nLogin: c\nPassword: d\nURL: y\n==\n", "account-records"),
        ("admin:aaaa1\nuser:Xy7788\npass:Zt9182\nroot:bbbb2\n", "plain"), ("账号: a\n密码: b\n今天天气不错\n明天再说吧\n", "plain"),
        ("Host: a.example\nAccept: */*\nUser-Agent: x\n", "plain"),
        ("", "plain"), ("{\"a\":1}\n{\"b\":2}\n", "plain"), ("12:30 吃饭\n13:00 开会\n", "plain"),
    ])
    func recognisesFormatsByContent(_ head: String, name: String) {
        let head = Array(head.utf8)
        let format = LineFormats.recognise(head: head.span, json: JSONLines(), isWhole: true, budget: UnpackBudget())
        #expect(type(of: format).name == name)
        // A log that grows may go on as anything.
        let growing = type(of: LineFormats.recognise(head: head.span, json: JSONLines())).name
        #expect(growing == (name.hasSuffix("-records") ? "plain" : name))
    }
}

/// Chat logs, counted as any other format is.
private struct SlowChatLogLines: LineFormat {
    static let name = "slow"
    static let summary = ""
    let hasContinuations = true

    func beginsMessage(_ line: Span<UInt8>) -> Bool { ChatLogLines().beginsMessage(line) }
    func parts(of message: Span<UInt8>) -> MessageParts? { ChatLogLines().parts(of: message) }
}
