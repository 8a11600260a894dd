import FenceDetection
import FenceModel

/// The terms that each keyword belongs to, one list behind the other: a list of its own for each of some ten thousand keywords
/// would be as many allocations at every start.
struct KeywordTerms: Sendable {
    /// By keyword: where its terms end; those of the first begin at 0.
    private let ends: [UInt32]
    private let terms: [UInt16]

    init(_ terms: [SignalTerm], wordNumbers: WordNumbers, keywordCount: Int) {
        var ends = [UInt32](repeating: 0, count: keywordCount)
        Self.forEachPair(of: terms, wordNumbers, keywordCount: keywordCount) { keyword, _ in ends[keyword] += 1 }
        var total: UInt32 = 0
        for keyword in ends.indices {
            total += ends[keyword]
            ends[keyword] = total - ends[keyword]
        }
        var sorted = [UInt16](repeating: 0, count: Int(total))
        // Each begin moves on to its end.
        Self.forEachPair(of: terms, wordNumbers, keywordCount: keywordCount) { keyword, term in
            sorted[Int(ends[keyword])] = term
            ends[keyword] += 1
        }
        self.ends = ends
        self.terms = sorted
    }

    /// Keywords, those without terms among them.
    var count: Int { ends.count }

    subscript(keyword: Int) -> ArraySlice<UInt16> {
        terms[Int(keyword == 0 ? 0 : ends[keyword - 1])..<Int(ends[keyword])]
    }

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
