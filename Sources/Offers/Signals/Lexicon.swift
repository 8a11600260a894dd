import FenceDetection
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

    /// The words to hand to the one pass, in the order that `init` expects their numbers in.
    package static func words(of terms: [SignalTerm]) -> [(text: String, wakes: Bool)] {
        terms.flatMap { term in term.words.map { ($0, term.wakes) } }
    }

    /// Words that wake the scan though no term has them: a subject with a noun of one character behind it, as 网贷库 or
    /// 股民料, or with what praises data before it, as 一手股民. Each alone is too common to wake.
    package static func compounds(of terms: [SignalTerm]) -> [(text: String, wakes: Bool)] {
        let nouns = terms.filter { $0.signal == .dataNoun && !$0.wakes }.flatMap(\.words).filter(isHan)
        let subjects = terms.filter { $0.signal == .subject }.flatMap(\.words).filter(isHan)
        let praises = terms.filter { $0.signal == .freshness }.flatMap(\.words).filter { isHan($0) && $0.count == 2 }
        return subjects.flatMap { subject in
            nouns.map { (subject + $0, true) } + praises.map { ($0 + subject, true) }
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
