import FenceDecoding
import FenceFiles
import FenceModel
import FencePipeline
import FenceStore
import Fencewatch
import TestSupport
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

    private static let detector = Detector()

    /// Reads all turns of a file.
    private static func turns(of bytes: [UInt8], encoding: String?) -> [TailedFile.Turn] {
        var progress = FileProgress(path: "x.log", device: 0, inode: 0)
        progress.encoding = encoding
        let file = TailedFile(progress: progress, path: "x.log", openFiles: TailedFile.OpenFiles())
        file.handle = Bytes(bytes)
        let scanner = ChunkScanner(detector: detector)
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

    /// Lines are counted from the file's begin, those on which messages end too, whatever was read in the turns before.
    @Test func linesAreCountedOverTurns() throws {
        let first = Array("2026-11-03 02:10:00 <a> hi\n2026-11-03 02:10:01 <b> hi\n".utf8)
        let second = Array("2026-11-03 02:10:02 <c> user1@example.org\nmore of it\n".utf8)
        let file = TailedFile(
            progress: FileProgress(path: "x.log", device: 0, inode: 0), path: "x.log", openFiles: TailedFile.OpenFiles()
        )
        let scanner = ChunkScanner(detector: Self.detector)
        var origins: [MessageOrigin] = []
        for bytes in [first, first + second] {
            file.handle = Bytes(bytes)
            let turn = try #require(file.takeTurn(isFinal: true, budget: TailedFile.quantum, with: scanner))
            file.advance(to: turn.progress, now: 0)
            origins += turn.report.reports.map(\.origin)
        }
        #expect(origins.map(\.line) == [3])
        #expect(origins.map(\.lastLine) == [4])
    }

    /// Text in an encoding, by iconv's name for it; only of the characters that the tests write.
    private static func encoded(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar -> [UInt8] in
            let code = scalar.value
            switch encoding {
            case .gb18030 where scalar == "数": return [0xCA, 0xFD]
            // A character of four bytes.
            case .gb18030 where scalar == "㐂": return [0x81, 0x39, 0xEF, 0x32]
            case .big5 where scalar == "數": return [0xBC, 0xC6]
            case .utf16LittleEndian: return [UInt8(code & 255), UInt8(code >> 8)]
            case .utf16BigEndian: return [UInt8(code >> 8), UInt8(code & 255)]
            case .utf32LittleEndian: return [UInt8(code & 255), UInt8(code >> 8), 0, 0]
            case .utf32BigEndian: return [0, 0, UInt8(code >> 8), UInt8(code & 255)]
            default: return Array(String(scalar).utf8)
            }
        }
    }

    private static let encodings: [TextEncoding] = [
        .utf8, .gb18030, .big5, .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian,
    ]

    /// In a line longer than what is read at once every value is found once, and belongs to the line.
    @Test(arguments: encodings)
    func aLongLineIsReadOnce(encoding: TextEncoding) {
        let word = encoding == .big5 ? "數數數 " : encoding == .gb18030 ? "数㐂数 " : "数数数 "
        let values = (1_000..<1_500).map { "user\($0)@example.org" }
        for shift in 0..<2 {
            let text =
                "short line\n" + String(repeating: "x", count: shift)
                + values.map { String(repeating: word, count: 40) + $0 + " " }.joined()
            let bytes = Self.encoded(text + "\nshort line\n", encoding)
            let turns = Self.turns(of: bytes, encoding: encoding.name)
            let reports = turns.flatMap(\.report.reports)
            #expect(reports.flatMap(\.findings).map { $0.value.reveal() } == values, "shift \(shift)")
            #expect(Set(reports.map(\.origin.line)) == [2])
            #expect(Set(reports.map(\.origin.offset)) == [Self.encoded("short line\n", encoding).count])
            #expect(turns.last?.progress.line == 4)
        }
    }

    /// Pieces of a long line begin and end between characters, as long as it is not one word without an end.
    @Test(arguments: [TextEncoding.gb18030, .big5])
    func aLongLineIsCutBetweenCharacters(encoding: TextEncoding) throws {
        let words = encoding == .big5 ? ["數", "數數數", "a"] : ["数", "㐂数", "a", "㐂"]
        var random = SeededGenerator(seed: 7)
        for _ in 0..<40 {
            var text = ""
            while text.unicodeScalars.count < 33_000 {
                for _ in 0..<Int.random(in: 1...400, using: &random) {
                    text += words.randomElement(using: &random) ?? ""
                }
                text += " "
            }
            let bytes = Array(Self.encoded(text, encoding).prefix(60_000 + Int.random(in: 0...9, using: &random)))
            let (end, next) = LineCut(encoding: encoding).piece(of: bytes)
            #expect(end > bytes.count - 16_384 && next > end - 2_048 - 16_384 && next <= end - 2_048)
            for part in [bytes[..<next], bytes[next..<end], bytes[..<end]] {
                let transcoder = try #require(Transcoder(from: encoding))
                var converted: [UInt8] = []
                transcoder.convert(Array(part), isLast: true, into: &converted)
                #expect(!String(decoding: converted, as: UTF8.self).contains("\u{FFFD}"))
            }
        }
    }

    /// Characters of UTF-32 that hold the byte of a line end are none.
    @Test(arguments: [TextEncoding.utf32LittleEndian, .utf32BigEndian])
    func linesOfUTF32(encoding: TextEncoding) {
        let lines = ["\u{A05}\u{A0A} x\n", "mail user1@example.org\n", "\u{0A}", "mail user2@example.org \u{A0A}\n"]
        let mark: [UInt8] = encoding == .utf32LittleEndian ? [0xFF, 0xFE, 0, 0] : [0, 0, 0xFE, 0xFF]
        let turns = Self.turns(of: mark + Self.encoded(lines.joined(), encoding), encoding: nil)
        let reports = turns.flatMap(\.report.reports)
        #expect(reports.map(\.origin.line) == [2, 4])
        let starts = [lines[0], lines[..<3].joined()].map { 4 + Self.encoded($0, encoding).count }
        #expect(reports.map(\.origin.offset) == starts)
    }

    /// Behind a hole there may be no more than a few bytes of what was read at once.
    @Test(arguments: [0, 1, 600, 3_000])
    func aLongLineBehindAHole(length: Int) {
        let hole = [UInt8](repeating: 0, count: TailedFile.quantum - length)
        let line = String(repeating: "quiet ", count: 60_000) + "user1@example.org\n"
        let turns = Self.turns(of: Array("short line\n".utf8) + hole + Array(line.utf8), encoding: nil)
        #expect(turns.flatMap(\.report.reports).flatMap(\.findings).count == 1)
    }
}
