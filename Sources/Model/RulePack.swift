/// Recognisers and lexicon: everything that a detector knows.
public struct RulePack: Sendable {
    /// Name of the pack, for the summary of a scan.
    public var name: String
    /// Version of the pack, for the summary of a scan.
    public var version: String
    /// The recognisers, with unique ids.
    public var rules: [Rule]
    /// The lexicon of the trade, with ids that are unique among rules and terms.
    public var signals: [SignalTerm]
    /// How the signals of a message add up to a probability.
    public var scoring: Scoring
    /// What was learned of how the trade writes; a pack can do without.
    public var wording: Wording?

    /// A pack; whether it can be used, `Detector.init(pack:)` says.
    public init(
        name: String, version: String, rules: [Rule], signals: [SignalTerm], scoring: Scoring = Scoring(),
        wording: Wording? = nil
    ) {
        self.name = name
        self.version = version
        self.rules = rules
        self.signals = signals
        self.scoring = scoring
        self.wording = wording
    }
}
