package import FenceDetection
package import FenceModel

/// The offer lexicon of a pack, by keyword number.
package struct Lexicon: Sendable {
    let terms: [SignalTerm]
    /// By keyword: the terms that it belongs to.
    let termsOfKeyword: KeywordTerms
    /// Adjoining texts of each term, folded.
    let surroundings: [Surroundings]
    /// By term: whether anything may adjoin it that matters.
    let hasSurroundings: [Bool]

    struct Surroundings: Sendable {
        var unlessBefore: [[UInt32]]
        var unlessAfter: [[UInt32]]
        var onlyBefore: [[UInt32]]
        var onlyAfter: [[UInt32]]
    }

    /// Kinds of pairs that wake though neither word does: a subject or people with a noun behind, as 网贷库 or 股民料; what
    /// praises data before them, as 一手股民, or behind, as 股民实时; people with a field of a record, as 业主电话.
    private enum Pair {
        static let subjectNoun: UInt8 = 1 << 0
        static let praiseSubject: UInt8 = 1 << 1
        static let peopleField: UInt8 = 1 << 2
        static let peoplePraise: UInt8 = 1 << 3
    }

    /// The words to hand to the one pass, in the order that `init` expects their numbers in; then pairs of English words,
    /// which no term has: "shopping db".
    package static func words(of terms: [SignalTerm]) -> [PlanWord] {
        var words: [PlanWord] = []
        // Every start makes them: growing would copy them twice.
        words.reserveCapacity(terms.reduce(0) { $0 + $1.words.count } * 2)
        for term in terms {
            for word in term.words {
                words.append(
                    PlanWord(
                        word,
                        waking: term.waking == .never && term.signal == .people && isTelling(word)
                            ? .asPiece : Keyword.Waking(term.waking),
                        pairing: pairing(of: word, in: term)))
            }
        }
        appendLatinPairs(of: terms, to: &words)
        return words
    }

    private static func appendLatinPairs(of terms: [SignalTerm], to words: inout [PlanWord]) {
        let nouns = terms.filter { $0.signal == .dataNoun && $0.waking == .never }.flatMap(\.words).filter(isLatin)
        for term in terms where term.signal == .subject || term.signal == .people {
            for subject in term.words where isLatin(subject) {
                for noun in nouns { words.append(PlanWord(subject + " " + noun, waking: .asPiece)) }
            }
        }
    }

    private static func pairing(of word: String, in term: SignalTerm) -> Keyword.Pairing {
        guard isHan(word) else { return .none }
        switch term.signal {
        case .subject where word.utf8.count >= 6:
            return Keyword.Pairing(opens: Pair.subjectNoun, closes: Pair.praiseSubject)
        case .people where word.utf8.count >= 6:
            return Keyword.Pairing(
                opens: Pair.subjectNoun | Pair.peopleField | Pair.peoplePraise, closes: Pair.praiseSubject)
        case .dataNoun:
            return Keyword.Pairing(opens: 0, closes: Pair.subjectNoun)
        case .field:
            return Keyword.Pairing(opens: 0, closes: Pair.peopleField)
        case .freshness where word.utf8.count == 6:
            return Keyword.Pairing(opens: Pair.praiseSubject, closes: Pair.peoplePraise)
        default:
            return .none
        }
    }

    /// Long names of a group are rare in ordinary text: 逾期客户, 豪宅业主.
    private static func isTelling(_ word: String) -> Bool {
        word.utf8.count >= 12 && word.unicodeScalars.allSatisfy { CharacterTraits.isHan($0.value) }
    }

    private static func isLatin(_ word: String) -> Bool {
        word.utf8.allSatisfy { $0 &- 0x61 < 26 } && word.utf8.count >= 2
    }

    private static func isHan(_ word: String) -> Bool {
        word.utf8.count <= 12 && word.unicodeScalars.allSatisfy { CharacterTraits.isHan($0.value) }
    }

    /// - Parameter wordNumbers: for each of `words(of:)`, the numbers of the keywords that it stands for.
    package init(terms: [SignalTerm], wordNumbers: WordNumbers, keywordCount: Int) {
        self.terms = terms
        termsOfKeyword = KeywordTerms(terms, wordNumbers: wordNumbers, keywordCount: keywordCount)
        let fold = FoldTable.shared
        surroundings = terms.map { term in
            Surroundings(
                unlessBefore: term.unless.before.map(fold.fold), unlessAfter: term.unless.after.map(fold.fold),
                onlyBefore: term.only.before.map(fold.fold), onlyAfter: term.only.after.map(fold.fold))
        }
        hasSurroundings = terms.map { !$0.unless.isEmpty || !$0.only.isEmpty }
    }
}

extension Keyword.Waking {
    fileprivate init(_ waking: SignalTerm.Waking) {
        self =
            switch waking {
            case .never: .never
            case .byWording: .byWording
            case .asPiece: .asPiece
            case .always: .always
            }
    }
}
