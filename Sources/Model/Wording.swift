/// How the trade writes, learned from labelled messages: what short sequences of characters, words and signals say.
///
/// The lexicon knows the words that somebody wrote down; this knows the company they keep. Made by
/// `fencewatch calibrate --wording`.
public struct Wording: Sendable, Hashable {
    /// Weights that a sequence's hash chooses from.
    public struct Table: Sendable, Hashable {
        /// Log-odds of a text of which nothing is known.
        public var prior: Double
        /// The log-odds that a weight of 1 stands for.
        public var step: Double
        /// As many as a power of two, or none.
        public var weights: [Int8]

        public init(prior: Double, step: Double, weights: [Int8]) {
            self.prior = prior
            self.step = step
            self.weights = weights
        }

        /// The most that a weight can be, either way.
        public static let largestWeight = 31
        private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

        /// - Parameter letters: a letter a weight; line ends are passed over.
        /// - Returns: nil where a letter is none of the alphabet's, or they are not as many as a power of two.
        public init?(prior: Double, step: Double, letters: String) {
            var values = [Int8](repeating: .min, count: 256)
            for (index, letter) in Self.alphabet.enumerated() { values[Int(letter)] = Int8(index - 32) }
            var weights: [Int8] = []
            weights.reserveCapacity(letters.utf8.count)
            for letter in letters.utf8 where letter != 0x0A && letter != 0x20 {
                guard values[Int(letter)] != .min else { return nil }
                weights.append(values[Int(letter)])
            }
            guard weights.count & (weights.count - 1) == 0 else { return nil }
            self.init(prior: prior, step: step, weights: weights)
        }

        /// The weights as `init` reads them, in lines.
        public var letters: [String] {
            stride(from: 0, to: weights.count, by: 128).map { start in
                let line = weights[start..<min(start + 128, weights.count)]
                return String(decoding: line.map { Self.alphabet[Int($0) + 32] }, as: UTF8.self)
            }
        }
    }

    /// Trade against everything else.
    public var trade: Table
    /// Of the trade, requests against the rest, and look-ups against the rest.
    public var request: Table
    public var lookup: Table

    public init(trade: Table, request: Table, lookup: Table) {
        self.trade = trade
        self.request = request
        self.lookup = lookup
    }
}
