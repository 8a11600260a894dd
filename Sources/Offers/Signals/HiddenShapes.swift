/// What is masked in a text beside its findings: long numbers and labelled passwords that no recogniser vouches for.
///
/// An identity number with one digit wrong is no finding, but the other seventeen are somebody's.
enum HiddenShapes {
    /// Fewest digits in a row that are hidden: telephone, identity and card numbers have as many, amounts hardly ever.
    private static let fewestDigits = 11
    /// How many of them stay at either end.
    private static let shownDigits = (head: 3, tail: 2)
    /// Fewest characters of a password.
    private static let shortestPassword = 4

    private static let labels = ["密码", "密碼", "口令", "password", "passwd", "pwd"].map { Array($0.utf8) }

    /// Appends a text, what has such a shape masked.
    static func append(_ text: Slice<UnsafeBufferPointer<UInt8>>, to result: inout [UInt8]) {
        var index = text.startIndex
        var copied = index
        while index < text.endIndex {
            let byte = text[index]
            if isDigit(byte) {
                var end = index
                while end < text.endIndex, isDigit(text[end]) { end += 1 }
                if end - index >= fewestDigits {
                    result.append(contentsOf: text[copied..<index + shownDigits.head])
                    copied = end - shownDigits.tail
                    result.append(contentsOf: repeatElement(star, count: copied - index - shownDigits.head))
                }
                index = end
            } else if let password = password(in: text, at: index) {
                result.append(contentsOf: text[copied..<password.lowerBound + 1])
                result.append(contentsOf: repeatElement(star, count: password.count - 1))
                copied = password.upperBound
                index = copied
            } else {
                index += 1
            }
        }
        result.append(contentsOf: text[copied..<text.endIndex])
    }

    private static let star = UInt8(ascii: "*")

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The password behind a label that begins at a byte, a colon or equals sign between.
    private static func password(in text: Slice<UnsafeBufferPointer<UInt8>>, at start: Int) -> Range<Int>? {
        // 密, 口 and p.
        guard text[start] | 0x20 == UInt8(ascii: "p") || text[start] == 0xE5 else { return nil }
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
