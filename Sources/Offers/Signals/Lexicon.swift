package import FenceDetection
package import FenceModel

/// The offer lexicon of a pack, by keyword number.
package struct Lexicon: Sendable {
    let terms: [SignalTerm]
    /// By keyword: the terms that it belongs to.
    let termsOfKeyword: [[UInt16]]
    /// Adjoining texts of each term, folded.
    let surroundings: [Surroundings]

    struct Surroundings: Sendable {
        var unlessBefore: [[UInt32]]
        var unlessAfter: [[UInt32]]
        var onlyBefore: [[UInt32]]
        var onlyAfter: [[UInt32]]
    }

    /// Kinds of pairs that wake though neither word does: a subject with a noun behind it, as 网贷库 or 股民料, and what
    /// praises data before a subject, as 一手股民.
    private enum Pair {
        static let subjectNoun: UInt8 = 1 << 0
        static let praiseSubject: UInt8 = 1 << 1
    }

    /// The words to hand to the one pass, in the order that `init` expects their numbers in.
    package static func words(of terms: [SignalTerm]) -> [PlanWord] {
        terms.flatMap { term in
            term.words.map { PlanWord($0, wakes: term.wakes, pairing: pairing(of: $0, in: term)) }
        }
    }

    private static func pairing(of word: String, in term: SignalTerm) -> Keyword.Pairing {
        guard isHan(word) else { return .none }
        switch term.signal {
        case .subject where word.unicodeScalars.count >= 2:
            return Keyword.Pairing(opens: Pair.subjectNoun, closes: Pair.praiseSubject)
        case .dataNoun:
            return Keyword.Pairing(opens: 0, closes: Pair.subjectNoun)
        case .freshness where word.unicodeScalars.count == 2:
            return Keyword.Pairing(opens: Pair.praiseSubject, closes: 0)
        default:
            return .none
        }
    }

    private static func isHan(_ word: String) -> Bool {
        word.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) } && word.count <= 4
    }

    /// - Parameter wordNumbers: for each of `words(of:)`, the numbers of the keywords that it stands for.
    package init(terms: [SignalTerm], wordNumbers: [[Int]], keywordCount: Int) {
        self.terms = terms
        var termsOfKeyword = [[UInt16]](repeating: [], count: keywordCount)
        var word = 0
        for (index, term) in terms.enumerated() {
            for _ in term.words {
                for number in wordNumbers[word] where !termsOfKeyword[number].contains(UInt16(index)) {
                    termsOfKeyword[number].append(UInt16(index))
                }
                word += 1
            }
        }
        self.termsOfKeyword = termsOfKeyword
        let fold = FoldTable.shared
        surroundings = terms.map { term in
            Surroundings(
                unlessBefore: term.unless.before.map(fold.fold), unlessAfter: term.unless.after.map(fold.fold),
                onlyBefore: term.only.before.map(fold.fold), onlyAfter: term.only.after.map(fold.fold))
        }
    }
}
