import Fencewatch

/// Cuts whole lines into messages, and counts lines and messages without cutting where nothing is to be looked at.
struct LineCounter {
    struct Message {
        /// Without the last line's end.
        var bytes: Range<Int>
        /// Its first line, counted from 0.
        var line: Int
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let format: any LineFormat
    /// Where the next message begins.
    private(set) var position = 0
    private(set) var lines = 0
    /// Messages that were counted, not those that were cut out.
    private(set) var messages = 0
    private var starts: [Int] = []

    init(bytes: UnsafeBufferPointer<UInt8>, format: any LineFormat) {
        self.bytes = bytes
        self.format = format
    }

    /// Where the message begins that a byte belongs to; no earlier than the next one.
    func messageStart(before byte: Int) -> Int {
        guard let base = bytes.baseAddress else { return position }
        var start = lineStart(before: byte, base)
        guard format.hasContinuations else { return start }
        while start > position {
            let end = ByteSearch.newline(in: base, from: start, to: bytes.count) ?? bytes.count
            if format.beginsMessage(UnsafeBufferPointer(rebasing: bytes[start..<end]).span) { return start }
            start = lineStart(before: start - 1, base)
        }
        return start
    }

    private func lineStart(before byte: Int, _ base: UnsafePointer<UInt8>) -> Int {
        ByteSearch.lastNewline(in: base, from: position, to: byte).map { $0 + 1 } ?? position
    }

    /// Cuts out the message that begins at `position`, and goes on behind it.
    mutating func nextMessage() -> Message {
        let start = position
        let line = lines
        guard let base = bytes.baseAddress else { return Message(bytes: 0..<0, line: line) }
        var end = ByteSearch.newline(in: base, from: start, to: bytes.count) ?? bytes.count
        lines += 1
        if format.isPlain, let endOfKey = MessageScanner.endOfKey(in: bytes, from: start), endOfKey > end {
            lines += bytes[end..<endOfKey].count { $0 == ByteSearch.newline }
            end = endOfKey
        }
        position = end + 1
        while format.hasContinuations, position < bytes.count {
            let nextEnd = ByteSearch.newline(in: base, from: position, to: bytes.count) ?? bytes.count
            if format.beginsMessage(UnsafeBufferPointer(rebasing: bytes[position..<nextEnd]).span) { break }
            end = nextEnd
            position = nextEnd + 1
            lines += 1
        }
        return Message(bytes: start..<end, line: line)
    }

    /// Counts what stands before a byte at which a message begins.
    mutating func count(upTo end: Int) {
        guard position < end, let base = bytes.baseAddress else { return }
        if format.isPlain {
            countPlainLines(upTo: end, base)
        } else {
            starts.removeAll(keepingCapacity: true)
            while position < end {
                starts.append(position)
                position = ByteSearch.newline(in: base, from: position, to: end).map { $0 + 1 } ?? end
            }
            lines += starts.count
            starts.append(end)
            messages += format.countMessages(in: bytes.span, starts: starts.span)
        }
        position = end
    }

    /// Every line is a message that is not empty.
    private mutating func countPlainLines(upTo end: Int, _ base: UnsafePointer<UInt8>) {
        while position < end {
            let lineEnd = ByteSearch.newline(in: base, from: position, to: end) ?? end
            let length = lineEnd - position
            if length > 1 || length == 1 && base[position] != UInt8(ascii: "\r") { messages += 1 }
            lines += 1
            position = lineEnd + 1
        }
    }
}
