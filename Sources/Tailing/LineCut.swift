import FenceDecoding
import FencePipeline

/// Where text is cut as it lies in a file, in any encoding: behind the ends of lines, and in a line that is longer than what is
/// read at once between characters.
struct LineCut {
    /// How far back the begin of a character is looked for.
    private static let reach = 16_384

    let encoding: TextEncoding

    func endOfLastLine(in bytes: [UInt8]) -> Int? {
        guard encoding.unitBytes > 1 else { return bytes.lastIndex(of: 0x0A).map { $0 + 1 } }
        return encoding.lineEnds(in: bytes[...]).last
    }

    func endOfFirstLine(in bytes: [UInt8]) -> Int? {
        guard encoding.unitBytes > 1 else { return bytes.firstIndex(of: 0x0A).map { $0 + 1 } }
        return encoding.lineEnds(in: bytes[...]).first
    }

    /// The end of the last line that ends before a place; of the first line where none does.
    func endOfLine(in bytes: [UInt8], near place: Int) -> Int {
        let part = Array(bytes.prefix(place - place % encoding.unitBytes))
        return endOfLastLine(in: part) ?? endOfFirstLine(in: bytes) ?? bytes.count
    }

    /// Where lines begin, the first of them with the bytes.
    func lineStarts(in bytes: ArraySlice<UInt8>) -> [Int] {
        [0] + encoding.lineEnds(in: bytes)
    }

    /// Cuts a piece from a line that goes on: where it ends, and where the next one begins, which shares what is between.
    func piece(of bytes: [UInt8]) -> (end: Int, next: Int) {
        // As long in characters as the overlap of UTF-8 is at least.
        let end = border(in: bytes, before: bytes.count)
        return (end, border(in: bytes, before: end - LinePiece.overlap * encoding.unitBytes))
    }

    /// The last place up to `place` at which a character surely begins; the place itself where none is near.
    private func border(in bytes: [UInt8], before place: Int) -> Int {
        guard encoding.unitBytes == 1 else { return place - place % encoding.unitBytes }
        // A scan finds its way in damaged UTF-8.
        guard encoding != .utf8 else { return place }
        // No byte of a longer character lies below 0x30, be it GB18030 or Big5.
        let near = bytes[max(0, place - Self.reach)..<place]
        return near.lastIndex { $0 < 0x30 }.map { $0 + 1 } ?? place
    }
}
