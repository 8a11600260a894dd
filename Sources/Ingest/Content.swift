/// What the first bytes of a source tell.
package enum Content {
    /// Whether the bytes are no text: a NUL in UTF-8 or a legacy encoding stands in no text that anybody wrote.
    package static func isBinary(_ head: Span<UInt8>) -> Bool {
        for index in 0..<head.count where head[index] == 0 { return true }
        return false
    }

    /// Length of a UTF-8 byte order mark at the begin.
    package static func byteOrderMark(of head: Span<UInt8>) -> Int {
        head.count >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF ? 3 : 0
    }
}
