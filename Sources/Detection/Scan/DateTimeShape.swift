/// A date with a time, the number that most messages begin with.
package enum DateTimeShape {
    /// Where a date and a time end that begin at a digit, as `2026-11-24 12:30:05` and `2026/1/2T9:30` do; nil for anything
    /// else.
    package static func end(in text: UnsafePointer<UInt8>, at start: Int, end: Int) -> Int? {
        guard end - start >= 14, text[start] == UInt8(ascii: "2") || text[start] == UInt8(ascii: "1") else {
            return nil
        }
        var index = start
        guard skipDigits(4, 4, text, &index, end) else { return nil }
        let separator = text[index]
        guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") || separator == UInt8(ascii: ".") else {
            return nil
        }
        index += 1
        guard skipDigits(1, 2, text, &index, end), index < end, text[index] == separator else { return nil }
        index += 1
        guard skipDigits(1, 2, text, &index, end), index < end, text[index] == 0x20 || text[index] | 0x20 == 0x74 else {
            return nil
        }
        index += 1
        guard skipDigits(1, 2, text, &index, end), index < end, text[index] == UInt8(ascii: ":") else { return nil }
        index += 1
        guard skipDigits(2, 2, text, &index, end) else { return nil }
        guard index < end, text[index] == UInt8(ascii: ":") else { return index }
        var seconds = index + 1
        return skipDigits(2, 2, text, &seconds, end) ? seconds : index
    }

    private static func skipDigits(
        _ least: Int, _ most: Int, _ text: UnsafePointer<UInt8>, _ index: inout Int, _ end: Int
    ) -> Bool {
        let first = index
        while index < end, index - first < most, text[index] &- 0x30 < 10 { index += 1 }
        guard index - first >= least else { return false }
        return index == end || text[index] &- 0x30 >= 10
    }
}
