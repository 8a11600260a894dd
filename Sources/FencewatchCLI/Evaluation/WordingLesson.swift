import FenceModel
import Fencewatch
import Foundation

/// Learns the wording from labelled messages and ordinary text.
struct WordingLesson {
    /// The corpus is parted where it stands, not at random: neighbours are by one writer, and what a wording says of a
    /// writer's other messages says nothing of those that nobody has seen.
    private static let parts = 6
    /// What a line of ordinary text counts beside a message of the corpus, of which there are fewer.
    private static let shareOfOrdinary = 1.0

    let wording: Wording
    /// Of each message, what a wording says that learned from the other parts of the corpus alone.
    private(set) var unseenLogOdds: [Double] = []
    /// The lines of ordinary text that look like a trade, with what a wording says that did not learn from them.
    private(set) var lookAlikes: [(evidence: [String: Double], logOdds: Double)] = []

    init(_ messages: [LabelledMessage], ordinary: [String], detector: Detector) throws {
        let hashes = messages.map { detector.wordingSequences(of: $0.text) }
        func rows(bits: Int, _ isRight: (LabelledMessage) -> Bool) -> [WordingFit.Row] {
            zip(messages, hashes).map { WordingFit.row($1, isRight: isRight($0), bits: bits) }
        }
        let lines = try ordinary.flatMap(Self.lines)
        let plain = lines.map { line in
            WordingFit.row(
                detector.wordingSequences(of: line), isRight: false, bits: WordingFit.tradeBits,
                share: Self.shareOfOrdinary)
        }
        let trade = rows(bits: WordingFit.tradeBits) { $0.label != "none" }
        var unseen = [Double](repeating: 0, count: messages.count)
        var unseenPlain = [Double](repeating: 0, count: plain.count)
        let part = Self.partition(messages)
        let partOfPlain = plain.indices.map { $0 * Self.parts / plain.count }
        for left in 0..<Self.parts {
            let learned = trade.indices.filter { part[$0] != left }.map { trade[$0] }
            let learnedPlain = plain.indices.filter { partOfPlain[$0] != left }.map { plain[$0] }
            let model = WordingFit.fit(learned + learnedPlain, bits: WordingFit.tradeBits)
            for index in trade.indices where part[index] == left { unseen[index] = model.logOdds(trade[index]) }
            for index in plain.indices where partOfPlain[index] == left {
                unseenPlain[index] = model.logOdds(plain[index])
            }
        }
        unseenLogOdds = unseen.map(Self.bounded)
        lookAlikes = lines.indices.compactMap { index in
            detector.scan(lines[index]).evidence(isWorded: false).map { ($0, Self.bounded(unseenPlain[index])) }
        }
        let isTrade = messages.map { $0.label != "none" && $0.label != "dump" }
        func kind(_ label: String) -> Wording.Table {
            var rows = zip(isTrade, rows(bits: WordingFit.kindBits) { $0.label == label }).filter(\.0).map(\.1)
            // Which kind it is, is asked of each alert alike, however rare the kind.
            let right = Double(rows.count { $0.isRight })
            for index in rows.indices where rows[index].isRight {
                rows[index].share = (Double(rows.count) - right) / max(1, right)
            }
            return WordingFit.fit(rows, bits: WordingFit.kindBits).table
        }
        wording = Wording(
            trade: WordingFit.fit(trade + plain, bits: WordingFit.tradeBits).table, request: kind("request"),
            lookup: kind("lookup"))
    }

    private static func bounded(_ logOdds: Double) -> Double { min(max(logOdds, -6), 6) }

    private static func lines(of path: String) throws -> [String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw FencewatchError(.unreadable, "The ordinary text cannot be read.", location: path)
        }
        return text.split(separator: "\n").map(String.init)
    }

    /// The part that each message is in: so many of those of trade and of the quiet ones in a row.
    private static func partition(_ messages: [LabelledMessage]) -> [Int] {
        var parts = [Int](repeating: 0, count: messages.count)
        for isQuiet in [true, false] {
            let places = messages.indices.filter { (messages[$0].label == "none") == isQuiet }
            for (rank, place) in places.enumerated() { parts[place] = rank * Self.parts / places.count }
        }
        return parts
    }
}
