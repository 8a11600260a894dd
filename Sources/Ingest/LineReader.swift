import FenceDecoding

/// Reads a text line by line. A line longer than the limit comes in pieces, cut behind a blank or a comma.
final class LineReader {
    static let longestLine = 131_072
    /// How far before the limit a place to cut is looked for, in bytes.
    private static let cutReach = 4_096
    private static let chunkBytes = 131_072

    private let stream: any ByteStream
    private var buffer: [UInt8] = []
    private var position = 0
    /// Byte of the text at which the next line begins.
    private(set) var offset = 0
    /// Number of the next line, from 1.
    private(set) var number = 1
    /// Whether the line that was given last is the rest of the one before, or a piece of it.
    private(set) var isRest = false
    private var isCut = false

    init(_ stream: any ByteStream) {
        self.stream = stream
    }

    /// The next line without its end, and without NULs at its begin and end, which are holes; nil at the end of the text.
    func next() throws(IngestFailure) -> ArraySlice<UInt8>? {
        guard var line = try nextWithHoles() else { return nil }
        while line.first == 0 { line.removeFirst() }
        while line.last == 0 { line.removeLast() }
        return line
    }

    private func nextWithHoles() throws(IngestFailure) -> ArraySlice<UInt8>? {
        isRest = isCut
        isCut = false
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let line = buffer[position..<end]
                offset += line.count + 1
                position = end + 1
                number += 1
                return line.last == 0x0D ? line.dropLast() : line
            }
            if buffer.count - position >= Self.longestLine {
                let piece = Self.cut(buffer[position..<position + Self.longestLine])
                offset += piece.count
                position += piece.count
                isCut = true
                return piece
            }
            searched = buffer.count - position
            buffer.removeFirst(position)
            position = 0
            if try stream.read(Self.chunkBytes, into: &buffer) == 0 {
                guard !buffer.isEmpty else { return nil }
                let line = buffer[...]
                offset += line.count
                position = buffer.count
                number += 1
                return line.last == 0x0D ? line.dropLast() : line
            }
        }
    }

    /// The begin of a line that goes on, up to where no value and no character is cut.
    private static func cut(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let blanks: [UInt8] = [0x20, 0x09, UInt8(ascii: ",")]
        if let blank = line.suffix(cutReach).lastIndex(where: blanks.contains) { return line[...blank] }
        var end = line.endIndex
        while end > line.endIndex - 4, line[end - 1] & 0xC0 == 0x80 { end -= 1 }
        // A lead byte whose character may go on behind the limit is left to the next piece.
        return line[end - 1] >= 0xC0 ? line[..<(end - 1)] : line
    }
}
