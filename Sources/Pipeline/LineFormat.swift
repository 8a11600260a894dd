package import FenceDecoding

/// Where the parts of a message stand in its bytes.
package struct MessageParts: Sendable {
    package var text: Range<Int>
    /// Empty where the format has none, as the others.
    package var author: Range<Int> = 0..<0
    package var channel: Range<Int> = 0..<0
    package var time: Range<Int> = 0..<0
    /// Set where a part is not written plainly, as a JSON text with escapes is not.
    package var decoded: DecodedParts?

    package init(text: Range<Int>) {
        self.text = text
    }
}

/// Parts of a message that had to be decoded, UTF-8.
package struct DecodedParts: Sendable {
    package var text: [UInt8]
    package var author: [UInt8]?
    package var channel: [UInt8]?
    package var time: [UInt8]?
    /// Why the text is not all that was there, or none; it becomes a `skipped` record.
    package var failure: IngestFailure?

    package init(text: [UInt8]) {
        self.text = text
    }
}

/// A format whose messages are lines, so that blocks of it can be read by many workers.
package protocol LineFormat: Sendable {
    /// Name for `--input-format` and `fencewatch formats`.
    static var name: String { get }
    /// One line for `fencewatch formats`.
    static var summary: String { get }
    /// Whether a message may go on over lines that do not begin one.
    var hasContinuations: Bool { get }
    /// Whether every line begins a message that begins as `UsualTime` says.
    var timeBeginsMessage: Bool { get }
    /// Whether every line is a message of nobody known, so that lines in a row may be a list.
    var isPlain: Bool { get }
    /// Whether the texts are lines as they stand, or parts of them: then what no text of a block can hold is seen from the
    /// block's bytes, and only messages with something in them are cut out.
    var isVerbatim: Bool { get }
    /// How many messages whole lines hold, as many as `parts` has an answer for; asked only of verbatim formats.
    ///
    /// - Parameters:
    ///   - bytes: what holds the lines.
    ///   - starts: where each line begins, the first one a message, and last where they end: behind a line end, or at the end
    ///     of `bytes`.
    func countMessages(in bytes: Span<UInt8>, starts: Span<Int>) -> Int
    /// Whether a line begins a message; asked only where there are continuations.
    func beginsMessage(_ line: Span<UInt8>) -> Bool
    /// The parts of a message, which is one line or one with its continuations, without the last line's end.
    ///
    /// - Returns: nil where there is no message in it.
    func parts(of message: Span<UInt8>) -> MessageParts?
}

extension LineFormat {
    package var timeBeginsMessage: Bool { false }
    package var isPlain: Bool { false }
    package var isVerbatim: Bool { false }

    package func countMessages(in bytes: Span<UInt8>, starts: Span<Int>) -> Int {
        var count = 0
        var line = 0
        while line + 1 < starts.count {
            let first = line
            line += 1
            while hasContinuations, line + 1 < starts.count,
                !beginsMessage(bytes.extracting(Self.withoutEnd(starts[line]..<starts[line + 1], in: bytes)))
            {
                line += 1
            }
            let message = Self.withoutEnd(starts[first]..<starts[line], in: bytes)
            if parts(of: bytes.extracting(message)) != nil { count += 1 }
        }
        return count
    }

    /// Lines without the last one's end.
    package static func withoutEnd(_ lines: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
        let isEnded = !lines.isEmpty && bytes[lines.upperBound - 1] == UInt8(ascii: "\n")
        return lines.lowerBound..<(isEnded ? lines.upperBound - 1 : lines.upperBound)
    }
}
