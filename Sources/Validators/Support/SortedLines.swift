/// A table of sorted `key`, tab, `value` lines, searched by halves.
///
/// The text is copied to bytes and its lines are found the first time that the table is asked for, and never before.
struct SortedLines: Sendable {
    /// The text's bytes, of which keys and values are slices.
    let bytes: [UInt8]
    /// Where each line begins, and one past the last line's end.
    private let starts: [Int32]

    init(_ text: String) {
        let bytes = Array(text.utf8)
        var starts: [Int32] = [0]
        for (index, byte) in bytes.enumerated() where byte == 0x0A { starts.append(Int32(index + 1)) }
        if bytes.last != 0x0A { starts.append(Int32(bytes.count + 1)) }
        self.bytes = bytes
        self.starts = starts
    }

    /// The value beside a key, or nil where the key is missing; empty where the line is only a key.
    func value(for key: some Collection<UInt8>) -> ArraySlice<UInt8>? {
        var low = 0
        var high = starts.count - 1
        while low < high {
            let middle = (low + high) / 2
            let end = Int(starts[middle + 1]) - 1
            var index = Int(starts[middle])
            var isBefore = false
            var isEqual = true
            for byte in key {
                let found = index < end ? bytes[index] : 0x09
                if found != byte {
                    isEqual = false
                    // A key that ends here comes before every longer one.
                    isBefore = found == 0x09 || found < byte
                    break
                }
                index += 1
            }
            if isEqual, index >= end || bytes[index] == 0x09 { return bytes[min(index + 1, end)..<end] }
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// How many bytes of a text some key begins with at most: no longer beginning of it is a key.
    ///
    /// Of sorted lines, those beside the place at which the text would stand share most with it.
    func longestSharedPrefix(with text: some RandomAccessCollection<UInt8>) -> Int {
        var low = 0
        var high = starts.count - 1
        var most = 0
        let count = text.count
        while low < high {
            let middle = (low + high) / 2
            let end = Int(starts[middle + 1]) - 1
            var index = Int(starts[middle])
            var shared = 0
            var place = text.startIndex
            while shared < count, index < end, bytes[index] == text[place], bytes[index] != 0x09 {
                shared += 1
                index += 1
                place = text.index(after: place)
            }
            most = max(most, shared)
            if shared == count { return most }
            let found = index < end ? bytes[index] : 0x09
            // A line that ends here comes before every longer text.
            if found == 0x09 || found < text[place] { low = middle + 1 } else { high = middle }
        }
        return most
    }

    /// Every line's key and value, in order.
    func forEach(_ body: (_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Void) {
        for (start, next) in zip(starts, starts.dropFirst()) where next > start + 1 {
            let line = bytes[Int(start)..<Int(next) - 1]
            let end = line.firstIndex(of: 0x09) ?? line.endIndex
            body(line[..<end], line[min(end + 1, line.endIndex)...])
        }
    }

    /// The value of the longest key with which the bytes begin.
    func longestPrefix(of bytes: some RandomAccessCollection<UInt8>, atMost longest: Int) -> (
        length: Int, value: ArraySlice<UInt8>
    )? {
        for length in stride(from: longestSharedPrefix(with: bytes.prefix(longest)), to: 0, by: -1) {
            if let value = value(for: bytes.prefix(length)) { return (length, value) }
        }
        return nil
    }
}
