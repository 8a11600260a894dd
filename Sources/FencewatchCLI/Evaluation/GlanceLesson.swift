import FenceModel
import Fencewatch

/// Learns what a glance at a message's characters says, and where it leaves a trade open.
struct GlanceLesson {
    /// The share of the corpus's trade that must stay open by a glance that did not learn from it.
    private static let leastOpen = 0.985

    let glance: Wording.Glance
    /// Of each message, and of each line, whether a glance that did not learn from it leaves it open.
    let isOpen: [Bool]
    let isLineOpen: [Bool]

    /// - Parameters:
    ///   - parts: the part of the corpus that each message is in.
    ///   - lines: ordinary text, none of it trade.
    init(_ messages: [LabelledMessage], parts: [Int], lines: [String], detector: Detector) {
        let pieces = messages.map { detector.glanceSequences(of: $0.text) }
        let vocabulary = WordingVocabulary(pieces.map { $0.flatMap { $0 } })
        func rows(_ pieces: [[UInt32]], isRight: Bool) -> [WordingFit.Row] {
            pieces.map {
                WordingFit.Row(
                    places: vocabulary.eachColumn(of: $0), isRight: isRight, share: 1 / Double(pieces.count))
            }
        }
        let learned = zip(messages, pieces).map { rows($1, isRight: $0.label != "none") }
        let plain = lines.map { rows(detector.glanceSequences(of: $0), isRight: false) }
        let partOfPlain = WordingLesson.partition(ofLines: plain.count)
        let columns = vocabulary.keys.count
        var unseen = [Double](repeating: 0, count: messages.count)
        var unseenPlain = [Double](repeating: 0, count: plain.count)
        for left in 0..<WordingLesson.parts {
            let others = messages.indices.filter { parts[$0] != left }
            let isKnown = vocabulary.isShared(by: others.map { learned[$0].flatMap(\.places) })
            let known =
                others.flatMap { learned[$0] } + plain.indices.filter { partOfPlain[$0] != left }.flatMap { plain[$0] }
            let model = WordingFit.fit(known.map { $0.keeping(isKnown) }, columns: columns)
            func logOdds(_ pieces: [WordingFit.Row]) -> Double {
                pieces.map { model.logOdds($0.keeping(isKnown)) }.max() ?? model.prior
            }
            for index in messages.indices where parts[index] == left { unseen[index] = logOdds(learned[index]) }
            for index in plain.indices where partOfPlain[index] == left { unseenPlain[index] = logOdds(plain[index]) }
        }
        let trade = messages.indices.filter { messages[$0].label != "none" }.map { unseen[$0] }.sorted()
        let border = trade.isEmpty ? 0 : trade[Int(Double(trade.count) * (1 - Self.leastOpen))]
        let least = (border * 100).rounded(.down) / 100
        isOpen = unseen.map { $0 >= least }
        isLineOpen = unseenPlain.map { $0 >= least }
        let (scale, weights) = WordingFit.fit((learned + plain).flatMap { $0 }, columns: columns).rounded
        glance = Wording.Glance(
            scale: scale, least: least,
            sequences: zip(vocabulary.keys, weights).map { Wording.Weight(key: $0, trade: $1) })
    }
}
