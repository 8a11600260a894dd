import FenceModel

/// A message's text as it may be shown: every value masked, cut to what a person reads.
enum Excerpt {
    /// Longest excerpt, in bytes of the original.
    private static let maximumBytes = 600

    static func masked(_ segment: UnsafeBufferPointer<UInt8>, findings: [Finding], base: Int) -> String {
        var end = min(segment.count, maximumBytes)
        while end < segment.count, end > 0, segment[end] & 0xC0 == 0x80 { end -= 1 }
        var text = ""
        var position = 0
        for finding in findings.sorted(by: { $0.span.start < $1.span.start }) {
            let start = finding.span.start - base
            guard start >= position, start < end else { continue }
            text += String(decoding: segment[position..<start], as: UTF8.self)
            text += finding.value.masked
            position = finding.span.end - base
        }
        if position < end { text += String(decoding: segment[position..<end], as: UTF8.self) }
        return end < segment.count ? text + "…" : text
    }
}
