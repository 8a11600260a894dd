import FenceFiles
import FencePipeline
import FenceStore
import Fencewatch
import Testing

@testable import FenceTailing

@Suite struct TailedEncodingTests {
    /// A file that is in memory.
    private final class Bytes: FileBytes {
        let bytes: [UInt8]
        var status: FileStatus? { nil }

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        func read(_ count: Int, at offset: Int) -> [UInt8] {
            Array(bytes.dropFirst(offset).prefix(count))
        }
    }

    /// Reads all turns of a file.
    private static func turns(of bytes: [UInt8], encoding: String?) -> [TailedFile.Turn] {
        var progress = FileProgress(path: "x.log", device: 0, inode: 0)
        progress.encoding = encoding
        let file = TailedFile(progress: progress, path: "x.log", openFiles: TailedFile.OpenFiles())
        file.handle = Bytes(bytes)
        let scanner = ChunkScanner(detector: Detector())
        var turns: [TailedFile.Turn] = []
        while let turn = file.takeTurn(isFinal: true, budget: TailedFile.quantum, with: scanner) {
            file.advance(to: turn.progress, now: 0)
            turns.append(turn)
        }
        return turns
    }

    /// What this system does not convert is read as it stands, which is said.
    @Test func textWithoutAConverterIsReadAsItStands() {
        let line: [UInt8] = [0xCA, 0xFD, 0xBE, 0xDD] + Array(" mail user1@example.org\n".utf8)
        let turns = Self.turns(of: line + line, encoding: "x-none")
        #expect(turns.count == 1)
        #expect(turns.first?.noConverter?.contains("x-none") == true)
        #expect(turns.first?.report.reports.compactMap(\.origin.offset) == [0, line.count])
        #expect(turns.first?.progress.encoding == "x-none")
        #expect(Self.turns(of: line + line, encoding: "gb18030").map(\.noConverter) == [nil])
    }
}
