import CByteClasses
import FenceModel
import TestSupport
import Testing

@testable import FenceDetection

/// The fast pass against the slow, obvious ones.
@Suite struct SuspectScanTests {
    /// Words of every kind that the filter knows: with brackets, decoration, symbols, pairs.
    static func plan() throws -> DetectionPlan {
        let rules = [
            Rule(
                id: "digits", entity: .phoneNumber, description: "", trigger: Rule.Trigger(digits: 7...13),
                pattern: "(?<![0-9])[0-9]{11}(?![0-9])", confidence: 0.9),
            Rule(
                id: "words", entity: .credential, description: "",
                trigger: Rule.Trigger(
                    keywords: [
                        "[a-z:]passw[d]", "[0-9]使", "[0-9a-z]栋", "q q", "@[a-z]", "[京沪][a-z]", "v信", "20[0-9][0-9]:",
                        "+[v]",
                        "[0-9](qq)", "[w]xid_[a-z]", "[a-z]name[:=]", "[0-9a-z]---[0-9a-z]", "[0-9] q[q]",
                    ], isBare: true, alphanumerics: 18),
                pattern: "x", confidence: 0.5),
        ]
        var words = [
            "出售", "四件套", "for sale", "tg", "密：", "姓名 电话", "qq群", "身份证正面", "four for sale", "one-hand data", "电话a号",
        ].map { PlanWord($0, waking: .always) }
        words.append(PlanWord("网贷", waking: .never, pairing: Keyword.Pairing(opens: 1, closes: 0)))
        words.append(PlanWord("车主们", waking: .never, pairing: Keyword.Pairing(opens: 1, closes: 0)))
        words.append(PlanWord("件套", waking: .never, pairing: Keyword.Pairing(opens: 0, closes: 1)))
        words.append(PlanWord("料", waking: .never, pairing: Keyword.Pairing(opens: 0, closes: 1)))
        var numbers = WordNumbers()
        return try DetectionPlan(rules: rules, words: words, compilesNow: true, wordNumbers: &numbers)
    }

    static let pieces = [
        "出", "售", "岀", "四", "件", "套", "for", "For", " ", " sale", "t", "g", "Ｔ", "q", "Q", "群", "：", ":", "密", "姓名",
        "电话", "a",
        "dbpa", "sswd", "ssw", "d", "3", "8", "12345", "20", "24", "使", "栋", "@", "京", "v", "信", "+", "(", ")", ".",
        "-", "*", "🙂",
        "\u{200B}", "\u{FE0F}", "\n", "，", "。", "一", "二", "零", "网", "贷", "料", "⑩", "о", "з", "é",
        "2026-11-24 12:30:05 ",
        "abcdefghi", "\u{1F1E8}", "…", "丨", "wxid", "_", "name", "=", "---", "身份证", "正面", "one-hand", " data", "车主",
        "们", "号",
        "拐", "٣", "⒊", "२",
        "2026-11-24 12:30:05", "\u{3000}", "2026/1/2 9:30 ", "2026-11-24 12:30", "12345678901234567890",
    ]

    static func text(_ random: inout SeededGenerator, pieces count: ClosedRange<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: count, using: &random) {
            bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
        }
        // Now and then damage.
        if !bytes.isEmpty, Int.random(in: 0..<20, using: &random) == 0 {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0x80...0xFF, using: &random)
        }
        return bytes
    }

    @Test(arguments: (1 as UInt64)...12)
    func suspectsEverythingThatIsFound(seed: UInt64) throws {
        let plan = try Self.plan()
        let scanner = Scanner(plan: plan, today: 20_000)
        var random = SeededGenerator(seed: seed)
        for round in 0..<4_000 {
            let text = Self.text(&random, pieces: 1...(round % 10 == 0 ? 200 : 12))
            text.withUnsafeBufferPointer { text in
                let isFound = !scanner.scan(text).isEmpty || Self.wakes(scanner, plan)
                if isFound {
                    #expect(
                        plan.tables.wakes(for: text),
                        "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self).debugDescription)")
                }
            }
        }
    }

    /// A word that is reason enough at one place is so for the whole message, and rules need no other words than theirs.
    @Test(arguments: (71 as UInt64)...78)
    func shortWaysAgreeWithLongOnes(seed: UInt64) throws {
        let plan = try Self.plan()
        let scanner = Scanner(plan: plan, today: 20_000)
        var random = SeededGenerator(seed: seed)
        var reasons = 0
        for round in 0..<2_000 {
            let text = Self.text(&random, pieces: 1...14)
            let shown = "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self).debugDescription)"
            text.withUnsafeBufferPointer { text in
                for place in 0..<text.count
                where (place == 0 || text[place] & 0xC0 != 0x80) && plan.tables.wakesAlways(text, at: place) {
                    reasons += 1
                    #expect(plan.tables.exactWaking(for: text) == .always, "\(shown), byte \(place)")
                }
                let all = scanner.scan(text)
                let ruleWords = scanner.hits.filter { $0.keyword < plan.ruleWords }
                #expect(scanner.scan(text, keywords: .ofRules) == all, "\(shown)")
                let found = scanner.hits.filter { $0.keyword < plan.ruleWords }
                #expect(found.map(\.keyword) == ruleWords.map(\.keyword), "\(shown)")
                #expect(found.map(\.range) == ruleWords.map(\.range), "\(shown)")
            }
        }
        #expect(reasons > 0)
    }

    /// Whether a word that wakes was found.
    static func wakes(_ scanner: Scanner, _ plan: DetectionPlan) -> Bool {
        scanner.hits.contains { plan.tables.wakesByItself(keyword: $0.keyword) }
    }

    /// A suspect place is never behind the first message that the exact pass would wake for.
    @Test(arguments: (21 as UInt64)...40)
    func passesOverNoMessageOfABlock(seed: UInt64) throws {
        let plan = try Self.plan()
        var random = SeededGenerator(seed: seed)
        for round in 0..<300 {
            let lines = (0..<30).map { _ in Self.text(&random, pieces: 0...8).filter { $0 != 0x0A } }
            var block = Array(lines.joined(separator: [0x0A]))
            let count = block.count
            block += [UInt8](repeating: UInt8.random(in: 0...255, using: &random), count: ScanTables.spareBytes)
            block.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                var start = 0
                for (number, line) in lines.enumerated() {
                    let wakes = line.withUnsafeBufferPointer { plan.tables.exactWaking(for: $0) != .never }
                    if wakes {
                        let suspect = plan.tables.firstSuspect(
                            in: base, ScanTables.Reach(start: start, end: count, messageEnd: .line))
                        #expect(
                            suspect <= start + line.count,
                            "seed \(seed), round \(round), line \(number): \(String(decoding: line, as: UTF8.self))")
                    }
                    start += line.count + 1
                }
            }
        }
    }

    /// The same of a search that goes on from message to message with what it has marked.
    @Test(arguments: (41 as UInt64)...70)
    func goesOnWithoutPassingOver(seed: UInt64) throws {
        let plan = try Self.plan()
        var random = SeededGenerator(seed: seed)
        let marks = SuspectSearch.Marks.allocate(capacity: SuspectSearch.stripChunks)
        defer { marks.deallocate() }
        for round in 0..<300 {
            let lines = (0..<40).map { _ in Self.text(&random, pieces: 0...5).filter { $0 != 0x0A } }
            var block = Array(lines.joined(separator: [0x0A]))
            let count = block.count
            block += [UInt8](repeating: UInt8.random(in: 0...255, using: &random), count: ScanTables.spareBytes)
            block.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                var search = SuspectSearch(
                    tables: plan.tables, base: base,
                    reach: ScanTables.Reach(start: 0, end: count, messageEnd: .line), marks: marks)
                var start = 0
                for (number, line) in lines.enumerated() {
                    let suspect = search.next(from: start)
                    if line.withUnsafeBufferPointer({ plan.tables.exactWaking(for: $0) != .never }) {
                        #expect(
                            suspect <= start + line.count,
                            "seed \(seed), round \(round), line \(number): \(String(decoding: line, as: UTF8.self))")
                    }
                    start += line.count + 1
                }
            }
        }
    }

    /// Nothing is passed over in messages that go on over lines until one begins with a time, as in a chat log.
    @Test(arguments: (71 as UInt64)...90)
    func passesOverNoMessageOfAChatLog(seed: UInt64) throws {
        let plan = try Self.plan()
        var random = SeededGenerator(seed: seed)
        let time = Array("2026-11-24 12:30:05 ".utf8)
        let scanner = Scanner(plan: plan, today: 20_000)
        var found = 0
        for round in 0..<300 {
            var messages = (0..<20).map { _ in time + Self.text(&random, pieces: 0...6) }
            // A time behind a line end begins a message, wherever it comes from.
            var block: [UInt8] = []
            for message in messages { block += message + [0x0A] }
            let count = block.count
            var starts = [0]
            for index in 1..<count - time.count
            where block[index - 1] == 0x0A && block[index..<index + time.count].elementsEqual(time) {
                starts.append(index)
            }
            messages = zip(starts, starts.dropFirst() + [count]).map { Array(block[$0..<$1]) }
            block += [UInt8](repeating: UInt8.random(in: 0...255, using: &random), count: ScanTables.spareBytes)
            block.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                for (start, message) in zip(starts, messages) {
                    let text = Array(message.dropFirst(time.count))
                    let findings = text.withUnsafeBufferPointer { scanner.scan($0) }
                    let isFound = !findings.isEmpty || Self.wakes(scanner, plan)
                    guard isFound else { continue }
                    found += 1
                    let suspect = plan.tables.firstSuspect(
                        in: base, ScanTables.Reach(start: start, end: count, messageEnd: .beforeTime))
                    #expect(
                        suspect <= start + message.count,
                        "seed \(seed), round \(round): \(String(decoding: message, as: UTF8.self).debugDescription)")
                }
            }
        }
        #expect(found > 100)
    }

    @Test(arguments: [31 as UInt64, 32])
    func classifiesAlikeByAllInstructions(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var wish = fence_byte_wish()
        withUnsafeMutableBytes(of: &wish.anchors) { $0.copyBytes(from: Array("swdb".utf8)) }
        wish.anchor_count = 2
        withUnsafeMutableBytes(of: &wish.symbols) { symbols in
            for symbol in "@+(:#".utf8 { symbols[Int(symbol & 15)] |= 1 << (symbol >> 4) }
        }
        withUnsafeMutableBytes(of: &wish.seconds) { seconds in
            for symbol in "+.:".utf8 { seconds[Int(symbol & 15)] |= 1 << (symbol >> 4) }
        }
        for _ in 0..<500 {
            var bytes = Self.text(&random, pieces: 20...80)
            while bytes.count < 64 * 4 + 1 { bytes.append(UInt8.random(in: 0...255, using: &random)) }
            let found = Instructions.levels.map { level in
                var classes = [fence_byte_classes](repeating: fence_byte_classes(), count: 4)
                var pending: UInt8 = 0
                fence_classify_bytes(level, bytes, 4, &wish, &pending, &classes)
                return (classes: classes, pending: pending)
            }
            for other in found.dropFirst() {
                #expect(other.pending == found[0].pending, "seed \(seed)")
                for (fast, slow) in zip(other.classes, found[0].classes) {
                    #expect(fast.digit == slow.digit && fast.letter == slow.letter, "seed \(seed)")
                    #expect(fast.symbol == slow.symbol && fast.second == slow.second, "seed \(seed)")
                    #expect(fast.han == slow.han && fast.other == slow.other, "seed \(seed)")
                    #expect(fast.malformed == slow.malformed && fast.anchor == slow.anchor, "seed \(seed)")
                }
            }
        }
    }

    @Test(arguments: [41 as UInt64, 42])
    func marksAlikeByAllInstructions(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let plan = try Self.plan()
        for _ in 0..<300 {
            let text = Self.text(&random, pieces: 20...400)
            let places = text.withUnsafeBufferPointer { text in
                Instructions.levels.map { plan.tables.markedPlaces(in: text, by: $0) }
            }
            for other in places.dropFirst() { #expect(other == places[0], "seed \(seed)") }
        }
    }

    @Test(arguments: [
        ("2026-11-24 12:30:05 x", 19), ("2026/1/2T9:30 and", 13), ("2026-11-24", nil), ("2026-11/24 12:30:05", nil),
        ("12026-11-24 12:30:05", nil), ("2026-11-24 12:30:051", 16),
    ])
    func knowsTimes(_ text: String, end: Int?) {
        let bytes = Array(text.utf8)
        let found = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.flatMap { DateTimeShape.end(in: $0, at: 0, end: buffer.count) }
        }
        #expect(found == end)
    }
}

extension ScanTables {
    /// Whether finding a word is reason enough for the closer look or for a glance, whatever stands around it.
    fileprivate func wakesByItself(keyword: Int) -> Bool {
        let waking = keywords[keyword].waking
        return waking != .never && waking != .besideAlphanumerics
    }
}
