import FenceModel
import Fencewatch
import Testing

@Suite struct LibraryTests {
    /// The very lines that README shows.
    @Test func theSnippetOfTheREADMEWorks() {
        var printed: [String] = []
        func print(_ text: String) { printed.append(text) }

        let detector = Detector()
        var watch = Watch()
        let messages = [
            Message(
                text: "出售一手母婴数据，100w条，0.5元/条，飞机 @muying_data88",
                origin: MessageOrigin(source: "my-crawler", channel: "group-7", author: "user-42"))
        ]
        for message in messages {
            let report = detector.scan(message)
            for finding in report.findings { print("\(finding.entity) \(finding.value)") }
            for alert in watch.feed(report) { print("\(alert.kind) \(alert.severity)") }
        }
        for alert in watch.finish() { print("\(alert.kind) \(alert.severity)") }

        #expect(printed.last == "offer critical")
        #expect(!printed.joined().contains("muying_data88"))
    }

    @Test func printingAFindingShowsNoValue() throws {
        let finding = try #require(Detector().scan("手机13800001234的").findings.first)
        for text in ["\(finding)", String(reflecting: finding), "\(finding.value)", String(describing: finding.value)] {
            #expect(!text.contains("13800001234"))
        }
        var dumped = ""
        dump(finding, to: &dumped)
        #expect(!dumped.contains("13800001234"))
    }

    @Test func manyThreadsShareADetector() async {
        let detector = Detector()
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<16 {
                group.addTask {
                    (0..<200).allSatisfy { round in
                        let tail = String(10_000_000 + number * 1_000 + round).suffix(8)
                        let findings = detector.scan("联系电话138\(tail)，你好").findings
                        return findings.count == 1 && findings[0].value.reveal() == "138\(tail)"
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    /// A tail keeps its scanners for months: a birth date that lies ahead today may lie behind tomorrow.
    @Test func birthDatesAreHeldAgainstTheDayOfTheScan() {
        // 2026-01-01, and somebody born a month later.
        var day = 20_454
        let scanner = MessageScanner(detector: Detector(), today: { day })
        let body = "11010120260201001"
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        let text = Array("身份证号 \(body)\(Array("10X98765432")[sum % 11])".utf8)
        func isFound() -> Bool {
            text.withUnsafeBufferPointer { scanner.lookClosely(at: $0)?.findings ?? [] }.contains {
                $0.entity == .residentID
            }
        }
        #expect(!isFound())
        day += 31
        #expect(isFound())
    }

    /// A pair that holds a mail address hides both: masking the address alone would leave the password readable.
    @Test func nestedFindingsLeaveNothingReadable() throws {
        let lines = (0..<12).map { "user\($0)zhang@163.com:Secret\($0)778" }.joined(separator: "\n")
        let alert = try #require(Detector().scan(lines).alert)
        #expect(!alert.messages.contains { $0.excerpt.contains("Secret") })
        #expect(alert.messages.contains { $0.excerpt.contains("***") })
    }

    /// The word right before a number says what it is; an identifier of a site is nobody's number.
    @Test func labelsAndAddressesOutweighForms() throws {
        let detector = Detector()
        #expect(detector.scan("订单号13800138000").findings.isEmpty)
        #expect(try #require(detector.scan("订单号123 手机13800138000").findings.first).confidence > 0.8)
        let inside = detector.scan("https://shop.example/item?id=13800138000").findings
        #expect(inside.allSatisfy { $0.confidence < 0.5 && $0.checks.contains("inside-url") })
        #expect(try #require(detector.scan("https://a.example/?phone=13800138000").findings.first).confidence > 0.8)
    }

    /// Base 58 tells capitals from small letters, and invisible characters inside do not hide it.
    @Test func walletsAreReadAsWritten() throws {
        let address = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
        let hidden = "收款地址 TR7NHqjeKQxG\u{200B}TCi8q8ZY4pL8otSzgjLj6t"
        let finding = try #require(Detector().scan(hidden).findings.first)
        #expect(finding.entity == .cryptoWallet && finding.checks.contains("base58check"))
        #expect(finding.value.reveal().filter { $0 != "\u{200B}" } == address)
        #expect(Detector().scan("收款地址 " + address.lowercased()).findings.isEmpty)
    }

    /// What differs in capitals alone differs: keys, passwords, hashes of invitations. What does not is in lower case.
    @Test(arguments: [
        ("收款地址 TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
        ("ETH 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
        ("token ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
        ("secret_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzz9KEYabc", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzz9KEYabc"),
        ("帳號:Zhang01  密碼:Abc\u{200B}12345", "Zhang01 密码:Abc12345"),
        ("进群 https://t.me/+AbCdEfGhIjKlMnOp", "+AbCdEfGhIjKlMnOp"), ("飞机 @Data_Seller88", "data_seller88"),
        ("加我Wxid_AbCdEf123456", "wxid_abcdef123456"),
    ])
    func normalizedKeepsCapitalsThatTell(_ text: String, normalized: String) throws {
        let finding = try #require(Detector().scan(text).findings.first)
        #expect(finding.normalized.reveal() == normalized)
    }

    /// Tokens are longer than everything else: claims of four thousand characters, a signature of seven hundred.
    @Test(arguments: [(40, 43), (400, 342), (4_000, 683)])
    func findsLongTokens(claims: Int, signature: Int) throws {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        func part(_ count: Int) -> String { String((0..<count).map { alphabet[$0 * 37 % 64] }) }
        let token = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJ\(part(claims - 3)).\(part(signature))"
        let finding = try #require(Detector().scan("Authorization: Bearer \(token)，过期了").findings.first)
        #expect(finding.entity == .secret && finding.value.reveal() == token)
    }

    @Test func listsOfPairsAreJudgedOverConsecutiveLines() {
        let detector = Detector()
        let pair = "zhang123|abc12345"
        #expect(detector.scan(pair).findings.isEmpty)
        #expect(detector.scan("\(pair)\nli_si88|Qwe2345\n这行不是\n\(pair)").findings.isEmpty)
        let list = detector.scan("看看\n\(pair)\nli_si88|Qwe2345\nwang.wu9|zz778899\n完")
        #expect(list.findings.map(\.rule) == Array(repeating: "credential-list", count: 3))
        #expect(list.findings.first?.value.reveal() == pair)
    }

    /// A value is found wherever it stands in a message longer than a segment, and once.
    @Test(arguments: [0, 65_500, 65_530, 65_536, 64_500, 130_000, 199_000])
    func longMessagesAreScannedWhole(position: Int) throws {
        var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 200_000)
        bytes.replaceSubrange(position..<position + 13, with: " 13800001234 ".utf8)
        let findings = Detector().scan(String(decoding: bytes, as: UTF8.self)).findings
        #expect(findings.count == 1)
        #expect(findings.first?.span.start == position + 1)
    }

    @Test func everyRuleOfTheDefaultPackPassesItsExamples() throws {
        let results = try RuleExamples.run(.standard)
        #expect(results.failures == [])
        #expect(results.passed > 0)
    }

    /// A name at the end of an advertisement is a finding of a rule of the pack, and of none where the pack has none for it.
    @Test func namesNoRuleThatThePackLacks() throws {
        let text = "出售一手车主数据100w条 muying_data88"
        #expect(Detector().scan(text).findings.map(\.rule) == ["telegram-name"])
        var pack = RulePack.standard
        pack.rules.removeAll { $0.entity == .telegram }
        #expect(try Detector(pack: pack).scan(text).findings.isEmpty)
    }
}
