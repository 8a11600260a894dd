import FenceDetection
package import FenceModel

/// Everything that went into a judgement, whatever came of it: what `fencewatch explain` prints.
package struct Assessment: Sendable {
    /// What kind of trade the messages have the shape of; nil where they have none.
    package var shape: Alert.Kind?
    /// Whether they name something that is traded: data, a look-up of a person, a way of getting at data.
    package var namesGoods: Bool
    /// Log-odds before anything is known.
    package var prior: Double
    /// Prior and reasons together.
    package var logOdds: Double
    /// The same as a probability.
    package var score: Double
    package var reasons: [Reason]
}

extension Judgement {
    /// Weighs everything that speaks for and against, whatever the decision.
    package static func assess(_ messages: [MessageSignals]) -> Assessment {
        var evidence = Evidence(messages)
        let prior = evidence.logOdds
        let shape = TradeShape(evidence).kind
        evidence.weigh()
        return Assessment(
            shape: shape, namesGoods: messages.contains(where: \.mayTrade), prior: prior, logOdds: evidence.logOdds,
            score: LogOdds.probability(evidence.logOdds), reasons: evidence.reasons)
    }
}
