package import FenceModel

/// A message's text as it may be shown: every value masked, cut to what a person reads.
package enum Excerpt {
    /// Longest excerpt, in bytes of the original.
    private static let maximumBytes = 600

    /// Bytes before the first telling word that are shown of a long text.
    private static let leadBytes = 90

    /// - Parameter place: byte of the segment near which the telling words begin; a long text is shown from there.
    static func masked(
        _ segment: UnsafeBufferPointer<UInt8>, findings: [Finding], base: Int, near place: Int
    ) -> String {
        var start = segment.count > maximumBytes ? min(max(0, place - leadBytes), segment.count - maximumBytes) : 0
        // Never from within a number or a word: half of one has no shape to be masked by.
        if start > 0 { start = border(from: start, in: segment) }
        // Nor from within a value.
        for index in findings.indices {
            let span = findings[index].span
            if span.start - base < start, span.end - base > start { start = max(0, span.start - base) }
        }
        while start > 0, segment[start] & 0xC0 == 0x80 { start -= 1 }
        var end = min(segment.count, start + maximumBytes)
        if end < segment.count { end = max(start, lastBorder(before: end, in: segment)) }
        let part = UnsafeBufferPointer(rebasing: segment[start...])
        let inside = start == 0 ? findings : findings.filter { $0.span.start - base >= start }
        let text = masked(part, upTo: end - start, findings: inside, base: base + start)
        if start == 0, end == segment.count { return text }
        return (start > 0 ? "…" : "") + text + (end < segment.count ? "…" : "")
    }

    /// Longest run of ASCII that a cut is moved over, in bytes.
    private static let longestWord = 64

    private static func isWordByte(_ byte: UInt8) -> Bool { (0x21..<0x7F).contains(byte) }

    /// The first place from one on that stands in no run of ASCII and in no character.
    private static func border(from start: Int, in segment: UnsafeBufferPointer<UInt8>) -> Int {
        var index = start
        while index < segment.count, index - start < longestWord, isWordByte(segment[index]) { index += 1 }
        while index < segment.count, segment[index] & 0xC0 == 0x80 { index += 1 }
        return index
    }

    /// The last place up to one that does.
    private static func lastBorder(before end: Int, in segment: UnsafeBufferPointer<UInt8>) -> Int {
        var index = end
        while index > 0, end - index < longestWord, isWordByte(segment[index]), isWordByte(segment[index - 1]) {
            index -= 1
        }
        while index > 0, segment[index] & 0xC0 == 0x80 { index -= 1 }
        return index
    }

    /// The text with every finding masked, and what has a value's shape but is none. Of findings that lie in one another the outermost counts: an account holds its
    /// mail address, and its password too.
    ///
    /// - Parameters:
    ///   - end: byte behind the last that is wanted.
    ///   - base: byte of the message at which the text begins; spans are counted from the message's start.
    package static func masked(
        _ text: UnsafeBufferPointer<UInt8>, upTo end: Int, findings: [Finding], base: Int
    ) -> String {
        var result: [UInt8] = []
        var position = 0
        // They come in order but for those that lie in one another.
        let isOrdered = findings.indices.dropFirst().allSatisfy {
            findings[$0 - 1].span.start < findings[$0].span.start
        }
        let ordered =
            isOrdered
            ? findings : findings.sorted { ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end) }
        result.reserveCapacity(end + 16)
        for index in ordered.indices {
            let start = ordered[index].span.start - base
            let next = ordered[index].span.end - base
            guard start < end, next > position else { continue }
            if start >= position {
                HiddenShapes.append(text[position..<start], to: &result)
                result.append(contentsOf: ordered[index].value.masked.utf8)
            } else {
                result.append(contentsOf: repeatElement(UInt8(ascii: "*"), count: next - position))
            }
            position = next
        }
        if position < end { HiddenShapes.append(text[position..<end], to: &result) }
        return String(decoding: result, as: UTF8.self)
    }
}
