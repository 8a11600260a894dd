import FenceDetection
import FenceModel
import Testing

/// Words and texts for comparing the scan with the slow, obvious way.
enum Samples {
    static let words = ["出售", "密码", "数据", "for sale", "tg", "qq", "t.me", "四件套", "@[a-z]", "[京沪][a-z]", "一手"]
    static let pieces = [
        "出", "售", "密", "码", "数", "据", "for", " ", "sale", "t", "g", "q", ".", "me", "四", "件", "套", "@", "a", "京", "沪",
        "一", "手", "１",
        "3", "8", "-", "\u{200B}", "🙂", "，", "。", "\n", "零", "o", "Ｔ", "ｇ", "數", "據", "岀", "⑩", "*",
    ]

    static func plan() throws -> DetectionPlan {
        let rule = Rule(
            id: "digits", entity: .phoneNumber, description: "", trigger: Rule.Trigger(digits: 11...13),
            pattern: "(?<![0-9])[0-9]{11}(?![0-9])", confidence: 0.9)
        var numbers: [[Int]] = []
        return try DetectionPlan(
            rules: [rule], words: words.map { ($0, true) }, compilesNow: true, wordNumbers: &numbers)
    }
}

@Suite struct ScanTests {
    /// Never sleeps through what the closer look finds: random texts of the hardest pieces.
    @Test(arguments: [1 as UInt64, 2, 3, 4])
    func wakesForEverythingThatIsFound(seed: UInt64) throws {
        let plan = try Samples.plan()
        let scanner = Scanner(plan: plan, today: 20_000)
        var random = SeededGenerator(seed: seed)
        for round in 0..<4_000 {
            let text = (0..<Int.random(in: 1...14, using: &random)).map { _ in
                Samples.pieces.randomElement(using: &random) ?? ""
            }.joined()
            let bytes = Array(text.utf8)
            bytes.withUnsafeBufferPointer { buffer in
                let findings = scanner.scan(buffer)
                if !findings.isEmpty || !scanner.hits.isEmpty {
                    #expect(plan.tables.wakes(for: buffer), "seed \(seed), round \(round): \(text.debugDescription)")
                }
            }
        }
    }

    /// Keywords without decoration are found exactly where a plain search finds them.
    @Test(arguments: [11 as UInt64, 12])
    func findsKeywordsWhereAPlainSearchDoes(seed: UInt64) throws {
        let plan = try Samples.plan()
        let scanner = Scanner(plan: plan, today: 20_000)
        var random = SeededGenerator(seed: seed)
        let pieces = ["出", "售", "密", "码", "数", "据", "四", "件", "套", "一", "手", "，"]
        let words = ["出售", "密码", "数据", "四件套", "一手"]
        for round in 0..<2_000 {
            let text = (0..<20).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let characters = Array(text)
            var expected: Set<String> = []
            for word in words.map(Array.init) where characters.count >= word.count {
                for start in 0...(characters.count - word.count)
                where Array(characters[start..<start + word.count]) == word {
                    expected.insert("\(start):\(String(word))")
                }
            }
            let found = Array(text.utf8).withUnsafeBufferPointer { buffer in
                _ = scanner.scan(buffer)
                return Set(scanner.hits.map { "\($0.range.lowerBound):\(String(characters[$0.range]))" })
            }
            #expect(found == expected, "seed \(seed), round \(round): \(text)")
        }
    }

    /// Spans point at the original bytes, whatever stands around or inside the value.
    @Test(arguments: [
        "手机13800001234的", "１３８００００１２３４", "1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣", "电话一三八零零零零一二三四。",
        "🙂13800\u{200B}001234🙂", "①③⑧⓪⓪⓪⓪①②③④",
    ])
    func mapsSpansBack(_ text: String) throws {
        let scanner = Scanner(plan: try Samples.plan(), today: 20_000)
        let bytes = Array(text.utf8)
        let findings = bytes.withUnsafeBufferPointer { scanner.scan($0) }
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect(finding.normalized.reveal() == "13800001234")
        let slice = String(decoding: bytes[finding.span.start..<finding.span.end], as: UTF8.self)
        #expect(slice == finding.value.reveal())
        #expect(FoldTable.shared.fold(slice).count == 11)
    }

    @Test func damagedTextNeverStopsTheScan() throws {
        let scanner = Scanner(plan: try Samples.plan(), today: 20_000)
        var random = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let text = bytes + Array("13800001234".utf8) + [0xE5]
            let found = text.withUnsafeBufferPointer { buffer in
                (scanner.plan.tables.wakes(for: buffer), scanner.scan(buffer))
            }
            #expect(found.0)
            for finding in found.1 { #expect(finding.span.end <= text.count) }
        }
    }
}

/// A small, seeded generator (SplitMix64), so that a failure can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
