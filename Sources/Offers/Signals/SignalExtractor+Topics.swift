import FenceDetection
package import FenceModel

/// A word that tells what data are about.
package struct Topic: Sendable, Codable {
    package var category: DataCategory
    /// Log-odds by which the category is likelier where the word stands than elsewhere.
    package var weight: Double
}

extension SignalExtractor {
    /// What the words for topics say, each word once: of words that overlap, the first, and of those that begin together the
    /// longest.
    func topics(in scanner: Scanner) -> [Topic]? {
        var topics: [Topic] = []
        var seen: Set<Int> = []
        var end = 0
        var index = 0
        let hits = scanner.hits
        while index < hits.count {
            let first = hits[index].range.lowerBound
            var longest: (hit: KeywordHit, term: SignalTerm)?
            while index < hits.count, hits[index].range.lowerBound == first {
                let hit = hits[index]
                index += 1
                guard hit.range.lowerBound >= end, hit.range.upperBound > longest?.hit.range.upperBound ?? 0,
                    let term = topic(of: hit.keyword)
                else { continue }
                longest = (hit, term)
            }
            guard let longest, let category = longest.term.category else { continue }
            end = longest.hit.range.upperBound
            if seen.insert(longest.hit.keyword).inserted {
                topics.append(Topic(category: category, weight: longest.term.weight))
            }
        }
        return topics.isEmpty ? nil : topics
    }

    private func topic(of keyword: Int) -> SignalTerm? {
        guard keyword < lexicon.termsOfKeyword.count else { return nil }
        return lexicon.termsOfKeyword[keyword].lazy.map { lexicon.terms[Int($0)] }.first { $0.signal == .topic }
    }
}
