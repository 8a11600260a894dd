/// A table of sorted `key`, tab, `value` lines, searched by halves.
///
/// The text is copied to bytes the first time that the table is asked for, and never before.
struct SortedLines: Sendable {
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The value beside a key, or nil where the key is missing; empty where the line is only a key.
    func value(for key: some Collection<UInt8>) -> ArraySlice<UInt8>? {
        var low = 0
        var high = bytes.count
        while low < high {
            var start = (low + high) / 2
            while start > low, bytes[start - 1] != 0x0A { start -= 1 }
            var end = start
            while end < high, bytes[end] != 0x0A { end += 1 }
            let line = bytes[start..<end]
            let split = line.firstIndex(of: 0x09) ?? end
            if line[..<split].elementsEqual(key) { return line[min(split + 1, end)..<end] }
            if line[..<split].lexicographicallyPrecedes(key) {
                low = min(end + 1, high)
            } else {
                high = max(start - 1, low)
            }
        }
        return nil
    }

    /// The value of the longest key with which the bytes begin.
    func longestPrefix(of bytes: some Collection<UInt8>, atMost longest: Int) -> (
        length: Int, value: ArraySlice<UInt8>
    )? {
        for length in stride(from: min(longest, bytes.count), to: 0, by: -1) {
            if let value = value(for: bytes.prefix(length)) { return (length, value) }
        }
        return nil
    }
}
