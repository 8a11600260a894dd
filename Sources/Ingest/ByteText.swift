/// Small things that readers of text formats need, over bytes.
enum ByteText {
    /// Where a needle begins, or nil.
    static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        // Spans: a slice's bounds checks cost ten times the comparison.
        let text = bytes.span
        let wanted = needle.span
        var index = 0
        let last = text.count - wanted.count
        while index <= last {
            if text[index] == first {
                var length = 1
                while length < wanted.count, text[index + length] == wanted[length] { length += 1 }
                if length == wanted.count { return bytes.startIndex + index }
            }
            index += 1
        }
        return nil
    }

    /// ASCII letters in lower case, all else as it is.
    static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return bytes
    }

    static func string(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// Text with bytes in hexadecimal behind a mark.
    ///
    /// - Parameter spaces: whether underscores stand for spaces.
    static func unescaped(_ text: ArraySlice<UInt8>, mark: UInt8, spaces: Bool) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == mark, let upper = rest.first.flatMap(hexadecimal),
                let lower = rest.dropFirst().first.flatMap(hexadecimal)
            {
                result.append(upper << 4 | lower)
                rest = rest.dropFirst(2)
            } else {
                result.append(spaces && byte == UInt8(ascii: "_") ? 0x20 : byte)
            }
        }
        return result
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}

/// Reads small grammars left to right: each step succeeds and moves on, or fails and stays.
struct ByteCursor {
    var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    mutating func take(_ literal: String) -> Bool {
        guard rest.starts(with: literal.utf8) else { return false }
        rest = rest.dropFirst(literal.utf8.count)
        return true
    }

    mutating func takeAny(_ literals: [String]) -> String? {
        literals.first { take($0) }
    }

    /// A number of `count` digits.
    mutating func number(_ count: ClosedRange<Int>) -> Int? {
        var value = 0
        var digits = 0
        while digits < count.upperBound, let byte = rest.dropFirst(digits).first, byte &- 0x30 < 10 {
            value = value * 10 + Int(byte - 0x30)
            digits += 1
        }
        guard digits >= count.lowerBound else { return nil }
        rest = rest.dropFirst(digits)
        return value
    }

    /// White space, narrow and no-break spaces too.
    mutating func skipSpaces() {
        while takeAny([" ", "\t", "\u{202F}", "\u{A0}"]) != nil {}
    }

    /// Direction marks, which exports put before lines and names.
    mutating func skipMarks() {
        while takeAny(["\u{200E}", "\u{200F}", "\u{202A}", "\u{202C}", "\u{FEFF}"]) != nil {}
    }

    /// What stands before a literal; the cursor moves behind it.
    mutating func until(_ literal: String) -> ArraySlice<UInt8>? {
        guard let found = ByteText.find(Array(literal.utf8), in: rest) else { return nil }
        let part = rest[rest.startIndex..<found]
        rest = rest[(found + literal.utf8.count)...]
        return part
    }
}
