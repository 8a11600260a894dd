package import FenceModel

/// Collects the words of a pack, each once, and gives them numbers.
package struct KeywordSet: Sendable {
    package private(set) var keywords: [Keyword] = []
    private var numbers: [Key: Int] = [:]

    /// Words are the same that fold to the same characters and have the same borders; comparing characters by number is far
    /// quicker than comparing strings, and a pack has thousands of words.
    private struct Key: Hashable {
        var folded: [UInt32]
        var borders: UInt8
    }

    package init() {}

    /// Adds a word and everything that its brackets stand for.
    ///
    /// A word that ends in an ASCII letter or digit may not adjoin another one at that end, unless a bracket stands there.
    ///
    /// - Returns: the numbers of the words.
    /// - Throws: `FencewatchError` for a word that is empty after folding, too long, or has a bracket that does not close.
    package mutating func insert(_ text: String, waking: Keyword.Waking, fold: (String) -> [UInt32])
        throws(FencewatchError)
        -> [Int]
    {
        guard let words = Keyword.expand(text) else {
            throw FencewatchError(
                .invalidRule, "The brackets of keyword '\(text)' do not close or stand for more than 4,096 words.")
        }
        var result: [Int] = []
        for word in words {
            let folded = fold(word)
            guard !folded.isEmpty, folded.count <= KeywordTrie.maximumLength else {
                throw FencewatchError(
                    .invalidRule, "Keyword '\(word)' is empty or longer than \(KeywordTrie.maximumLength) characters.")
            }
            let keyword = Keyword(
                text: word, waking: waking,
                bordersStart: text.first != "[" && CharacterTraits.isASCIIAlphanumeric(folded[0]),
                bordersEnd: text.last != "]" && CharacterTraits.isASCIIAlphanumeric(folded[folded.count - 1]))
            let key = Key(
                folded: folded, borders: (keyword.bordersStart ? 1 : 0) | (keyword.bordersEnd ? 2 : 0))
            if let number = numbers[key] {
                keywords[number].waking = max(keywords[number].waking, waking)
                result.append(number)
            } else {
                numbers[key] = keywords.count
                result.append(keywords.count)
                keywords.append(keyword)
            }
        }
        return result
    }
}
