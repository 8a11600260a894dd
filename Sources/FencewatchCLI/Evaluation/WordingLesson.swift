import FenceModel
import Fencewatch
import Foundation

/// Learns the wording from labelled messages and ordinary text.
struct WordingLesson {
    /// The corpus is parted where it stands, not at random: neighbours are by one writer, and what a wording says of a
    /// writer's other messages says nothing of those that nobody has seen.
    private static let parts = 6
    /// What a line of ordinary text counts beside a message of the corpus, of which there are fewer.
    private static let shareOfOrdinary = 0.3

    let wording: Wording
    /// Of each message, what a wording says that learned from the other parts of the corpus alone.
    private(set) var unseenLogOdds: [Double] = []

    init(_ messages: [LabelledMessage], ordinary: [String], detector: Detector) throws {
        let hashes = messages.map { detector.wordingSequences(of: $0.text) }
        func rows(bits: Int, _ isRight: (LabelledMessage) -> Bool) -> [WordingFit.Row] {
            zip(messages, hashes).map { WordingFit.row($1, isRight: isRight($0), bits: bits) }
        }
        var plain: [WordingFit.Row] = []
        for path in ordinary {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw FencewatchError(.unreadable, "The ordinary text cannot be read.", location: path)
            }
            for line in text.split(separator: "\n") {
                let hashes = detector.wordingSequences(of: String(line))
                plain.append(
                    WordingFit.row(
                        hashes, isRight: false, bits: WordingFit.tradeBits, share: Self.shareOfOrdinary))
            }
        }
        let trade = rows(bits: WordingFit.tradeBits) { $0.label != "none" }
        var unseen = [Double](repeating: 0, count: messages.count)
        let part = Self.partition(messages)
        for left in 0..<Self.parts {
            let learned = trade.indices.filter { part[$0] != left }.map { trade[$0] }
            let model = WordingFit.fit(learned + plain, bits: WordingFit.tradeBits)
            for index in trade.indices where part[index] == left { unseen[index] = model.logOdds(trade[index]) }
        }
        unseenLogOdds = unseen.map { min(max($0, -6), 6) }
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
