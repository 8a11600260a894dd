import FenceDetection
import FenceModel
import TestSupport
import Testing

/// Words and texts for comparing the scan with the slow, obvious way.
enum Samples {
    static let words = ["出售", "密码", "数据", "for sale", "tg", "qq", "t.me", "四件套", "@[a-z]", "[京沪][a-z]", "一手"]
    static let pieces = [
        "出", "售", "密", "码", "数", "据", "for", " ", "sale", "t", "g", "q", ".", "me", "四", "件", "套", "@", "a", "京", "沪",
        "一", "手", "１",
        "3", "8", "-", "\u{200B}", "🙂", "，", "。", "\n", "零", "o", "Ｔ", "ｇ", "數", "據", "岀", "⑩", "*",
    ]

    static func plan(
        pattern: String = "(?<![0-9])[0-9]{11}(?![0-9])", validators: [String] = []
    ) throws -> DetectionPlan {
        let rule = Rule(
            id: "digits", entity: .phoneNumber, description: "", trigger: Rule.Trigger(digits: 11...13),
            pattern: pattern, validators: validators, confidence: 0.9)
        var numbers = WordNumbers()
        return try DetectionPlan(
            rules: [rule], words: words.map { PlanWord($0, waking: .always) }, compilesNow: true, wordNumbers: &numbers)
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
        "🙂13800\u{200B}001234🙂", "①③⑧⓪⓪⓪⓪①②③④", "左拐幺三八洞洞洞洞幺两三四", "手机⑴⑶⑻0000⒈⒉⒊⒋",
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

    /// A picture within a number is passed over, one between two numbers parts them.
    @Test(arguments: [
        ("138🔥0000⭐1234", ["13800001234"]), ("❤️13800❤️001234❤️", ["13800001234"]),
        ("13800001234🔥13900001234", ["13800001234", "13900001234"]), ("13800001234🔥12345", ["13800001234"]),
        ("13800001234👉5000", ["13800001234"]), ("3👉13800001234", ["13800001234"]), ("13800001234✈️lhw", ["13800001234"]),
        ("100⭐200⭐300⭐40", []), ("138🔥🔥00001234", []),
    ])
    func picturesBreakNumbers(_ text: String, numbers: [String]) throws {
        let scanner = Scanner(plan: try Samples.plan(), today: 20_000)
        let bytes = Array(text.utf8)
        let findings = bytes.withUnsafeBufferPointer { scanner.scan($0) }
        #expect(findings.map { $0.normalized.reveal() } == numbers)
        for finding in findings {
            let slice = String(decoding: bytes[finding.span.start..<finding.span.end], as: UTF8.self)
            #expect(slice == finding.value.reveal())
            #expect(text.contains(slice))
        }
    }

    /// Written in any disguise, in any grouping, between any neighbours: the number is found, and its span is exactly what
    /// was written.
    @Test(arguments: [21 as UInt64, 22, 23])
    func disguisesRoundTrip(seed: UInt64) throws {
        let plan = try Samples.plan(
            pattern: "(?<![0-9])[0-9]{3}[ .-]?[0-9]{4}[ .-]?[0-9]{4}(?![0-9])", validators: ["mobile"])
        let scanner = Scanner(plan: plan, today: 20_000)
        var random = SeededGenerator(seed: seed)
        let disguises: [[String]] = [
            "0123456789".map(String.init), "０１２３４５６７８９".map(String.init), "⓪①②③④⑤⑥⑦⑧⑨".map(String.init),
            "零一二三四五六七八九".map(String.init), "〇幺两叁肆伍陆柒捌玖".map(String.init), "洞幺两三四五六拐八勾".map(String.init),
            "🄋⑴⑵⑶⑷⑸⑹⑺⑻⑼".map(String.init), "🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐".map(String.init), "٠١٢٣٤٥٦٧٨٩".map(String.init),
            "๐๑๒๓๔๕๖๗๘๙".map(String.init),
            (0...9).map { "\($0)\u{FE0F}\u{20E3}" },
            (0...9).compactMap { Unicode.Scalar(0x1D7CE + $0).map(String.init) }, (0...9).map { "\($0)\u{200B}" },
        ]
        for _ in 0..<300 {
            let digits = "138" + (0..<8).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
            let disguise = try #require(disguises.randomElement(using: &random))
            let separator = try #require(["", "", "-", " ", "."].randomElement(using: &random))
            var written = ""
            for (place, digit) in digits.enumerated() {
                if place == 3 || place == 7 { written += separator }
                written += disguise[Int(String(digit)) ?? 0]
            }
            let before = try #require(["电话", "：", "(", "🙂", "", "他说"].randomElement(using: &random))
            let after = try #require(["。", "哈", "🙂", ")", "", "\n"].randomElement(using: &random))
            let bytes = Array((before + written + after).utf8)
            let findings = bytes.withUnsafeBufferPointer { scanner.scan($0) }
            let finding = try #require(findings.first, "seed \(seed): \(written)")
            #expect(findings.count == 1 && finding.normalized.reveal() == digits, "seed \(seed): \(written)")
            let slice = String(decoding: bytes[finding.span.start..<finding.span.end], as: UTF8.self)
            // Invisible characters behind the last digit belong to the text around it.
            #expect(slice == written || slice + "\u{200B}" == written, "seed \(seed): \(written)")
        }
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
