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
    /// Where each line begins, and last where they end.
    private let starts: UnsafeBufferPointer<Int>
    private let format: any LineFormat
    /// The line with which the next message begins, counted from 0.
    private(set) var line = 0
    /// Messages that were counted, not those that were cut out.
    private(set) var messages = 0

    /// - Parameter starts: where the lines begin, as `MessageScanner.lines(of:)` finds them.
    init(bytes: UnsafeBufferPointer<UInt8>, lines starts: UnsafeBufferPointer<Int>, format: any LineFormat) {
        self.bytes = bytes
        self.starts = starts
        self.format = format
    }

    private var lineCount: Int { starts.count - 1 }

    /// Where the next message begins.
    var position: Int { starts[line] }
    var isAtEnd: Bool { line >= lineCount }

    /// The line with which the message begins that a byte belongs to; no earlier than the next one.
    func firstLine(ofMessageAt byte: Int) -> Int {
        var first = line
        while first + 1 < lineCount, starts[first + 1] <= byte { first += 1 }
        guard format.hasContinuations else { return first }
        while first > line, !beginsMessage(first) { first -= 1 }
        return first
    }

    /// Cuts out the message that begins with `line`, and goes on behind it.
    mutating func nextMessage() -> Message {
        let first = line
        guard !isAtEnd else { return Message(bytes: 0..<0, line: first) }
        var end = endOfLine(first)
        line += 1
        if format.isPlain, let endOfKey = MessageScanner.endOfKey(in: bytes, from: starts[first]), endOfKey > end {
            end = endOfKey
            while !isAtEnd, starts[line] <= endOfKey { line += 1 }
        }
        while format.hasContinuations, !isAtEnd, !beginsMessage(line) {
            end = endOfLine(line)
            line += 1
        }
        return Message(bytes: starts[first]..<end, line: first)
    }

    /// Counts what stands before a line with which a message begins.
    mutating func count(upTo end: Int) {
        guard line < end else { return }
        if format.isPlain {
            // Every line is a message that is not empty.
            for line in line..<end {
                let length = endOfLine(line) - starts[line]
                if length > 1 || length == 1 && bytes[starts[line]] != UInt8(ascii: "\r") { messages += 1 }
            }
        } else {
            let counted = UnsafeBufferPointer(rebasing: starts[line...end])
            messages += format.countMessages(in: bytes.span, starts: counted.span)
        }
        line = end
    }

    /// Counts what is left.
    mutating func countRest() { count(upTo: lineCount) }

    private func beginsMessage(_ line: Int) -> Bool {
        format.beginsMessage(UnsafeBufferPointer(rebasing: bytes[starts[line]..<endOfLine(line)]).span)
    }

    /// Where a line ends, without its line end.
    private func endOfLine(_ line: Int) -> Int {
        let next = starts[line + 1]
        return next > starts[line] && bytes[next - 1] == ByteSearch.newline ? next - 1 : next
    }
}
