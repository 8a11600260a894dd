import FenceModel
import FenceRulePacks
import Fencewatch
import Foundation
import TestSupport
import Testing

/// Rules of gitleaks as they are: what they find, what excuses a match, and what is named because it has no meaning here.
@Suite struct GitleaksRulesTests {
    private static let rules = """
        title = "rules of a test"
        [[allowlists]]
        regexes = ['''^acme_example''']
        [[allowlists]]
        targetRules = ["pair-secret"]
        regexTarget = "line"
        regexes = ['''do not use''']
        [[rules]]
        id = "acme-token"
        description = "Token of Acme"
        regex = '''(?i)\\b(acme_[a-z0-9]{16})(?:['"\\s;]|$)'''
        entropy = 3.0
        keywords = ["acme_"]
        [[rules.allowlists]]
        condition = "AND"
        stopwords = ["dummy"]
        regexes = ['''q0$''']
        [[rules]]
        id = "pair-id"
        regex = '''CID[0-9]{6}'''
        keywords = ["cid"]
        skipReport = true
        [[rules]]
        id = "pair-secret"
        regex = '''(SEC)=([A-Z0-9]{8})'''
        secretGroup = 2
        keywords = ["sec"]
        [[rules.required]]
        id = "pair-id"
        withinLines = 1
        [[rules]]
        id = "file-name"
        path = '''\\.p12$'''
        [[rules]]
        id = "other-dialect"
        regex = '''x'''
        filter = "matches(secret)"
        """

    private func load(_ text: String) throws -> GitleaksRules.Reading {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString).toml").path
        #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try GitleaksRules.load(path: path)
    }

    @Test(arguments: [3, -1]) func aGroupThatIsNotThereIsRefused(group: Int) throws {
        let reading = try load(
            """
            [[rules]]
            id = "x"
            regex = '''(SEC)=([A-Z0-9]{8})'''
            secretGroup = \(group)
            keywords = ["sec"]
            """)
        let rule = try #require(reading.rules.first)
        #expect(Detector.fault(in: rule)?.message.contains("2 groups") == true)
    }

    @Test(arguments: [
        ("key = \"acme_a8f3k2l9q0z7x1c4\"", ["acme_a8f3k2l9q0z7x1c4"]),
        ("KEY=ACME_A8F3K2L9Q0Z7X1C4", ["ACME_A8F3K2L9Q0Z7X1C4"]),
        ("在这里acme_a8f3k2l9q0z7x1c4", ["acme_a8f3k2l9q0z7x1c4"]),
        ("acme_aaaaaaaaaaaaaaaa", []),
        ("acme_examplea8f3k2l9", []),
        ("acme_dummya8f3k2l9xq0", []),
        ("acme_dummya8f3k2l9xq7", ["acme_dummya8f3k2l9xq7"]),
        ("CID123456\nSEC=BBBB2222", ["BBBB2222"]),
        ("CID123456\n\n\nSEC=BBBB2222", []),
        ("SEC=BBBB2222", []),
        ("CID123456 SEC=BBBB2222 do not use", []),
    ]) func findsWhatTheRulesMean(text: String, secrets: [String]) throws {
        let detector = try Detector(
            pack: RulePack(name: "test", version: "1", rules: load(Self.rules).rules, signals: []))
        #expect(detector.scan(text).findings.map { $0.value.reveal() } == secrets)
    }

    /// What a rule requires is found once for a text, however many matches ask for it.
    @Test func requirementsHoldForEveryMatchByItself() throws {
        let detector = try Detector(
            pack: RulePack(name: "test", version: "1", rules: load(Self.rules).rules, signals: []))
        var random = SeededGenerator(seed: 5)
        for _ in 0..<40 {
            let lines = (0..<30).map { number in
                switch Int.random(in: 0..<4, using: &random) {
                case 0: "名 CID\(100_000 + number)"
                case 1: "SEC=AAAA\(1_000 + number) SEC=BBBB\(1_000 + number)"
                default: "-"
                }
            }
            // One line above or below, or the same.
            let expected = lines.indices.filter { line in
                lines[line].hasPrefix("SEC")
                    && lines[max(0, line - 1)...min(lines.count - 1, line + 1)].contains { $0.contains("CID") }
            }.flatMap { ["AAAA\(1_000 + $0)", "BBBB\(1_000 + $0)"] }
            let found = detector.scan(lines.joined(separator: "\n")).findings.map { $0.value.reveal() }
            #expect(found == expected)
        }
    }

    /// A keyword may begin with signs, stand inside a word, and several rules may name one secret; a generic one gives way.
    @Test func rulesSpeakForThemselves() throws {
        let rules = try load(
            """
            [[rules]]
            id = "acme-cookie"
            regex = '''_acme_session=([0-9a-f]{32})'''
            keywords = ["_acme_session="]
            [[rules]]
            id = "hex-secret"
            regex = '''\\b[[:xdigit:]]{32}\\b'''
            keywords = ["session"]
            [[rules]]
            id = "generic-secret"
            regex = '''(?i)session=(?P<secret>[0-9a-f]{32})(?:[;\\s]|$)'''
            keywords = ["session"]
            [[rules]]
            id = "pem"
            regex = '''(?i)-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY-----[\\s\\S-]{64,}?KEY-----'''
            keywords = ["-----begin"]
            """
        ).rules
        let detector = try Detector(pack: RulePack(name: "test", version: "1", rules: rules, signals: []))
        let cookie = detector.scan("Cookie: a=b; x_acme_session=0123456789abcdef0123456789abcdef;").findings
        #expect(Set(cookie.map(\.rule)) == ["acme-cookie", "hex-secret"])
        let generic = detector.scan(
            "php_session=0123456789abcdef0123456789abcdeX session=00112233445566778899aabbccddeeff")
        #expect(Set(generic.findings.map(\.rule)) == ["hex-secret"])
        let body = (0..<20).map { "MIIEowIBAAKCAQEA\($0)" }.joined(separator: "\n")
        let key = "-----BEGIN RSA PRIVATE KEY-----\n\(body)\n-----END RSA PRIVATE KEY-----"
        #expect(detector.scan("x\n\(key)\ny").findings.first?.value.reveal() == key)
    }

    @Test func namesWhatCannotBeTakenOver() throws {
        let reading = try load(Self.rules)
        #expect(reading.rules.map(\.id) == ["acme-token", "pair-id", "pair-secret"])
        #expect(reading.notes.contains { $0.contains("'file-name'") })
        #expect(reading.notes.contains { $0.contains("'other-dialect'") && $0.contains("'filter'") })
    }

    @Test func aRuleWithoutKeywordsLooksAtEveryMessage() throws {
        let reading = try load("[[rules]]\nid = \"bare\"\nregex = '''zq[0-9]{3}'''")
        let detector = try Detector(pack: RulePack(name: "test", version: "1", rules: reading.rules, signals: []))
        #expect(detector.scan("hello zq123").findings.map(\.rule) == ["bare"])
        #expect(reading.notes.contains { $0.contains("no keyword") })
    }

    @Test func damageNamesTheLine() throws {
        let error = try #require(throws: FencewatchError.self) { try load("title = \"x\"\n[[rules]\nid = 1") }
        #expect(error.location?.hasSuffix(":2") == true)
    }
}
