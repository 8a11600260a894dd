package import FencePipeline

/// One message a line, nothing known of who wrote it.
package struct PlainLines: LineFormat {
    package static let name = "plain"
    package static let summary = "plain text: every line a message"
    package let hasContinuations = false
    package let isPlain = true
    package let isVerbatim = true

    package init() {}

    package func beginsMessage(_ line: Span<UInt8>) -> Bool { true }

    package func parts(of message: Span<UInt8>) -> MessageParts? {
        var end = message.count
        if end > 0, message[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        guard end > 0 else { return nil }
        // A hole at an end of a line is nothing; one that is all of a line is counted as a line is.
        var text = 0..<end
        while !text.isEmpty, message[text.lowerBound] == 0 { text = text.lowerBound + 1..<text.upperBound }
        while !text.isEmpty, message[text.upperBound - 1] == 0 { text = text.lowerBound..<text.upperBound - 1 }
        return MessageParts(text: text.isEmpty ? 0..<end : text)
    }
}
