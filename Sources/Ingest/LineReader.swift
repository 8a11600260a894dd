import FenceDecoding

/// Reads a text line by line. A line longer than the limit comes in pieces.
final class LineReader {
    static let longestLine = 131_072
    private static let chunkBytes = 131_072

    private let stream: any ByteStream
    private var buffer: [UInt8] = []
    private var position = 0
    /// Byte of the text at which the next line begins.
    private(set) var offset = 0
    /// Number of the next line, from 1.
    private(set) var number = 1

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
                let piece = buffer[position..<position + Self.longestLine]
                offset += piece.count
                position += piece.count
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
}
