package import FencePipeline

/// One message a line, nothing known of who wrote it.
package struct PlainLines: LineFormat {
    package static let name = "plain"
    package let hasContinuations = false
    package let isPlain = true
    package let isVerbatim = true

    package init() {}

    package func beginsMessage(_ line: Span<UInt8>) -> Bool { true }

    package func parts(of message: Span<UInt8>) -> MessageParts? {
        var end = message.count
        if end > 0, message[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return end > 0 ? MessageParts(text: 0..<end) : nil
    }
}
