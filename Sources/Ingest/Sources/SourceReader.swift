package import FenceDecoding
import FenceModel
package import FencePipeline

/// Reads one source, whatever it is packed in and however it is written, into a pipeline.
///
/// Layer by layer: compression, archives and their members, crawl files, text in its encoding, and the format that its
/// content is in. Everything that is not read is handed on as a `skipped` record.
package struct SourceReader: Sendable {
    package struct Options: Sendable {
        package var fields = JSONLines.FieldNames()
        /// Name of the format to read every source as, instead of what its content says.
        package var inputFormat: String?
        /// Encoding of everything that is not valid UTF-8 and has no byte order mark.
        package var encoding: TextEncoding?
        package var limits = IngestLimits()

        package init() {}

        /// Sets the encoding by its name.
        ///
        /// - Returns: false where no encoding of that name can be read.
        package mutating func setEncoding(named name: String) -> Bool {
            encoding = TextEncoding(label: name)
            return encoding != nil
        }
    }

    private static let headBytes = 65_536

    private let options: Options
    private let slackFolders = SlackFolders()

    package init(options: Options) {
        self.options = options
    }

    /// Reads the file to its end and hands everything over, skips included.
    ///
    /// - Parameters:
    ///   - path: `-` is standard input.
    ///   - isNamed: whether the user named the file, rather than a folder that holds it.
    package func read(_ path: FilePath, isNamed: Bool, into feed: Pipeline.Feed) {
        var wasRead = true
        do {
            let reader = path.text == "-" ? FileReader() : try FileReader(path: path)
            let head = try reader.readHead(Self.headBytes, pause: pause)
            guard let read = try read(reader, head: head, path: path, isNamed: isNamed, into: feed) else { return }
            wasRead = read
        } catch {
            wasRead = false
            let reason: SkippedSource.Reason = error.code == .notFound ? .notFound : .unreadable
            let detail = error.cause.map { "\(error.message) (\($0))" } ?? error.message
            feed.send(.skipped(SkippedSource(source: path.text, reason: reason, detail: detail), isFailure: true))
        }
        feed.send(.endOfSource(path.text, wasRead: wasRead))
    }

    /// - Returns: whether the source was read; nil where a worker reads it, and says so.
    func read(
        _ reader: FileReader, head: [UInt8], path: FilePath, isNamed: Bool, into feed: Pipeline.Feed
    ) throws(FencewatchError) -> Bool? {
        let reference = SourceReference(source: path.text)
        // Behind a hole there may be too little of the head to tell a format by.
        if isPlainUTF8(head, isPipe: reader.size == nil), EncodingDetector.leadingHole(of: head) == 0 {
            // The common case goes straight from the file into blocks.
            let start = TextEncoding.byteOrderMark(of: head)?.length ?? 0
            let text = Array(head[start...])
            let totals = UnpackedTotals(packedSize: reader.size == 0 ? nil : reader.size)
            // A pipe whose writer pauses may go on as anything.
            let format = ChosenFormat(
                head: text, name: path.text, options: options, totals: totals, isWhole: !reader.isQuiet(for: 0))
            if case .lines(let format) = format {
                try feed.readLines(of: reference, format: format, offset: start, head: text, from: reader)
                return true
            }
        }
        var bytes = head
        if let size = reader.size, size <= Walk.largestDeferred, ContainerKind(head: head) == nil,
            !options.isCrawl(head), !options.isMail(head)
        {
            // The size may be wrong: the file may have grown, and some of the system's have none.
            while bytes.count <= 2 * Walk.largestDeferred {
                let more = try reader.readSome(Walk.largestDeferred)
                if more.isEmpty {
                    feed.send(
                        SmallSource(
                            bytes: bytes, path: path, isNamed: isNamed, options: options, slackFolders: slackFolders))
                    return nil
                }
                bytes += more
            }
        }
        // Nothing is known of a size that is said to be none.
        let size = reader.size == 0 ? nil : reader.size
        let walk = Walk(
            options: options, totals: UnpackedTotals(packedSize: size), isBinaryFailure: isNamed,
            path: reader.size == nil ? nil : path, slackFolders: slackFolders)
        return walk.read(PrefixedStream(bytes, ReaderStream(reader)), at: reference, depth: 0, into: feed)
    }

    private func isPlainUTF8(_ head: [UInt8], isPipe: Bool) -> Bool {
        guard ContainerKind(head: head) == nil, !options.isCrawl(head), !options.isMail(head) else {
            return false
        }
        if let mark = TextEncoding.byteOrderMark(of: head) { return mark.encoding == .utf8 }
        switch EncodingDetector.detect(head) {
        case .text(.utf8): return true
        // A pipe cannot be looked ahead in; JSON is UTF-8 by its standard (RFC 8259), whatever comes behind the first lines.
        case .ascii: return isPipe && options.encoding == nil && JSONLines(fields: options.fields).isBegun(by: head)
        default: return false
        }
    }

    /// How long a pipe's writer pauses, in milliseconds, before its first lines are taken to tell the format of all.
    ///
    /// - Returns: nil where they do not yet: a document may just have been opened, and plain ASCII tells no encoding.
    private func pause(_ head: [UInt8]) -> Int32? {
        guard isPlainUTF8(head, isPipe: true),
            case .lines(let format) = ChosenFormat(head: head, name: "", options: options, isWhole: false)
        else { return nil }
        if !format.isPlain { return 300 }
        // A banner may stand before a log.
        let first = head.first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? nil : 1_000
    }
}

/// A small file, read by a worker from its encoding on.
private struct SmallSource: DeferredPiece {
    let bytes: [UInt8]
    let path: FilePath
    let isNamed: Bool
    let options: SourceReader.Options
    let slackFolders: SlackFolders

    func read(into feed: any MessageFeed) {
        let walk = Walk(
            options: options, totals: UnpackedTotals(packedSize: bytes.count), isBinaryFailure: isNamed, path: path,
            slackFolders: slackFolders)
        let wasRead = walk.read(MemoryStream(bytes), at: SourceReference(source: path.text), depth: 0, into: feed)
        feed.send(.endOfSource(path.text, wasRead: wasRead))
    }
}

/// How a text is read: in blocks by many workers, or in order by a format that needs to see it whole.
enum ChosenFormat {
    case lines(any LineFormat)
    case messages(any MessageFormat)

    /// - Parameters:
    ///   - head: first bytes of the text, UTF-8, without a byte order mark.
    ///   - totals: what was unpacked of the source so far, where the text is read.
    ///   - isWhole: false where the head is what a writer sent before a pause.
    init(
        head: [UInt8], name: String, options: SourceReader.Options, totals: UnpackedTotals? = nil, isWhole: Bool = true
    ) {
        let budget = UnpackBudget(limits: options.limits, totals: totals)
        let hint = FormatHint(head: head, name: name, budget: budget)
        let json = JSONLines(fields: options.fields)
        if let wanted = options.inputFormat {
            if let format = LineFormats.format(named: wanted, json: json, budget: budget) {
                self = .lines(format)
                return
            }
            if let format = MessageFormats.all.first(where: { $0.name == wanted }) {
                self = .messages(format.init(hint: hint))
                return
            }
        }
        if let format = MessageFormats.all.first(where: { $0.recognises(hint) }) {
            self = .messages(format.init(hint: hint))
        } else {
            self = .lines(LineFormats.recognise(head: head.span, json: json, isWhole: isWhole, budget: budget))
        }
    }
}
