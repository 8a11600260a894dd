import FenceDetection
import FenceModel
import FenceRulePacks
import Fencewatch
import Foundation
import Testing

@Suite struct RulePackLoaderTests {
    static let good = """
        rules:
          - id: order-number
            entity: SECRET
            description: An order number
            trigger: { keywords: [订单号] }
            pattern: '订单号(?<value>[0-9]{6})'
            confidence: 0.9
            examples: { match: ['订单号123456'], reject: ['订单号12'] }
        """

    private func write(_ text: String) throws -> String {
        let path = NSTemporaryDirectory() + "pack-\(UUID().uuidString).yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func loadsAndRunsAPack() throws {
        let path = try write(Self.good)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let pack = try RulePackLoader.load(path: path)
        #expect(try RuleExamples.run(pack).failures == [])
    }

    /// Each kind of mistake, and a word that the message must name.
    @Test(arguments: [
        ("description: An order number", "descriptoin: x", "descriptoin"), ("entity: SECRET", "entity: ORDER", "ORDER"),
        ("    trigger: { keywords: [订单号] }\n", "", "trigger"), ("pattern: '订单号", "pattern: '(订单号", "pattern"),
        ("[0-9]{6})'", "[0-9]{6}).*'", "upper bound"), ("confidence: 0.9", "confidence: 1.5", "confidence"),
        ("confidence: 0.9", "confidence: high", "number"),
        ("confidence: 0.9", "confidence: 0.9\n    validators: [lunh]", "lunh"),
        ("id: order-number", "id: Order Number", "lower-case"), (", reject: ['订单号12']", "", "reject"),
        ("[订单号] }", "[订] }", "one character"),
        ("[订单号] }", "[订单号], number: whole }", "neither"), ("[订单号] }", "[订单号], digits: [6, 8], number: half }", "half"),
        ("[订单号] }", "[订单号], digits: [6, 8], leading: ['1'] }", "whole"),
        ("[订单号] }", "[订单号], digits: [6, 8], number: whole, leading: ['a1'] }", "a1"),
        ("rules:", "rulez:", "rulez"),
        ("  - id: order-number", "  - id: [", "YAML"),
    ])
    func namesTheMistake(_ original: String, replacement: String, word: String) throws {
        let text = Self.good.replacingOccurrences(of: original, with: replacement)
        #expect(text != Self.good)
        let path = try write(text)
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            _ = try Detector(pack: RulePackLoader.load(path: path))
            Issue.record("accepted: \(replacement)")
        } catch {
            #expect(error.description.contains(word))
            #expect(error.description.contains(path))
        }
    }

    /// A number that the rule's validators refute wakes nothing, one that they prove does, and by default every one.
    @Test(arguments: [
        ("whole", false, true), ("any", true, true), ("none", false, false), ("grouped", false, false),
        ("whole, leading: ['5', '41']", false, true), ("whole, leading: ['5', '42']", false, false),
    ])
    func numbersWakeAsTheRuleSays(_ number: String, refuted: Bool, proved: Bool) throws {
        let text = """
            rules:
              - id: card
                entity: BANK_CARD
                description: A number with a Luhn sum
                trigger: { digits: [16, 16], number: \(number) }
                pattern: '(?<value>[0-9]{16})'
                validators: [luhn]
                confidence: 0.9
                examples: { match: ['4111111111111111'], reject: ['4111'] }
            """
        let path = try write(text)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let detector = try Detector(pack: RulePackLoader.load(path: path))
        #expect(detector.scan("no 4111111111111112, sir").findings.isEmpty)
        for (value, wakes) in [("4111111111111112", refuted), ("4111111111111111", proved)] {
            let isLookedAt = Array("号：\(value)。".utf8).withUnsafeBufferPointer { detector.plan.wakes(for: $0) }
            #expect(isLookedAt == wakes, "\(value)")
        }
        // A grouped number wakes for every one of these rules; then a plain one is tried, unless the rule says that it is none.
        let beside = detector.scan("号 4111-1111-1111-1111 是旧的那一张卡的，新的：4111111111111111。").findings
        let isTried = !number.contains("grouped") && !number.contains("42")
        #expect(beside.map(\.span.start) == (isTried ? [60] : []), "\(number)")
    }

    @Test func refusesAnIdThatIsTaken() throws {
        let path = try write(Self.good + "\n" + Self.good.split(separator: "\n").dropFirst().joined(separator: "\n"))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: FencewatchError.self) { try RulePackLoader.load(path: path) }
    }

    /// What one file of a pack may hold is told where it stands twice.
    @Test(arguments: ["pack: x", "version: '2'", "scoring: { prior: -4 }"])
    func refusesASecond(_ line: String) throws {
        let folder = NSTemporaryDirectory() + "pack-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try (line + "\n" + Self.good).write(toFile: folder + "/a.yaml", atomically: true, encoding: .utf8)
        _ = try RulePackLoader.load(path: folder)
        try ("\n" + line).write(toFile: folder + "/b.yaml", atomically: true, encoding: .utf8)
        let error = #expect(throws: FencewatchError.self) { try RulePackLoader.load(path: folder) }
        #expect(error?.location == folder + "/b.yaml:2")
        #expect(error?.message.contains(folder + "/a.yaml:1") == true)
    }

    /// A word that cannot be looked for is told with its term, and where that is written.
    @Test(arguments: ["''", "'\u{200B}'", "'[ab'", "'\(String(repeating: "字", count: 300))'"])
    func namesTheTermOfAWord(_ word: String) throws {
        let path = try write(
            Self.good
                + "\nsignals:\n  - { id: fine, signal: sell, words: [出售] }\n  - { id: broken, signal: sell, words: [\(word)] }\n"
        )
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = #expect(throws: FencewatchError.self) { try Detector(pack: RulePackLoader.load(path: path)) }
        #expect(error?.location == "\(path):11")
        #expect(error?.message.hasPrefix("Term 'broken': ") == true)
    }

    /// What an example is short of is told.
    @Test(arguments: [
        ("0.9", []), ("0.4", ["order-number: match 1 is found with 0.40; examples ask for 0.5"]),
        ("0.05", ["order-number: match 1 is not found"]),
    ])
    func examplesAskForAHalf(confidence: String, failures: [String]) throws {
        let path = try write(Self.good.replacing("confidence: 0.9", with: "confidence: \(confidence)"))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try RuleExamples.run(RulePackLoader.load(path: path)).failures == failures)
    }

    @Test func aRejectedExampleIsToldWithItsConfidence() throws {
        let path = try write(Self.good.replacing("reject: ['订单号12']", with: "reject: ['订单号654321']"))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(
            try RuleExamples.run(RulePackLoader.load(path: path)).failures
                == ["order-number: reject 1 is found with 0.90"])
    }

    @Test func namesAMissingPack() {
        #expect(throws: FencewatchError.self) { try RulePackLoader.load(path: "/nonexistent/pack") }
    }
}
