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
            var longest: KeywordHit?
            while index < hits.count, hits[index].range.lowerBound == first {
                let hit = hits[index]
                index += 1
                guard lexicon.termsOfKeyword.isFor(.topic, hit.keyword), hit.range.lowerBound >= end,
                    hit.range.upperBound > longest?.range.upperBound ?? 0
                else { continue }
                longest = hit
            }
            guard let longest, let topic = topic(of: longest.keyword) else { continue }
            end = longest.range.upperBound
            if seen.insert(longest.keyword).inserted { topics.append(topic) }
        }
        return topics.isEmpty ? nil : topics
    }

    private func topic(of keyword: Int) -> Topic? {
        for term in lexicon.termsOfKeyword[keyword] where lexicon.terms[Int(term)].signal == .topic {
            return lexicon.terms[Int(term)].category.map {
                Topic(category: $0, weight: lexicon.terms[Int(term)].weight)
            }
        }
        return nil
    }
}
