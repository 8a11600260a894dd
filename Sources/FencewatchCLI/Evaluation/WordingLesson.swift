import FenceModel
import Fencewatch
import Foundation

/// Learns the wording from labelled messages and ordinary text.
struct WordingLesson {
    /// The corpus is parted where it stands, not at random: neighbours are by one writer, and what a wording says of a
    /// writer's other messages says nothing of those that nobody has seen.
    static let parts = 6

    let wording: Wording
    /// Of each message, what a wording says that learned from the other parts of the corpus alone.
    private(set) var unseenLogOdds: [Double] = []
    /// Of each message, whether a glance that did not learn from it leaves a trade open.
    let isOpen: [Bool]
    /// The lines of ordinary text that look like a trade, with what a wording says that did not learn from them.
    private(set) var lookAlikes: [(evidence: [String: Double], logOdds: Double)] = []

    init(_ messages: [LabelledMessage], ordinary: [String], detector: Detector) throws {
        let keys = messages.map { detector.wordingSequences(of: $0.text) }
        let vocabulary = WordingVocabulary(keys)
        let places = keys.map(vocabulary.columns)
        let trade = zip(messages, places).map { WordingFit.Row(places: $1, isRight: $0.label != "none") }
        let lines = try ordinary.flatMap(Self.lines)
        let plain = lines.map { line in
            WordingFit.Row(
                places: vocabulary.columns(of: detector.wordingSequences(of: line)), isRight: false)
        }
        let columns = vocabulary.keys.count
        var unseen = [Double](repeating: 0, count: messages.count)
        var unseenPlain = [Double](repeating: 0, count: plain.count)
        let part = Self.partition(messages)
        let partOfPlain = Self.partition(ofLines: plain.count)
        let glance = GlanceLesson(messages, parts: part, lines: lines, detector: detector)
        isOpen = glance.isOpen
        for left in 0..<Self.parts {
            // What only the part that is left out shares is not known to those that learn from the others.
            let isKnown = vocabulary.isShared(by: places.indices.filter { part[$0] != left }.map { places[$0] })
            let learned = trade.indices.filter { part[$0] != left }.map { trade[$0].keeping(isKnown) }
            let learnedPlain = plain.indices.filter { partOfPlain[$0] != left }.map { plain[$0].keeping(isKnown) }
            let model = WordingFit.fit(learned + learnedPlain, columns: columns)
            for index in trade.indices where part[index] == left {
                unseen[index] = model.logOdds(trade[index].keeping(isKnown))
            }
            for index in plain.indices where partOfPlain[index] == left {
                unseenPlain[index] = model.logOdds(plain[index].keeping(isKnown))
            }
        }
        unseenLogOdds = unseen.map(Self.bounded)
        lookAlikes = lines.indices.filter { glance.isLineOpen[$0] }.compactMap { index in
            detector.scan(lines[index]).features().map { ($0, Self.bounded(unseenPlain[index])) }
        }
        let isTrade = messages.map { $0.label != "none" && $0.label != "dump" }
        func kind(_ label: String) -> WordingFit.Model {
            var rows = messages.indices.filter { isTrade[$0] }.map { index in
                WordingFit.Row(places: places[index], isRight: messages[index].label == label)
            }
            // Which kind it is, is asked of each alert alike, however rare the kind.
            let right = Double(rows.count { $0.isRight })
            for index in rows.indices where rows[index].isRight {
                rows[index].share = (Double(rows.count) - right) / max(1, right)
            }
            return WordingFit.fit(rows, columns: columns)
        }
        let rounded = [WordingFit.fit(trade + plain, columns: columns), kind("request"), kind("lookup")].map(\.rounded)
        wording = Wording(
            glance: glance.glance, trade: rounded[0].scale, request: rounded[1].scale, lookup: rounded[2].scale,
            sequences: vocabulary.keys.enumerated().map { column, key in
                Wording.Sequence(
                    key: key, trade: rounded[0].weights[column], request: rounded[1].weights[column],
                    lookup: rounded[2].weights[column])
            })
    }

    /// The part that each of so many lines of ordinary text is in.
    static func partition(ofLines count: Int) -> [Int] { (0..<count).map { $0 * parts / count } }

    private static func bounded(_ logOdds: Double) -> Double { min(max(logOdds, -6), 6) }

    private static func lines(of path: String) throws -> [String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw FencewatchError(.unreadable, "The ordinary text cannot be read.", location: path)
        }
        return text.split(whereSeparator: \.isNewline).map(String.init)
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
