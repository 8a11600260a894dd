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
    /// Bytes beyond ASCII from which on a guess at the encoding is not made again.
    private static let tellingBytes = 64
    static let headBytes = 1_024
    /// Bytes before the offset that are looked at to see that the file was not rewritten. The longer, the less can lines that
    /// end alike pass for one another.
    static let markerBytes = 4_096
    /// Files that were read no further than this are compared whole when a run begins.
    private static let wholeCheckBytes = 1 << 20
    /// What is skipped and no longer than this is counted at once; the end of the last line was looked for in as much.
    static let countedAtOnce = 65_536

    var progress: FileProgress
    /// Where the file is now; nil once it has no name that is followed.
    var currentPath: String?
    /// Set while the file is open; a few hundred are at a time.
    var handle: (any FileBytes)? {
        didSet { openFiles.count += (handle == nil ? 0 : 1) - (oldValue == nil ? 0 : 1) }
    }
    /// When it was last used, for closing those that are not.
    var lastUse = 0
    /// Size and time when it was last looked at.
    var lastSize = -1
    var lastModified = 0
    /// When the file was renamed, deleted or replaced; seconds on a steady clock.
    var rotatedAt: Double?
    /// When bytes were last read.
    var lastGrowth = 0.0
    /// Whether it holds nothing that is to be read: no text, or compressed text that is done with.
    var isPassedOver = false
    /// Set while the file holds what another holds: a copy, or one in the making. It waits until they part.
    var copy: Copy?
    /// Whether it is known to be a log of its own, or what it is a copy of.
    var isJudged = false
    /// Whether it is a compressed log that is being read: its progress is that of the log that was compressed.
    var isCompressed: Bool { handle is DecompressedFile }
    /// Set while a compressed log is looked through that may hold the rest of it: it is not read meanwhile.
    var isFrozen = false
    /// What of the command line it belongs to.
    var group = 0
    /// Places that were read to lately: a copy may end at any of them.
    private(set) var marks: [Mark] = []

    /// Where the file ends behind less than a character, which a last turn cannot read; nil where it is not known to.
    private(set) var deadEnd: Int?

    /// How far what was skipped is counted.
    private var counted: (offset: Int, hash: UInt64, line: Int)?

    private let openFiles: OpenFiles

    /// Whether it was said that its encoding cannot be read here.
    var saidNoConverter = false

    /// How many files are open.
    final class OpenFiles: @unchecked Sendable {
        var count = 0
    }

    struct Copy {
        var original: TailedFile
        /// Size up to which both were the same.
        var confirmed: Int
    }

    /// A place, and the hash of everything before it.
    struct Mark: Sendable {
        var offset: Int
        var hash: UInt64
        var line: Int
        var time: Double
    }

    init(progress: FileProgress, path: String, openFiles: OpenFiles) {
        self.progress = progress
        self.openFiles = openFiles
        currentPath = path
        isJudged = progress.offset > 0
    }

    deinit {
        if handle != nil { openFiles.count -= 1 }
    }

    /// Takes over what a turn came to.
    func advance(to progress: FileProgress, now: Double) {
        self.progress = progress
        lastGrowth = now
        deadEnd = nil
        if now - (marks.last?.time ?? 0) >= 0.25 {
            marks.append(Mark(offset: progress.offset, hash: progress.prefixHash, line: progress.line, time: now))
            if marks.count > 16 { marks.removeFirst() }
        }
    }

    func forgetMarks() {
        marks.removeAll()
    }

    /// What was read and found in one turn.
    struct Turn: Sendable {
        var progress: FileProgress
        var report: BlockReport
        /// Whether bytes are left to read now.
        var hasMore: Bool
        var isBinary = false
        /// Why the text was read as it stands: nothing converts it.
        var noConverter: String?
    }

    /// Opens the file where it is not open.
    func open() -> (any FileBytes)? {
        if let handle { return handle }
        guard let path = currentPath, let opened = try? OpenFile(path: path), let status = opened.status,
            status.device == progress.device, status.inode == progress.inode
        else { return nil }
        handle = opened
        return opened
    }

    // MARK: - Identity

    /// Whether the file still begins as it did and still holds, before the offset, what was read there.
    static func isContinued(_ progress: FileProgress, in file: any FileBytes, size: Int) -> Bool {
        guard size >= progress.offset, size >= progress.headLength else { return false }
        guard hasHead(progress, in: file) else { return false }
        if progress.offset <= wholeCheckBytes, !progress.isUncounted {
            return ContentHash.hash(file.read(progress.offset, at: 0)) == progress.prefixHash
        }
        return isMarkerThere(progress, in: file)
    }

    static func isMarkerThere(_ progress: FileProgress, in file: any FileBytes) -> Bool {
        let start = progress.offset - progress.markerLength
        return ContentHash.hash(file.read(progress.markerLength, at: start)) == progress.markerHash
    }

    /// Whether the file, where it is open or has a name, still holds what was read.
    func isIntact() -> Bool {
        guard let file = open(), let status = file.status else { return false }
        return status.size >= progress.offset && Self.isMarkerThere(progress, in: file)
    }

    /// Goes to a place without acting on what is before it. That is hashed, so that copies are known later: at once where it is
    /// little, else by `countOn`.
    func skip(to offset: Int, in file: any FileBytes) {
        if offset - progress.offset > Self.countedAtOnce {
            progress.offset = offset
            progress.prefixHash = ContentHash.start
            progress.line = 0
            counted = nil
        } else {
            let bytes = file.read(offset - progress.offset, at: progress.offset)
            progress.prefixHash = ContentHash.hash(bytes, from: progress.prefixHash)
            progress.line += lines(in: bytes)
            progress.offset += bytes.count
        }
        Self.remember(&progress, in: file)
    }

    /// Reads on in what was skipped.
    ///
    /// - Returns: whether all of it was; nil where it is no longer there.
    func countOn(in file: any FileBytes) -> Bool? {
        var (position, hash, line) = counted ?? (0, ContentHash.start, 1)
        let bytes = file.read(min(1 << 20, progress.offset - position), at: position)
        position += bytes.count
        hash = ContentHash.hash(bytes, from: hash)
        line += lines(in: bytes)
        guard position == progress.offset || bytes.isEmpty else {
            counted = (position, hash, line)
            return false
        }
        counted = nil
        if let size = file.status?.size {
            guard size >= progress.offset, Self.isMarkerThere(progress, in: file) else { return nil }
        }
        // Where the disk gives no more of it, a copy would not be known, but it is read on.
        progress.prefixHash = hash
        progress.line = line
        return true
    }

    /// How many lines end in bytes that begin with a character.
    private func lines(in bytes: [UInt8]) -> Int {
        let encoding = Self.encoding(named: progress.encoding)
        guard encoding.unitBytes > 1 else { return bytes.count { $0 == 0x0A } }
        return LineCut(encoding: encoding).lineStarts(in: bytes[...]).count - 1
    }

    /// The end of the last whole line before a size, in the file's own encoding, which it takes note of.
    func endOfLastLine(in file: any FileBytes, size: Int) -> Int {
        let head = file.read(65_536, at: 0)
        var start = 0
        if let mark = TextEncoding.byteOrderMark(of: head) {
            progress.encoding = mark.encoding.name
            start = mark.length
        } else if case .text(let encoding) = EncodingDetector.detect(head), encoding.unitBytes > 1 {
            progress.encoding = encoding.name
        }
        let encoding = Self.encoding(named: progress.encoding)
        let cut = LineCut(encoding: encoding)
        var end = size - (size - start) % encoding.unitBytes
        while end > start {
            // A multiple of four, so that no unit is cut.
            let begin = max(start, end - 65_536)
            if let last = cut.endOfLastLine(in: file.read(end - begin, at: begin)) { return begin + last }
            end = begin
        }
        return start
    }

    /// Takes note of how a file begins.
    static func noteHead(_ progress: inout FileProgress, in file: any FileBytes) {
        let head = file.read(headBytes, at: 0)
        progress.headLength = head.count
        progress.headHash = ContentHash.hash(head)
    }

    static func hasHead(_ progress: FileProgress, in file: any FileBytes) -> Bool {
        let head = file.read(progress.headLength, at: 0)
        return head.count == progress.headLength && ContentHash.hash(head) == progress.headHash
    }

    private static func remember(_ progress: inout FileProgress, in file: any FileBytes) {
        if progress.headLength < headBytes {
            let head = file.read(min(headBytes, progress.offset), at: 0)
            progress.headLength = head.count
            progress.headHash = ContentHash.hash(head)
        }
        progress.markerLength = min(progress.offset, markerBytes)
        progress.markerHash = ContentHash.hash(
            file.read(progress.markerLength, at: progress.offset - progress.markerLength))
    }

    // MARK: - Reading

    /// Reads and scans the next bytes.
    ///
    /// - Parameters:
    ///   - isFinal: whether a last line without an end is a line: nothing more will come.
    ///   - budget: bytes that are enough for one turn; a line is never cut for it.
    /// - Returns: nil where there is nothing to act on yet.
    func takeTurn(isFinal: Bool, budget: Int, with scanner: ChunkScanner) -> Turn? {
        guard let file = handle else { return nil }
        deadEnd = nil
        var next = progress
        let isConverted = next.encoding.map { $0 != "utf-8" } ?? false
        let quantum = isConverted ? Self.convertedQuantum : Self.quantum
        var bytes = file.read(quantum, at: next.offset)
        guard !bytes.isEmpty else { return nil }
        var isFull = bytes.count == quantum
        if next.offset == 0, let mark = TextEncoding.byteOrderMark(of: bytes) {
            next.encoding = mark.encoding.name
            next.offset = mark.length
            next.prefixHash = ContentHash.hash(bytes[..<mark.length], from: next.prefixHash)
            bytes.removeFirst(mark.length)
        }
        let holes = Self.hole(at: bytes, next.encoding)
        if holes > 0 {
            // A writer that goes on behind what was cut leaves a hole, and a crash may: nothing was written there.
            next.prefixHash = ContentHash.hash(bytes[..<holes], from: next.prefixHash)
            next.offset += holes
            bytes.removeFirst(holes)
            if bytes.isEmpty {
                Self.remember(&next, in: file)
                return Turn(progress: next, report: BlockReport(), hasMore: isFull)
            }
            if isFull {
                // What is left may be too little to be a piece of a long line.
                bytes = file.read(quantum, at: next.offset)
                isFull = bytes.count == quantum
            }
        }
        var encoding = Self.encoding(named: next.encoding)
        if next.encoding == nil {
            switch EncodingDetector.detect(bytes) {
            case .text(let found):
                encoding = found
                // A few characters may be anything; the answer stands once there are more.
                let isSure = found == .utf8 || found.unitBytes > 1 || bytes.count { $0 >= 0x80 } >= Self.tellingBytes
                if isSure { next.encoding = found.name }
            case .ascii: break
            case .binary:
                // A file that began as text stays text, whatever stands in it.
                if progress.offset == 0 {
                    return Turn(progress: next, report: BlockReport(), hasMore: false, isBinary: true)
                }
            }
        }
        // What was read for UTF-8 and turned out to be another encoding may be too much to convert at once.
        let isTrimmed = encoding != .utf8 && bytes.count > Self.convertedQuantum
        if isTrimmed { bytes.removeSubrange(Self.convertedQuantum...) }
        if isTrimmed { isFull = true }
        let cut = LineCut(encoding: encoding)
        let end = cut.endOfLastLine(in: bytes)
        let taken: Int
        var piece: LinePiece?
        if let end {
            taken = end > budget ? cut.endOfLine(in: bytes, near: budget) : end
            if taken < end { isFull = true }
            if let start = next.lineStart {
                // The first line end closes the long line; what follows has its turn.
                let first = cut.endOfFirstLine(in: bytes) ?? end
                return scan(
                    bytes[..<first], file: file, next: next, encoding: encoding,
                    piece: LinePiece(offset: next.offset - start, isLast: true), consumed: first,
                    hasMore: first < bytes.count || isFull, scanner: scanner)
            }
        } else if isFull || bytes.count >= Self.convertedQuantum && encoding != .utf8 {
            let start = next.lineStart ?? next.offset
            next.lineStart = start
            let (end, behind) = cut.piece(of: bytes)
            return scan(
                bytes[..<end], file: file, next: next, encoding: encoding,
                piece: LinePiece(offset: next.offset - start, isLast: false), consumed: behind, hasMore: true,
                scanner: scanner)
        } else if isFinal {
            // A part of a unit would shift all that comes behind it.
            taken = bytes.count - bytes.count % encoding.unitBytes
            guard taken > 0 else {
                deadEnd = next.offset + bytes.count
                return nil
            }
            if let start = next.lineStart { piece = LinePiece(offset: next.offset - start, isLast: true) }
        } else {
            return nil
        }
        return scan(
            bytes[..<taken], file: file, next: next, encoding: encoding, piece: piece, consumed: taken,
            hasMore: isFull || taken < bytes.count && isFinal && end != nil, scanner: scanner)
    }

    private func scan(
        _ bytes: ArraySlice<UInt8>, file: any FileBytes, next: FileProgress, encoding: TextEncoding, piece: LinePiece?,
        consumed: Int, hasMore: Bool, scanner: ChunkScanner
    ) -> Turn {
        var next = next
        var piece = piece
        let offset = next.offset
        var lineStarts: [Int]?
        var text = Array(bytes)
        piece?.shared = bytes.count - consumed
        var noConverter: String?
        if encoding == .utf8 {
            // As it stands.
        } else if let transcoder = Transcoder(from: encoding) {
            var starts = LineCut(encoding: encoding).lineStarts(in: bytes).map { offset + $0 }
            if let start = next.lineStart { starts[0] = start }
            lineStarts = starts
            text = []
            transcoder.convert(Array(bytes.prefix(consumed)), isLast: false, into: &text)
            let shared = text.count
            transcoder.convert(Array(bytes.dropFirst(consumed)), isLast: true, into: &text)
            piece?.shared = text.count - shared
        } else {
            noConverter = encoding.withoutConverter
        }
        let format = chooseFormat(text, &next)
        var report = scanner.scan(
            text, of: SourceReference(source: next.path), format: format, offset: offset, lineStarts: lineStarts,
            piece: piece)
        inherit(&report, text, format, &next, scanner)
        let line = next.line
        for index in report.reports.indices {
            report.reports[index].count(linesFrom: line)
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
        return Turn(progress: next, report: report, hasMore: hasMore, noConverter: noConverter)
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
        _ report: inout BlockReport, _ text: [UInt8], _ format: any LineFormat, _ next: inout FileProgress,
        _ scanner: ChunkScanner
    ) {
        guard format.hasContinuations else { return }
        for index in report.reports.indices
        where report.reports[index].origin.line == 0 && report.reports[index].origin.author == nil {
            report.reports[index].origin.author = next.lastAuthor
            report.reports[index].origin.time = next.lastTime
            report.reports[index].origin.channel = next.lastChannel
        }
        var end = text.count
        while end > 0 {
            let start = text[..<end].dropLast().lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            let bytes = Array(text[start..<end].last == 0x0A ? text[start..<(end - 1)] : text[start..<end])
            end = start
            guard format.beginsMessage(bytes.span) else { continue }
            let parts = format.parts(of: bytes.span)
            func written(_ range: Range<Int>?) -> String? {
                range.flatMap { $0.isEmpty ? nil : String(decoding: bytes[$0], as: UTF8.self) }
            }
            next.lastAuthor = written(parts?.author).map(scanner.shown(name:))
            next.lastTime = written(parts?.time)
            next.lastChannel = written(parts?.channel).map(scanner.shown(name:))
            return
        }
    }

    /// The encoding of that name, even where this system knows it no more; UTF-8 as long as none was found.
    private static func encoding(named name: String?) -> TextEncoding {
        name.map { TextEncoding(label: $0) ?? .other($0) } ?? .utf8
    }

    /// Length of a run of NULs at the begin of text; one or two may be half a character of two bytes.
    private static func hole(at bytes: [UInt8], _ encoding: String?) -> Int {
        guard Self.encoding(named: encoding).unitBytes == 1 else { return 0 }
        let count = bytes.prefix { $0 == 0 }.count
        return count >= 4 ? count : 0
    }
}
