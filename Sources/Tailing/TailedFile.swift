import FenceDecoding
import FenceFiles
import FenceIngest
import FencePipeline
import FenceModel
import FenceStore
import Fencewatch

/// One file that is followed: how far it is read, and what the next bytes are.
///
/// Belongs to the tail's thread, but for `scan`, which one worker at a time may run.
final class TailedFile: @unchecked Sendable {
    /// Bytes that are read at once: what one file gets before the next has its turn.
    static let quantum = 196_608
    /// The same of text that is to be converted, which may grow by half and, where it is damaged, to three times its size.
    private static let convertedQuantum = 65_536
    static let headBytes = 1_024
    static let markerBytes = 32

    var progress: FileProgress
    /// Where the file is now; nil once it has no name that is followed.
    var currentPath: String?
    /// Set while the file is open; a few hundred are at a time.
    var handle: OpenFile?
    /// When it was last used, for closing those that are not.
    var lastUse = 0
    /// Size when it was last looked at.
    var lastSize = -1
    /// When the file was renamed, deleted or replaced; seconds on a steady clock.
    var rotatedAt: Double?
    /// When bytes were last read.
    var lastGrowth = 0.0
    /// Whether it holds no text.
    var isBinary = false
    /// Whether it holds what another file held, and waits to see what of it that one will not be read for.
    var isWaitingCopy = false

    /// Set while the file may be a copy that is still being made: its size then, and since when it has that size.
    var suspicion: (size: Int, since: Double)?

    init(progress: FileProgress, path: String) {
        self.progress = progress
        currentPath = path
    }

    /// What was read and found in one turn.
    struct Turn: Sendable {
        var progress: FileProgress
        var report: BlockReport
        /// Whether bytes are left to read now.
        var hasMore: Bool
        var isBinary = false
    }

    /// Opens the file where it is not open.
    func open() -> OpenFile? {
        if let handle { return handle }
        guard let path = currentPath, let opened = try? OpenFile(path: path), let status = opened.status,
            status.device == progress.device, status.inode == progress.inode
        else { return nil }
        handle = opened
        return opened
    }

    // MARK: - Identity

    /// Whether the file still begins as it did and still holds, before the offset, what was read there.
    static func isContinued(_ progress: FileProgress, in file: OpenFile, size: Int) -> Bool {
        guard size >= progress.offset, size >= progress.headLength else { return false }
        let head = file.read(progress.headLength, at: 0)
        guard head.count == progress.headLength, ContentHash.hash(head) == progress.headHash else { return false }
        return isMarkerThere(progress, in: file)
    }

    static func isMarkerThere(_ progress: FileProgress, in file: OpenFile) -> Bool {
        let start = max(0, progress.offset - markerBytes)
        return ContentHash.hash(file.read(progress.offset - start, at: start)) == progress.markerHash
    }

    /// Goes to a place without acting on what is before it, hashing all of it, so that copies are known later.
    func skip(to offset: Int, in file: OpenFile) {
        var position = progress.offset
        while position < offset {
            let bytes = file.read(min(1 << 20, offset - position), at: position)
            guard !bytes.isEmpty else { break }
            progress.prefixHash = ContentHash.hash(bytes, from: progress.prefixHash)
            progress.line += bytes.count { $0 == 0x0A }
            position += bytes.count
        }
        progress.offset = position
        remember(in: file)
    }

    /// Renews the hashes that the file is known by.
    private func remember(in file: OpenFile) {
        Self.remember(&progress, in: file)
    }

    private static func remember(_ progress: inout FileProgress, in file: OpenFile) {
        if progress.headLength < headBytes {
            let head = file.read(min(headBytes, progress.offset), at: 0)
            progress.headLength = head.count
            progress.headHash = ContentHash.hash(head)
        }
        let start = max(0, progress.offset - markerBytes)
        progress.markerHash = ContentHash.hash(file.read(progress.offset - start, at: start))
    }

    // MARK: - Reading

    /// Reads and scans the next bytes.
    ///
    /// - Parameter isFinal: whether a last line without an end is a line: nothing more will come.
    /// - Returns: nil where there is nothing to act on yet.
    func takeTurn(isFinal: Bool, with scanner: ChunkScanner) -> Turn? {
        guard let file = handle else { return nil }
        var next = progress
        let isConverted = next.encoding.map { $0 != "utf-8" } ?? false
        let quantum = isConverted ? Self.convertedQuantum : Self.quantum
        var bytes = file.read(quantum, at: next.offset)
        guard !bytes.isEmpty else { return nil }
        let isFull = bytes.count == quantum
        if next.offset == 0, let mark = TextEncoding.byteOrderMark(of: bytes) {
            next.encoding = mark.encoding.name
            next.offset = mark.length
            next.prefixHash = ContentHash.hash(bytes[..<mark.length], from: next.prefixHash)
            bytes.removeFirst(mark.length)
        }
        if next.encoding == nil {
            switch EncodingDetector.detect(bytes) {
            case .text(let encoding): next.encoding = encoding.name
            case .ascii: break
            case .binary: return Turn(progress: next, report: BlockReport(), hasMore: false, isBinary: true)
            }
        }
        let encoding = next.encoding.flatMap { TextEncoding(label: $0) } ?? .utf8
        // What was read for UTF-8 and turned out to be another encoding may be too much to convert at once.
        if encoding != .utf8, bytes.count > Self.convertedQuantum { bytes.removeSubrange(Self.convertedQuantum...) }
        let end = Self.endOfLastLine(in: bytes, encoding)
        let taken: Int
        var piece: LinePiece?
        if let end {
            taken = end
            if let start = next.lineStart {
                // The first line end closes the long line; what follows has its turn.
                let first = Self.endOfFirstLine(in: bytes, encoding) ?? end
                return scan(
                    bytes[..<first], file: file, next: next, encoding: encoding,
                    piece: LinePiece(offset: next.offset - start, isLast: true), consumed: first,
                    hasMore: first < bytes.count || isFull, scanner: scanner)
            }
        } else if isFull || bytes.count >= Self.convertedQuantum && encoding != .utf8 {
            let start = next.lineStart ?? next.offset
            next.lineStart = start
            piece = LinePiece(offset: next.offset - start, isLast: false)
            return scan(
                bytes[...], file: file, next: next, encoding: encoding, piece: piece,
                consumed: bytes.count - LinePiece.overlap, hasMore: true, scanner: scanner)
        } else if isFinal {
            taken = bytes.count
            if let start = next.lineStart { piece = LinePiece(offset: next.offset - start, isLast: true) }
        } else {
            return nil
        }
        return scan(
            bytes[..<taken], file: file, next: next, encoding: encoding, piece: piece, consumed: taken,
            hasMore: isFull || taken < bytes.count && isFinal, scanner: scanner)
    }

    private func scan(
        _ bytes: ArraySlice<UInt8>, file: OpenFile, next: FileProgress, encoding: TextEncoding, piece: LinePiece?,
        consumed: Int, hasMore: Bool, scanner: ChunkScanner
    ) -> Turn {
        var next = next
        let offset = next.offset
        var lineStarts: [Int]?
        var text = Array(bytes)
        if encoding != .utf8, let transcoder = Transcoder(from: encoding) {
            lineStarts = Self.lineStarts(in: bytes, encoding).map { offset + $0 }
            text = []
            transcoder.convert(Array(bytes), isLast: true, into: &text)
        }
        let format = chooseFormat(text, &next)
        var report = scanner.scan(
            text, of: SourceReference(source: next.path), format: format, offset: offset, lineStarts: lineStarts,
            piece: piece)
        inherit(&report, text, format, &next)
        let line = next.line
        for index in report.reports.indices {
            report.reports[index].origin.line = report.reports[index].origin.line.map { $0 + line }
        }
        let isLineEnded = piece?.isLast ?? true
        if isLineEnded {
            next.line += max(1, text.count { $0 == 0x0A })
            next.lineStart = nil
        }
        report.bytes = consumed
        next.prefixHash = ContentHash.hash(bytes.prefix(consumed), from: next.prefixHash)
        next.offset = offset + consumed
        Self.remember(&next, in: file)
        return Turn(progress: next, report: report, hasMore: hasMore)
    }

    /// The format is looked for as long as all that came looks like plain lines, and few did.
    private func chooseFormat(_ text: [UInt8], _ next: inout FileProgress) -> any LineFormat {
        let json = JSONLines()
        if let name = next.format, let format = LineFormats.format(named: name, json: json),
            name != PlainLines.name || next.line > 60
        {
            return format
        }
        let format = LineFormats.recognise(head: text.span, json: json)
        next.format = type(of: format).name
        return format
    }

    /// Lines that continue a message whose begin was read earlier are of the same author.
    private func inherit(
        _ report: inout BlockReport, _ text: [UInt8], _ format: any LineFormat, _ next: inout FileProgress
    ) {
        guard format.hasContinuations else { return }
        for index in report.reports.indices
        where report.reports[index].origin.line == 0 && report.reports[index].origin.author == nil {
            report.reports[index].origin.author = next.lastAuthor
            report.reports[index].origin.time = next.lastTime
            report.reports[index].origin.channel = next.lastChannel
        }
        for line in text.split(separator: 0x0A).reversed() {
            let bytes = Array(line)
            guard format.beginsMessage(bytes.span) else { continue }
            let parts = format.parts(of: bytes.span)
            func text(_ range: Range<Int>?) -> String? {
                range.flatMap { $0.isEmpty ? nil : String(decoding: bytes[$0], as: UTF8.self) }
            }
            next.lastAuthor = text(parts?.author)
            next.lastTime = text(parts?.time)
            next.lastChannel = text(parts?.channel)
            return
        }
    }

    // MARK: - Lines in any encoding

    private static func endOfLastLine(in bytes: [UInt8], _ encoding: TextEncoding) -> Int? {
        guard encoding.unitBytes == 2 else { return bytes.lastIndex(of: 0x0A).map { $0 + 1 } }
        return wideLineEnds(in: bytes[...], encoding).last
    }

    private static func endOfFirstLine(in bytes: [UInt8], _ encoding: TextEncoding) -> Int? {
        guard encoding.unitBytes == 2 else { return bytes.firstIndex(of: 0x0A).map { $0 + 1 } }
        return wideLineEnds(in: bytes[...], encoding).first
    }

    private static func lineStarts(in bytes: ArraySlice<UInt8>, _ encoding: TextEncoding) -> [Int] {
        if encoding.unitBytes == 2 { return [0] + wideLineEnds(in: bytes, encoding) }
        return [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 - bytes.startIndex }
    }

    private static func wideLineEnds(in bytes: ArraySlice<UInt8>, _ encoding: TextEncoding) -> [Int] {
        let low = encoding == .utf16BigEndian ? 1 : 0
        return stride(from: 0, to: bytes.count - 1, by: 2).filter { unit in
            bytes[bytes.startIndex + unit + low] == 0x0A && bytes[bytes.startIndex + unit + 1 - low] == 0
        }.map { $0 + 2 }
    }
}
