import FenceDetection

/// A word that stands at a place of a folded text, from tables of such words.
struct UnitTable<Meaning: Sendable>: Sendable {
    private let words: [(codes: [UInt32], meaning: Meaning)]
    /// What words begin and end with, each code by its low ten bits: most places of a text are told by one look.
    private let firsts: [UInt64]
    private let lasts: [UInt64]

    /// - Parameter words: several spellings of a meaning, divided by spaces; `_` stands for a space; longer ones win.
    init(_ words: [(String, Meaning)]) {
        let words = words.flatMap { spellings, meaning in
            spellings.split(separator: " ").map { spelling in
                let codes = FoldTable.shared.fold(String(spelling)).map { $0 == 0x5F ? 0x20 : $0 }
                return (codes: codes, meaning: meaning)
            }
        }.sorted { $0.codes.count > $1.codes.count }
        self.words = words
        firsts = Self.marks(words.compactMap(\.codes.first))
        lasts = Self.marks(words.compactMap(\.codes.last))
    }

    private static func marks(_ codes: [UInt32]) -> [UInt64] {
        var marks = [UInt64](repeating: 0, count: 16)
        for code in codes { marks[Int(code >> 6 & 15)] |= 1 << UInt64(code & 63) }
        return marks
    }

    private static func isMarked(_ code: UInt32, in marks: [UInt64]) -> Bool {
        marks[Int(code >> 6 & 15)] >> UInt64(code & 63) & 1 != 0
    }

    /// The word that begins at a character, and where it ends.
    func word(in text: FoldedText, at start: Int) -> (meaning: Meaning, end: Int)? {
        guard Self.isMarked(text.code(at: start), in: firsts) else { return nil }
        for index in words.indices where matches(words[index].codes, in: text, at: start) {
            return (words[index].meaning, start + words[index].codes.count)
        }
        return nil
    }

    /// The word that ends before a character, and where it begins.
    func word(in text: FoldedText, endingAt end: Int) -> (meaning: Meaning, start: Int)? {
        guard Self.isMarked(text.code(at: end - 1), in: lasts) else { return nil }
        for index in words.indices where matches(words[index].codes, in: text, at: end - words[index].codes.count) {
            return (words[index].meaning, end - words[index].codes.count)
        }
        return nil
    }

    private func matches(_ codes: [UInt32], in text: FoldedText, at start: Int) -> Bool {
        guard start >= 0 else { return false }
        for (offset, code) in codes.enumerated() where text.code(at: start + offset) != code { return false }
        // A word of Latin letters may not go on with another letter, nor begin after one.
        if CharacterTraits.isASCIILetter(codes[codes.count - 1]), text.isLetter(at: start + codes.count) {
            return false
        }
        return !(CharacterTraits.isASCIILetter(codes[0]) && text.isLetter(at: start - 1))
    }
}
