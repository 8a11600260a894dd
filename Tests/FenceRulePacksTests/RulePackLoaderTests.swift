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

    @Test func namesAMissingPack() {
        #expect(throws: FencewatchError.self) { try RulePackLoader.load(path: "/nonexistent/pack") }
    }
}
