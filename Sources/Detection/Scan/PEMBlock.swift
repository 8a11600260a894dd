/// A private key in PEM, which text files hold over many lines.
package enum PEMBlock {
    /// Longest block that is read as one message: an RSA key of 16,384 bits has 12 KiB.
    private static let longestBlock = 16_384
    /// Indentation, quotes and comment signs before the first line.
    private static let longestIndent = 8
    private static let begin = Array("-----BEGIN ".utf8)
    private static let end = Array("-----END ".utf8)
    private static let key = Array("PRIVATE KEY".utf8)

    /// Where the last line of a block ends that begins with the line at `start`.
    ///
    /// - Returns: nil where no block begins there or its end is not found.
    package static func endOfBlock(in lines: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        let limit = min(lines.count, start + longestIndent)
        while index < limit, [0x20, 0x09, 0x22, 0x27, 0x23, 0x2F].contains(lines[index]) { index += 1 }
        guard index < lines.count, lines[index] == begin[0], lines[index...].starts(with: begin) else { return nil }
        var lineEnd = endOfLine(in: lines, from: index)
        guard holds(key, in: lines, index..<lineEnd) else { return nil }
        let last = min(lines.count, start + longestBlock)
        while lineEnd + 1 < last {
            let next = lineEnd + 1
            lineEnd = endOfLine(in: lines, from: next)
            if holds(end, in: lines, next..<lineEnd) { return lineEnd }
        }
        return nil
    }

    private static func endOfLine(in lines: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        lines[start...].firstIndex(of: 0x0A) ?? lines.count
    }

    private static func holds(_ text: [UInt8], in lines: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= text.count else { return false }
        for place in range.lowerBound...(range.upperBound - text.count)
        where lines[place] == text[0] && lines[place...].starts(with: text) { return true }
        return false
    }
}
