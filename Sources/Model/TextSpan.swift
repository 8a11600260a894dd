/// A half-open range of UTF-8 bytes in a message's text as decoded.
public struct TextSpan: Sendable, Hashable, Codable {
    /// First byte, counted from the start of the message's text.
    public var start: Int
    /// One past the last byte.
    public var end: Int

    /// A span in bytes; `end` is not before `start`.
    public init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    /// Length in bytes.
    public var count: Int { end - start }

    package mutating func move(by offset: Int) {
        start += offset
        end += offset
    }

    /// Whether the two spans share at least one byte.
    public func overlaps(_ other: TextSpan) -> Bool {
        start < other.end && other.start < end
    }

    /// Whether every byte of `other` lies in this span.
    public func contains(_ other: TextSpan) -> Bool {
        start <= other.start && other.end <= end
    }
}
