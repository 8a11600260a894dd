/// What is masked in a text beside its findings: long numbers and labelled passwords that no recogniser vouches for.
///
/// An identity number with one digit wrong is no finding, but the other seventeen are somebody's.
package enum HiddenShapes {
    /// Fewest digits in a row that are hidden: telephone, identity and card numbers have as many, amounts hardly ever.
    static let fewestDigits = 11
    /// How many of them stay at the beginning; at the end there are two.
    private static let shownDigits = 3
    /// Fewest characters of a password.
    private static let shortestPassword = 4

    private static let labels = ["密码", "密碼", "口令", "password", "passwd", "pwd"].map { Array($0.utf8) }

    /// Appends a text, what has such a shape masked.
    static func append(_ text: Slice<UnsafeBufferPointer<UInt8>>, to result: inout [UInt8]) {
        var copied = text.startIndex
        forEach(in: text) { _, hidden in
            result.append(contentsOf: text[copied..<hidden.lowerBound])
            result.append(contentsOf: repeatElement(star, count: hidden.count))
            copied = hidden.upperBound
        }
        result.append(contentsOf: text[copied..<text.endIndex])
    }

    /// Where in a text's bytes what has such a shape stands, in order.
    package static func all(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var shapes: [Range<Int>] = []
        forEach(in: text[...]) { whole, _ in shapes.append(whole) }
        return shapes
    }

    /// - Parameter body: is handed each shape's bytes, and those of them that are hidden.
    private static func forEach(
        in text: Slice<UnsafeBufferPointer<UInt8>>, _ body: (_ whole: Range<Int>, _ hidden: Range<Int>) -> Void
    ) {
        var index = text.startIndex
        while index < text.endIndex {
            guard mayBegin(text[index]) else {
                index += 1
                continue
            }
            if digitLength(in: text, at: index) > 0 {
                let start = index
                var digits = 0
                // Where the hidden ones begin, and where the last digits begin that stay.
                var first = start
                var lasts = (start, start)
                while case let length = digitLength(in: text, at: index), length > 0 {
                    lasts = (lasts.1, index)
                    index += length
                    digits += 1
                    if digits == shownDigits { first = index }
                }
                if digits >= fewestDigits { body(start..<index, first..<lasts.0) }
            } else if let password = password(in: text, at: index) {
                body(password, password.lowerBound + 1..<password.upperBound)
                index = password.upperBound
            } else {
                index += 1
            }
        }
    }

    /// A digit, or the first byte of a full-width one or of a label: 密, 口 and p.
    private static func mayBegin(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || byte == 0xEF || byte == 0xE5 || byte | 0x20 == UInt8(ascii: "p")
    }

    private static let star = UInt8(ascii: "*")

    /// Bytes of the digit at a place, which may be full-width; 0 where there is none.
    private static func digitLength(in text: Slice<UnsafeBufferPointer<UInt8>>, at index: Int) -> Int {
        guard index < text.endIndex else { return 0 }
        if text[index] &- 0x30 < 10 { return 1 }
        return index + 2 < text.endIndex && text[index] == 0xEF && text[index + 1] == 0xBC
            && text[index + 2] &- 0x90 < 10
            ? 3 : 0
    }

    /// The password behind a label that begins at a byte, a colon or equals sign between.
    private static func password(in text: Slice<UnsafeBufferPointer<UInt8>>, at start: Int) -> Range<Int>? {
        guard let label = labels.first(where: { begins($0, in: text, at: start) }) else { return nil }
        var index = start + label.count
        func skipSpaces() { while index < text.endIndex, text[index] == 0x20 { index += 1 } }
        // A key of JSON ends with its quotation mark.
        if index < text.endIndex, text[index] == UInt8(ascii: "\"") { index += 1 }
        skipSpaces()
        if begins(Array("：".utf8), in: text, at: index) {
            index += 3
        } else if index < text.endIndex, text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: "=") {
            index += 1
        } else {
            return nil
        }
        skipSpaces()
        if index < text.endIndex, text[index] == UInt8(ascii: "\"") { index += 1 }
        var end = index
        while end < text.endIndex, text[end] > 0x20, text[end] < 0x7F { end += 1 }
        return end - index >= shortestPassword ? index..<end : nil
    }

    /// Whether a word stands at a byte, whatever the case of its ASCII letters.
    private static func begins(_ word: [UInt8], in text: Slice<UnsafeBufferPointer<UInt8>>, at start: Int) -> Bool {
        guard start + word.count <= text.endIndex else { return false }
        return word.indices.allSatisfy { offset in
            let byte = text[start + offset]
            return byte == word[offset] || byte < 0x80 && word[offset] < 0x80 && byte | 0x20 == word[offset]
        }
    }
}
