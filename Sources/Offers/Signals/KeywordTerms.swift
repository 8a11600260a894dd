import FenceDetection
import FenceModel

/// The terms that each keyword belongs to, one list behind the other: a list of its own for each of some ten thousand keywords
/// would be as many allocations at every start.
struct KeywordTerms: Sendable {
    /// What the terms of a keyword are for.
    struct Uses: OptionSet, Sendable {
        let rawValue: UInt8

        /// Words that say something of a trade, or against one.
        static let word = Uses(rawValue: 1 << 0)
        /// A unit beside a number, which only wakes.
        static let unit = Uses(rawValue: 1 << 1)
        /// What data are about, which only sorts.
        static let topic = Uses(rawValue: 1 << 2)

        init(rawValue: UInt8) { self.rawValue = rawValue }

        init(_ signal: SignalTerm.Signal) {
            self =
                switch signal {
                case .quantity: .unit
                case .topic: .topic
                default: .word
                }
        }
    }

    /// By keyword: where its terms end; those of the first begin at 0.
    private let ends: [UInt32]
    private let terms: [UInt16]
    private let uses: [Uses]

    init(_ terms: [SignalTerm], wordNumbers: WordNumbers, keywordCount: Int) {
        var ends = [UInt32](repeating: 0, count: keywordCount)
        Self.forEachPair(of: terms, wordNumbers, keywordCount: keywordCount) { keyword, _ in ends[keyword] += 1 }
        var total: UInt32 = 0
        for keyword in ends.indices {
            total += ends[keyword]
            ends[keyword] = total - ends[keyword]
        }
        var sorted = [UInt16](repeating: 0, count: Int(total))
        var uses = [Uses](repeating: [], count: keywordCount)
        let usesOfTerms = terms.map { Uses($0.signal) }
        // Each begin moves on to its end.
        Self.forEachPair(of: terms, wordNumbers, keywordCount: keywordCount) { keyword, term in
            sorted[Int(ends[keyword])] = term
            ends[keyword] += 1
            uses[keyword].formUnion(usesOfTerms[Int(term)])
        }
        self.ends = ends
        self.terms = sorted
        self.uses = uses
    }

    /// Terms of a keyword; none where the lexicon has no such keyword.
    subscript(keyword: Int) -> ArraySlice<UInt16> {
        guard keyword < ends.count else { return [] }
        return terms[Int(keyword == 0 ? 0 : ends[keyword - 1])..<Int(ends[keyword])]
    }

    /// Whether some term of a keyword is for such a use.
    func isFor(_ use: Uses, _ keyword: Int) -> Bool { keyword < uses.count && uses[keyword].contains(use) }

    /// Each keyword of a term once, in the order of terms.
    private static func forEachPair(
        of terms: [SignalTerm], _ wordNumbers: WordNumbers, keywordCount: Int,
        _ body: (_ keyword: Int, _ term: UInt16) -> Void
    ) {
        var lastTerm = [UInt16](repeating: .max, count: keywordCount)
        var word = 0
        for (index, term) in terms.enumerated() {
            for _ in term.words {
                for number in wordNumbers[word] where lastTerm[Int(number)] != UInt16(index) {
                    lastTerm[Int(number)] = UInt16(index)
                    body(Int(number), UInt16(index))
                }
                word += 1
            }
        }
    }
}
