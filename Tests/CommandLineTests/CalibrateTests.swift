import Foundation
import TestSupport
import Testing

@Suite struct CalibrateTests {
    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Every tenth message of the corpus, so that the test stays short.
    private static func corpus(in folder: Folder) throws -> String {
        var lines: [Substring] = []
        for name in ["trade", "quiet"] {
            let text = try String(
                contentsOf: repository.appendingPathComponent("corpus/\(name).jsonl"), encoding: .utf8)
            for (index, line) in text.split(separator: "\n").enumerated() where index % 10 == 0 { lines.append(line) }
        }
        try #require(lines.count > 100)
        return try folder.write(lines.joined(separator: "\n") + "\n", to: "corpus/part.jsonl")
    }

    /// The same corpus and pack give the same weights, to the byte.
    @Test func isDeterministic() throws {
        let folder = try Folder()
        let corpus = try Self.corpus(in: folder)
        let first = try Binary.run(["calibrate", corpus])
        let second = try Binary.run(["calibrate", corpus, "--write", folder.path("scoring.yaml")])
        #expect([first.status, second.status] == [0, 0])
        let written = try String(contentsOf: folder.url("scoring.yaml"), encoding: .utf8)
        #expect(written.trimmingCharacters(in: .newlines) == first.output.trimmingCharacters(in: .newlines))
        #expect(written.contains("prior:"))
        // What it writes takes the place of the pack's own scoring.
        try FileManager.default.copyItem(at: Self.repository.appendingPathComponent("Rules"), to: folder.url("Rules"))
        try folder.write(written, to: "Rules/offers/scoring.yaml")
        let lint = try Binary.run(["rules", "lint", folder.path("Rules")])
        #expect(lint.status == 0, "\(lint.errors)")
        // It depends on what it is given: other labels, other weights.
        let flipped = try String(contentsOfFile: corpus, encoding: .utf8).replacing(
            "\"label\": \"none\"", with: "\"label\": \"offer\"")
        let other = try Binary.run(["calibrate", try folder.write(flipped, to: "flipped/part.jsonl")])
        #expect(other.status == 0 && other.output != first.output)
    }

    /// The score as it is told is near the share that was trade: it claims hardly more than it keeps, and rises with it.
    @Test func theScoreIsAProbability() throws {
        let results = try String(
            contentsOf: Self.repository.appendingPathComponent("corpus/RESULTS.md"), encoding: .utf8)
        let part = try #require(results.split(separator: "Reliability of the score").dropFirst().first)
        let bins = part.matches(of: #/score (\d+)–(\d+) % +mean (\d+) % +trade (\d+) %/#)
        #expect(bins.count >= 5)
        var lowest = 0
        for bin in bins {
            let (mean, trade) = (try #require(Int(bin.output.3)), try #require(Int(bin.output.4)))
            #expect(mean - trade <= 10, "\(bin.output.0)")
            #expect(trade - mean <= 30, "\(bin.output.0)")
            // A bin holds a hundred messages and more, so a few points are chance.
            #expect(trade >= lowest - 5, "\(bin.output.0)")
            lowest = trade
        }
    }
}
