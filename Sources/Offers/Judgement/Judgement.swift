import FenceDetection
package import FenceModel

/// The decision about one conversation: is personal data being traded, in what way, and why one may think so.
package struct Judgement: Sendable {
    package var kind: Alert.Kind
    /// Probability, between 0 and 1.
    package var score: Double
    package var reasons: [Reason]

    /// A score from which on an alert is raised.
    package static let threshold = 0.5

    /// Judges the telling messages of a conversation together.
    ///
    /// - Returns: nil where nothing is traded, as far as one can tell.
    package static func judge(_ messages: [MessageSignals]) -> Judgement? {
        var evidence = Evidence(messages)
        guard let kind = TradeShape(evidence).kind else { return nil }
        evidence.weigh()
        let score = LogOdds.probability(evidence.logOdds)
        guard score >= threshold else { return nil }
        return Judgement(kind: kind, score: score, reasons: evidence.reasons)
    }

    /// The raw features of messages that have the shape of a trade, for calibration; nil for all others.
    ///
    /// - Parameter isWorded: whether the wording gives a shape to all.
    package static func features(of messages: [MessageSignals], isWorded: Bool = false) -> [String: Double]? {
        var evidence = Evidence(messages)
        guard isWorded || TradeShape(evidence).kind != nil else { return nil }
        evidence.weigh()
        return evidence.features
    }
}
