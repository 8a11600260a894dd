/// How the trade writes, learned from labelled messages: what short sequences of characters, words and signals say.
///
/// The lexicon knows the words that somebody wrote down; this knows the company they keep. Made by
/// `fencewatch calibrate --wording`.
public struct Wording: Sendable, Hashable {
    /// How the weights of one question add up.
    public struct Scale: Sendable, Hashable {
        /// Log-odds of a text of which nothing is known.
        public var prior: Double
        /// The log-odds that a weight of 1 stands for.
        public var step: Double

        /// A scale in log-odds.
        public init(prior: Double, step: Double) {
            self.prior = prior
            self.step = step
        }

        /// The log-odds of a text by the weights of its known sequences.
        ///
        /// - Parameters:
        ///   - sum: of the weights.
        ///   - count: how many they are.
        package func logOdds(sum: Int, count: Int) -> Double {
            prior + Double(sum) * step / Wording.length(ofSequences: count)
        }
    }

    /// A sequence that is known, and what it says.
    public struct Sequence: Sendable, Hashable {
        /// The low `keyBits` of the sequence's hash.
        public var key: UInt32
        /// Weights between `-largestWeight` and `largestWeight`.
        public var trade: Int8
        /// Of requests against the rest of the trade; the same range.
        public var request: Int8
        /// Of look-ups against the rest of the trade; the same range.
        public var lookup: Int8

        /// A sequence by its key, with its weights.
        public init(key: UInt32, trade: Int8, request: Int8, lookup: Int8) {
            self.key = key
            self.trade = trade
            self.request = request
            self.lookup = lookup
        }
    }

    /// What a first glance at a message's characters says, before the closer look.
    public struct Glance: Sendable, Hashable {
        /// How its weights add up.
        public var scale: Scale
        /// Log-odds from which on a message may be about a trade.
        public var least: Double
        /// In the order of their keys, each key once.
        public var sequences: [Weight]

        /// A glance; `sequences` in the order of their keys.
        public init(scale: Scale, least: Double, sequences: [Weight]) {
            self.scale = scale
            self.least = least
            self.sequences = sequences
        }
    }

    /// A sequence that the glance knows.
    public struct Weight: Sendable, Hashable {
        /// The low `keyBits` of the sequence's hash.
        public var key: UInt32
        /// Between `-largestWeight` and `largestWeight`.
        public var trade: Int8

        /// A sequence by its key, with its weight.
        public init(key: UInt32, trade: Int8) {
            self.key = key
            self.trade = trade
        }
    }

    /// What the sum over a text's known sequences is divided by: few of them say little, however much each says.
    package static func length(ofSequences count: Int) -> Double { Double(count + 8).squareRoot() }

    /// So few bits let one in some three hundred unknown sequences pass for a known one.
    public static let keyBits = 24
    /// The most that a weight can be, either way.
    public static let largestWeight = 31

    /// What is asked first.
    public var glance: Glance
    /// Trade against everything else.
    public var trade: Scale
    /// Of the trade, requests against the rest, and look-ups against the rest.
    public var request: Scale
    /// The same for look-ups.
    public var lookup: Scale
    /// In the order of their keys, each key once.
    public var sequences: [Sequence]

    /// A wording; `sequences` in the order of their keys.
    public init(glance: Glance, trade: Scale, request: Scale, lookup: Scale, sequences: [Sequence]) {
        self.glance = glance
        self.trade = trade
        self.request = request
        self.lookup = lookup
        self.sequences = sequences
    }
}
