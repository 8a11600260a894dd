import FenceDecoding
import FenceModel
import TestSupport
import Testing

@Suite struct EncodingTests {
    @Test(arguments: [
        ("gb2312", TextEncoding.gb18030), ("GBK", .gb18030), ("gb18030", .gb18030), ("Big5", .big5), ("utf-8", .utf8),
        ("UTF-16LE", .utf16LittleEndian), ("utf-16be", .utf16BigEndian), ("UTF-32", .utf32LittleEndian),
        ("utf-32be", .utf32BigEndian), ("HZ-GB-2312", .hz),
    ])
    func labels(label: String, encoding: TextEncoding) {
        #expect(TextEncoding(label: label) == encoding)
    }

    @Test func escapesTellWhatShifts() {
        let shifted = "2026 \u{1B}$B?tCM$N%G!<%?$O$3$N9T$K$\"$k\u{1B}(B end"
        #expect(EncodingDetector.detect(Array(shifted.utf8)) == .text(.other("ISO-2022-JP")))
        #expect(EncodingDetector.detect(Array("\u{1B}[31mred\u{1B}[0m costs $1".utf8)) == .ascii)
    }

    @Test func namesMakeTheSameEncodingAgain() {
        for encoding in [TextEncoding.utf8, .utf16BigEndian, .gb18030, .big5, .hz] {
            #expect(TextEncoding(label: encoding.name) == encoding)
        }
    }

    @Test func unknownLabels() {
        #expect(TextEncoding(label: "no-such-encoding") == nil)
        #expect(TextEncoding(label: "") == nil)
    }

    /// "数据" and a line end, twice, in each encoding; half a character at every border of pieces.
    @Test(arguments: [
        (TextEncoding.gb18030, [0xCA, 0xFD, 0xBE, 0xDD, 0x0A] as [UInt8]),
        (.big5, [0xBC, 0xC6, 0xBE, 0xDA, 0x0A]),
        (.utf16LittleEndian, [0x70, 0x65, 0x6E, 0x63, 0x0A, 0x00]),
        (.utf16BigEndian, [0x65, 0x70, 0x63, 0x6E, 0x00, 0x0A]),
        (.hz, Array("~{J}>]~}\n".utf8)),
    ])
    func convertsInPieces(encoding: TextEncoding, bytes: [UInt8]) throws {
        for split in 0...bytes.count {
            let transcoder = try #require(Transcoder(from: encoding))
            var result: [UInt8] = []
            transcoder.convert(Array(bytes[..<split]), isLast: false, into: &result)
            transcoder.convert(Array(bytes[split...]), isLast: true, into: &result)
            let text = String(decoding: result, as: UTF8.self)
            #expect(text == (encoding == .big5 ? "數據\n" : "数据\n"), "split at \(split)")
        }
    }

    @Test func damageIsAReplacementCharacterAndHidesNoLineEnd() throws {
        let transcoder = try #require(Transcoder(from: .gb18030))
        var result: [UInt8] = []
        transcoder.convert([0xCA, 0xFD, 0xFF, 0x0A, 0xBE, 0x0A], isLast: true, into: &result)
        #expect(String(decoding: result, as: UTF8.self) == "数\u{FFFD}\n\u{FFFD}\n")
    }

    @Test func thePagesOfAPDFAreNoText() {
        let head = Array("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".utf8)
        guard case .binary = EncodingDetector.detect(head) else {
            Issue.record("read as text")
            return
        }
    }

    @Test(arguments: [
        (TextEncoding.hz, "a~~b ~{J}>]\nJ} ~{J}~} ~x", "a~b 数据\nJ} 数 ~x"),
        (.other("ISO-2022-JP"), "a \u{1B}$B?t\u{1B}(B b", "a 数 b"),
        (.other("UTF-7"), "a +ZXBjbg- b", "a 数据 b"),
    ])
    func encodingsInASCIIAreKnownByTheirName(encoding: TextEncoding, written: String, read: String) throws {
        let stream = try TextStream(MemoryStream(Array(written.utf8)), declared: encoding)
        var result: [UInt8] = []
        while try stream.read(7, into: &result) > 0 {}
        #expect(String(decoding: result, as: UTF8.self) == read)
    }

    @Test func aMetaThatLiesAboutUTF8Loses() throws {
        let text = try TextStream(MemoryStream(Array("数据交易".utf8)), declared: .gb18030)
        #expect(text.encoding == .utf8)
    }

    /// An encoding that iconv does not know, as glibc without its gconv modules does not know GB18030.
    @Test(arguments: [0, 1, 9_000])
    func textWithoutAConverterIsAFailure(lines: Int) throws {
        let ascii = Array(String(repeating: "quiet line\n", count: lines).utf8)
        let bytes = ascii + [0xCA, 0xFD, 0xBE, 0xDD, 0x0A]
        var read: [UInt8] = []
        let failure = #expect(throws: IngestFailure.self) {
            let text = try TextStream(MemoryStream(bytes), declared: .other("x-none"), offset: 7)
            while try text.read(65_536, into: &read) > 0 {}
        }
        #expect(failure?.reason == .undecodable)
        #expect(failure?.detail.contains("x-none") == true)
        // What comes before is handed on.
        #expect(read.elementsEqual(ascii.count > TextStream.sampleBytes ? ascii : []))
        #expect(failure?.offset == 7 + read.count)
    }

    /// Where lines begin is known however the stream comes, and whatever bytes of line ends characters hold.
    @Test(
        arguments: [TextEncoding.utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian], [1, 3, 4, 7])
    func linesOfWideText(encoding: TextEncoding, size: Int) throws {
        let unit = encoding.unitBytes
        let isBig = encoding == .utf16BigEndian || encoding == .utf32BigEndian
        func encoded(_ text: String) -> [UInt8] {
            text.utf16.flatMap { code in
                let little = [UInt8(code & 255), UInt8(code >> 8)] + [UInt8](repeating: 0, count: unit - 2)
                return isBig ? little.reversed() : little
            }
        }
        // Behind the sample that is read at once.
        let lines = [String(repeating: "数", count: 70_000) + "\n", "\u{A05}\u{50A}\u{A0A}x\n", "\n", "a\n", "b"]
        let mark: [UInt8] = encoded("\u{FEFF}")
        let text = try TextStream(DrippingStream(mark + encoded(lines.joined()), size: size))
        var decoded: [UInt8] = []
        try text.fill(1 << 20, into: &decoded)
        #expect(text.encoding == encoding)
        #expect(decoded.elementsEqual(lines.joined().utf8))
        var starts = [unit]
        for line in lines.dropLast() { starts.append((starts.last ?? 0) + encoded(line).count) }
        #expect(text.lineStarts(10, consuming: 0) == starts)
    }

    @Test func binaryIsNoText() {
        #expect(throws: IngestFailure.self) { try TextStream(MemoryStream([0x89, 0x50, 0, 0, 1, 2, 0, 9])) }
    }

    private static let line = Array("2026-11-03 14:26:07 <a> 数据\n".utf8)
    private static let hole = [UInt8](repeating: 0, count: 4_096)

    @Test(arguments: [
        hole + line, line + hole, line + hole + line, line + [0, 0, 0x0A] + line, line + [0, 0, 0x0D, 0x0A],
    ])
    func textWithHolesIsText(bytes: [UInt8]) {
        #expect(EncodingDetector.detect(bytes) == .text(.utf8))
    }

    @Test(arguments: [
        hole, Array("\u{7F}ELF\u{2}\u{1}\u{1}".utf8) + hole + Array("main".utf8) + [1, 2, 3],
        Array("SQLite format 3".utf8) + [0, 0x10, 0, 1, 1, 0, 0x40, 0x20, 0x20] + hole, line + [0, 1, 0, 2] + hole,
        Array("abc".utf8) + [0] + Array("def".utf8) + [0] + hole,
    ])
    func binaryWithHolesIsBinary(bytes: [UInt8]) {
        #expect(EncodingDetector.detect(bytes) == .binary)
    }

    @Test func magicNumbersTellContainers() {
        #expect(ContainerKind(head: [0x1F, 0x8B, 0x08, 0, 0]) == .compressed(.gzip))
        #expect(ContainerKind(head: Array("PK".utf8) + [3, 4, 0]) == .archive(.zip))
        #expect(ContainerKind(head: Array("BZh is a text".utf8)) == nil)
        #expect(ContainerKind(head: Array("出售数据".utf8)) == nil)
        #expect(ContainerKind(head: []) == nil)
    }
}
