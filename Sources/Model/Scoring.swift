/// How the signals of a conversation add up: log-odds of named features, made by `fencewatch calibrate`.
///
/// The lexicon gives each word its weight within its kind; here each kind has a factor, and what is no word (a volume, a
/// price, a contact, two signals that meet) has a weight of its own.
public struct Scoring: Sendable, Hashable {
    /// Log-odds before anything is known: few messages trade in personal data.
    public var prior: Double
    /// By the name of the feature; one that is not named has the factor 1.
    public var weights: [String: Double]

    /// Where calibration starts.
    public static let standardPrior = -4.0

    /// A scoring in log-odds; every feature has the factor 1 at first.
    public init(prior: Double = Scoring.standardPrior, weights: [String: Double] = [:]) {
        self.prior = prior
        self.weights = weights
    }

    /// The factor of a feature by its name; 1 where none is named.
    public func weight(of feature: String) -> Double {
        weights[feature] ?? 1
    }

    /// Every feature that a conversation may have.
    public static let features: [String] =
        SignalTerm.Signal.allCases.map(\.rawValue) + [
            "volume", "price", "price-per-record", "price-ladder", "contact", "sample", "dump", "quotation",
            "decoration",
            "wording", "question", "act-with-contact", "priced-volume", "menu", "terse", "title", "prose",
        ]
}
