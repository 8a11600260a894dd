package import FenceModel

/// Collects the words of a pack, each once, and gives them numbers.
///
/// Packs have thousands of words and every start reads them all, so they lie in one array, and looking for a word that is
/// there already compares characters, not strings.
package struct KeywordSet: Sendable {
    package private(set) var keywords: [Keyword] = []
    /// Folded characters of all words, one word after the other.
    private(set) var characters: [UInt32] = []
    /// Where each word begins in `characters`; one more entry than words.
    private(set) var starts: [Int32] = [0]
    /// Numbers of words, plus one, by hash; 0 for an empty slot. Its size is a power of two.
    private var slots = [Int32](repeating: 0, count: 65_536)
    /// The word that is being added; kept for its memory.
    private var word: [UInt32] = []

    package init() {
        // Room for a large pack: what is not written costs nothing, and growing would touch twice as much.
        keywords.reserveCapacity(1 << 15)
        starts.reserveCapacity(1 << 15)
        characters.reserveCapacity(1 << 18)
    }

    /// The words with their folded characters, for as long as the body runs.
    ///
    /// Tables are made of all words on two threads at once, which would wait for each other to count references.
    func withWords<Result>(_ body: (Words) -> Result) -> Result {
        characters.withUnsafeBufferPointer { characters in
            starts.withUnsafeBufferPointer { starts in
                keywords.withUnsafeBufferPointer { body(Words(characters: characters, starts: starts, keywords: $0)) }
            }
        }
    }

    /// A word's folded characters.
    typealias Word = UnsafeBufferPointer<UInt32>

    /// All words by their numbers.
    struct Words {
        fileprivate let characters: UnsafeBufferPointer<UInt32>
        fileprivate let starts: UnsafeBufferPointer<Int32>
        let keywords: UnsafeBufferPointer<Keyword>

        subscript(number: Int) -> Word {
            Word(rebasing: characters[Int(starts[number])..<Int(starts[number + 1])])
        }

        var indices: Range<Int> { keywords.indices }
        var characterCount: Int { characters.count }
    }

    /// Says that a word wakes before a pair.
    mutating func setWakesBeforePair(_ number: Int) { keywords[number].wakesBeforePair = true }

    /// Adds a word and everything that its brackets stand for.
    ///
    /// A word that ends in an ASCII letter or digit may not adjoin another one at that end, unless a bracket stands there.
    ///
    /// - Returns: the numbers of the words.
    /// - Throws: `FencewatchError` for a word that is empty after folding, too long, or has a bracket that does not close.
    package mutating func insert(
        _ text: String, waking: Keyword.Waking, pairing: Keyword.Pairing = .none, fold: FoldTable
    ) throws(FencewatchError) -> [Int] {
        var numbers: [Int32] = []
        try insert(text, waking: waking, pairing: pairing, fold: fold, into: &numbers)
        return numbers.map(Int.init)
    }

    /// The same, the numbers put behind others.
    mutating func insert(
        _ text: String, waking: Keyword.Waking, pairing: Keyword.Pairing, fold: FoldTable, into numbers: inout [Int32]
    ) throws(FencewatchError) {
        var word = word
        self.word = []
        defer { self.word = word }
        if fold.foldsWithoutBrackets(text, into: &word) {
            numbers.append(
                try insert(word, of: text, waking: waking, pairing: pairing, bordersStart: true, bordersEnd: true))
            return
        }
        guard let choices = KeywordChoices(text, fold: { fold.fold($0, into: &$1) }) else {
            throw FencewatchError(
                .invalidRule, "The brackets of keyword '\(text)' do not close or stand for more than 4,096 words.")
        }
        let bordersStart = text.utf8.first != UInt8(ascii: "[")
        let bordersEnd = text.utf8.last != UInt8(ascii: "]")
        for number in 0..<choices.count {
            choices.word(number, into: &word)
            numbers.append(
                try insert(
                    word, of: text, waking: waking, pairing: pairing, bordersStart: bordersStart, bordersEnd: bordersEnd
                ))
        }
    }

    private mutating func insert(
        _ word: [UInt32], of text: String, waking: Keyword.Waking, pairing: Keyword.Pairing, bordersStart: Bool,
        bordersEnd: Bool
    ) throws(FencewatchError) -> Int32 {
        guard let first = word.first, let last = word.last, word.count <= KeywordTrie.maximumLength else {
            throw FencewatchError(
                .invalidRule,
                "Keyword '\(text)' is empty, or holds only what folding leaves out, or is longer than "
                    + "\(KeywordTrie.maximumLength) characters; take it out or shorten it.")
        }
        let keyword = Keyword(
            waking: waking, pairing: pairing,
            bordersStart: bordersStart && CharacterTraits.isASCIIAlphanumeric(first),
            bordersEnd: bordersEnd && CharacterTraits.isASCIIAlphanumeric(last))
        var slot = slot(of: word, keyword)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if isSame(number, word, keyword) {
                keywords[number].waking = max(keywords[number].waking, waking)
                keywords[number].pairing.opens |= pairing.opens
                keywords[number].pairing.closes |= pairing.closes
                return Int32(truncatingIfNeeded: number)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        keywords.append(keyword)
        characters += word
        starts.append(Int32(truncatingIfNeeded: characters.count))
        slots[slot] = Int32(truncatingIfNeeded: keywords.count)
        if keywords.count * 2 > slots.count { grow() }
        return Int32(truncatingIfNeeded: keywords.count - 1)
    }

    /// Words are the same that fold to the same characters and have the same borders.
    private func isSame(_ number: Int, _ word: [UInt32], _ keyword: Keyword) -> Bool {
        let other = keywords[number]
        let start = Int(starts[number])
        guard Int(starts[number + 1]) - start == word.count, other.bordersStart == keyword.bordersStart,
            other.bordersEnd == keyword.bordersEnd
        else { return false }
        return word.indices.allSatisfy { characters[start + $0] == word[$0] }
    }

    private func slot(of word: some Sequence<UInt32>, _ keyword: Keyword) -> Int {
        var hash: UInt64 = (keyword.bordersStart ? 1 : 0) | (keyword.bordersEnd ? 2 : 0)
        for character in word { hash = (hash ^ UInt64(character)) &* 0x9E37_79B9_7F4A_7C15 }
        return Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for number in keywords.indices {
            var slot = slot(of: characters[Int(starts[number])..<Int(starts[number + 1])], keywords[number])
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(truncatingIfNeeded: number + 1)
        }
    }
}

/// For each word of a list, the numbers of the keywords that it stands for: more than one where it has brackets.
package struct WordNumbers: Sendable {
    private var numbers: [Int32] = []
    private var ends: [Int32] = []

    package init() {}

    mutating func reserveCapacity(_ words: Int) {
        numbers.reserveCapacity(words)
        ends.reserveCapacity(words)
    }

    mutating func append(_ body: (inout [Int32]) throws(FencewatchError) -> Void) throws(FencewatchError) {
        try body(&numbers)
        ends.append(Int32(truncatingIfNeeded: numbers.count))
    }

    package subscript(word: Int) -> ArraySlice<Int32> {
        numbers[(word == 0 ? 0 : Int(ends[word - 1]))..<Int(ends[word])]
    }
}
