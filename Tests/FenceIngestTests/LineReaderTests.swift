import FenceDecoding
import TestSupport
import Testing

@testable import FenceIngest

@Suite struct LineReaderTests {
    /// What is put together again is the text; no piece begins within a character, a number or a word.
    @Test(arguments: [" ", ",", ""])
    func aLineBeyondTheLimitIsCutBetweenValues(separator: String) throws {
        let word = "数据13800138000"
        let line = Array(repeating: word, count: 20_000).joined(separator: separator)
        let reader = LineReader(MemoryStream(Array((line + "\nend").utf8)))
        var pieces: [ArraySlice<UInt8>] = []
        while let piece = try reader.next() {
            #expect(reader.isRest == (!pieces.isEmpty && piece != Array("end".utf8)[...]))
            pieces.append(piece)
        }
        #expect(Array(pieces.dropLast().joined()) == Array(line.utf8))
        #expect(pieces.last == Array("end".utf8)[...])
        for piece in pieces {
            #expect(piece.count <= LineReader.longestLine)
            #expect(String(validating: piece, as: UTF8.self) != nil)
            if !separator.isEmpty, piece.count > 3 { #expect(piece.starts(with: Array(word.utf8))) }
        }
    }
}
