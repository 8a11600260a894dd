import FenceDetection
import FenceModel

/// What the way of writing says: words broken up or styled to escape notice, sentences that ask.
enum WritingForm {
    /// Words of the trade that were decorated: 业.主.名.单, ⓢⓔⓛⓛⓘⓝⓖ, ｓｆｚ.
    static func decoratedWords(
        _ words: [FoundWord], in text: FoldedText, segment: UnsafeBufferPointer<UInt8>, lexicon: Lexicon
    ) -> Int {
        var places: Set<Int> = []
        for word in words where lexicon.terms[word.term].signal != .neutral {
            if isBrokenUp(word.characters, in: text) || isStyled(text.origin(of: word.characters), segment: segment) {
                places.insert(word.characters.lowerBound)
            }
        }
        return places.count
    }

    /// Whether something stands between the Chinese characters of the word: no word of the lexicon is written so.
    private static func isBrokenUp(_ range: Range<Int>, in text: FoldedText) -> Bool {
        guard range.count >= 3 else { return false }
        return zip(range, range.dropFirst(2)).contains { left, right in
            text.isHan(at: left) && text.isHan(at: right)
                && CharacterTraits.isDecoration(text.code(at: left + 1))
        }
    }

    /// Whether the bytes hold letters or digits in other shapes, or characters that cannot be seen.
    private static func isStyled(_ origin: Range<Int>, segment: UnsafeBufferPointer<UInt8>) -> Bool {
        // The first bytes of all that is asked for below.
        guard segment[origin].contains(where: { $0 == 0xCC || $0 == 0xCD || $0 == 0xE2 || $0 >= 0xEF }) else {
            return false
        }
        return String(decoding: segment[origin], as: UTF8.self).unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0xFF10...0xFF5A, 0x2460...0x24FF, 0x2776...0x2793, 0x1D400...0x1D7FF, 0x1F100...0x1F1FF,
                0x200B...0x200F, 0x2060...0x206F, 0xFEFF, 0x0300...0x036F, 0xFE0F, 0x20DD...0x20E3:
                true
            default: false
            }
        }
    }

    /// How long a text reads, in Chinese characters: three Latin ones count as one.
    static func length(of text: FoldedText) -> Int {
        text.count - text.asciiCount + text.asciiCount / 3
    }

    /// Whether the sentence with the first goods asks: it ends in a question mark, or in 吗 or 呢.
    static func asks(_ words: [FoundWord], in text: FoldedText) -> Bool {
        guard let word = words.first(where: { $0.kind == .goods || $0.kind == .lookup }) else { return false }
        var index = word.characters.upperBound
        while index < text.count, index - word.characters.upperBound < 80 {
            let code = text.code(at: index)
            if code == 0x3F { return true }
            if code == 0x3002 || code == 0x21 || code == 0x0A { break }
            index += 1
        }
        let last = text.code(at: index - 1)
        return last == 0x5417 || last == 0x5462 || last == 0x561B
    }
}
