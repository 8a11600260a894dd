import FenceDecoding
import FenceModel
import FencePipeline

/// The way down into one source: through its containers to the texts in them.
struct Walk: Sendable {
    let options: SourceReader.Options
    let totals: UnpackedTotals
    /// Whether bytes that are no text are a failure: only where the user named the very file.
    let isBinaryFailure: Bool
    /// The source's path, where it can be read again and from any place, as some archives need.
    let path: FilePath?
    let slackFolders: SlackFolders

    /// Sources and records up to this size, in bytes, are read by the workers, side by side.
    static let largestDeferred = 1 << 20
    /// Largest hole at the begin of a text, in bytes; what begins with a larger one is not looked through.
    private static let longestHole = 1 << 30
    /// Largest archive within another that is held in memory, in bytes, where its format must be read from any place.
    private static let largestHeld = 48 << 20

    /// Reads a stream, whatever it is.
    ///
    /// - Returns: whether anything of it was read.
    func read(
        _ stream: any ByteStream, at reference: SourceReference, depth: Int, into feed: any MessageFeed
    ) -> Bool {
        guard !feed.isCancelled else { return true }
        var head: [UInt8] = []
        var rest = stream
        do {
            try stream.fill(TextStream.sampleBytes, into: &head)
        } catch {
            skip(reference, error, into: feed)
            guard !head.isEmpty else { return false }
            // What came before the damage is scanned.
            rest = MemoryStream([])
        }
        let whole = PrefixedStream(head, rest)
        guard let kind = ContainerKind(head: head) else {
            if depth == 0, let channel = SlackNames.channel(of: reference.source) {
                // A day of an export that was unpacked into folders.
                let names = slackFolders.names(forDayAt: reference.source)
                var place = reference
                if !names.isEmpty { place.channel = channel }
                return readText(whole, at: place, declared: nil, names: names, into: feed)
            }
            if options.isMail(head) { return readMail(whole, head: head, at: reference, depth: depth, into: feed) }
            return options.isCrawl(head)
                ? readCrawl(whole, at: reference, depth: depth, into: feed)
                : readText(whole, at: reference, declared: nil, into: feed)
        }
        guard depth < options.limits.nesting else {
            let failure = IngestFailure(.nestingLimit, "more than \(options.limits.nesting) containers within another")
            skip(reference, failure, into: feed)
            return false
        }
        var wasRead = false
        do throws(IngestFailure) {
            switch kind {
            case .compressed(let compression):
                guard let (reader, layers) = try unpacker(of: whole, compression) else { return true }
                let inner = depth + layers
                guard inner <= options.limits.nesting else {
                    throw IngestFailure(.nestingLimit, "more than \(options.limits.nesting) containers within another")
                }
                let member = MemberStream(reader, depth: depth, limits: options.limits, totals: totals)
                return read(member, at: reference, depth: inner, into: feed)
            case .archive(.zip) where OfficeFormats.mayBegin(head):
                return try readOffice(whole, at: reference, depth: depth, into: feed)
            case .archive(let format):
                let reader = try open(whole, format, depth: depth)
                try readMembers(
                    of: reader, isZip: format == .zip, at: reference, depth: depth, wasRead: &wasRead, into: feed)
                return wasRead
            }
        } catch {
            skip(reference, error, into: feed)
            return wasRead
        }
    }

    /// - Returns: nil where nothing is compressed; how many compressions lie around the data.
    private func unpacker(
        of stream: any ByteStream, _ compression: ContainerKind.Compression
    ) throws(IngestFailure) -> (any Unpacker, layers: Int)? {
        if let reader = Decompressor(stream, compression) { return (reader, 1) }
        let reader = try ArchiveReader(stream: stream, compression: compression)
        return try reader.next() == nil ? nil : (reader, max(1, reader.layers))
    }

    private func open(
        _ stream: any ByteStream, _ format: ContainerKind.ArchiveFormat, depth: Int
    ) throws(IngestFailure) -> ArchiveReader {
        if depth == 0, let path { return try ArchiveReader(path: path, format: format) }
        guard format == .sevenZip else { return try ArchiveReader(stream: stream, format: format) }
        // The directory of a 7-Zip archive stands at its end.
        guard let held = try HeldBytes(stream, limit: Self.largestHeld) else {
            throw IngestFailure(.unsupported, "a 7-Zip archive of more than \(Self.largestHeld) bytes within another")
        }
        return try ArchiveReader(held: held, format: format)
    }

    /// Reads a zip archive that may be an office document, which must be read from any place.
    private func readOffice(
        _ stream: any ByteStream, at reference: SourceReference, depth: Int, into feed: any MessageFeed
    ) throws(IngestFailure) -> Bool {
        let ending = EndingStream(stream)
        let open: () throws(IngestFailure) -> ArchiveReader
        if depth == 0, let path {
            open = { () throws(IngestFailure) in try ArchiveReader(path: path, format: .zip) }
        } else {
            guard let held = try HeldBytes(ending, limit: Self.largestHeld) else {
                throw IngestFailure(
                    .unsupported, "an office document of more than \(Self.largestHeld) bytes within another source")
            }
            open = { () throws(IngestFailure) in try ArchiveReader(held: held, format: .zip) }
        }
        var wasRead = false
        if let isRead = try readPackage(at: reference, depth: depth, into: feed, open: open) {
            wasRead = isRead
        } else {
            try readMembers(of: try open(), isZip: true, at: reference, depth: depth, wasRead: &wasRead, into: feed)
        }
        if let failure = ending.failure { skip(reference, failure, into: feed) }
        return wasRead
    }

    /// - Parameter wasRead: set where a member was read, or where there is none.
    private func readMembers(
        of reader: ArchiveReader, isZip: Bool, at reference: SourceReference, depth: Int, wasRead: inout Bool,
        into feed: any MessageFeed
    ) throws(IngestFailure) {
        var isEmpty = true
        var names = SlackNames()
        if depth == 0, let path, isZip { names = SlackNames.inArchive(path, limit: options.limits.entries) }
        while !feed.isCancelled, let member = try reader.next() {
            guard member.isFile else { continue }
            isEmpty = false
            try totals.addEntry(limits: options.limits)
            var place = reference
            place.member = reference.member.map { "\($0)!\(member.name)" } ?? member.name
            guard !member.isEncrypted else {
                skip(place, IngestFailure(.encrypted, "encrypted"), into: feed)
                continue
            }
            let stream = MemberStream(reader, depth: depth, limits: options.limits, totals: totals)
            // Slack's export names its authors in a file of its own, before the channels' folders.
            let isList = names.isEmpty && SlackNames.isUserList(member.name)
            let text = isList ? names.take(from: stream) : stream
            if readMember(text, at: place, depth: depth, names: names, into: feed) { wasRead = true }
            feed.send(.endOfMember)
            // The limit was told where it was reached; later members would each tell it again.
            if totals.isExhausted(options.limits) { return }
        }
        if isEmpty { wasRead = true }
    }

    private func readMember(
        _ stream: any ByteStream, at place: SourceReference, depth: Int, names: SlackNames,
        into feed: any MessageFeed
    ) -> Bool {
        if !names.isEmpty, let channel = SlackNames.channel(of: place.member ?? "") {
            var place = place
            place.channel = channel
            return readText(stream, at: place, declared: nil, names: names, into: feed)
        }
        return inside.read(stream, at: place, depth: depth + 1, into: feed)
    }

    /// The way on into a part of the source.
    var inside: Walk {
        Walk(options: options, totals: totals, isBinaryFailure: false, path: nil, slackFolders: slackFolders)
    }

    /// The way on into a document of several, whose parts are what their content says: only the document was to be read as
    /// a format.
    var insideDocument: Walk {
        var options = options
        options.inputFormat = nil
        return Walk(options: options, totals: totals, isBinaryFailure: false, path: nil, slackFolders: slackFolders)
    }

    // MARK: - Text

    /// Reads text: finds its encoding and its format, and hands on its messages.
    ///
    /// - Parameter declared: encoding that a header named.
    func readText(
        _ stream: any ByteStream, at reference: SourceReference, declared: TextEncoding?,
        names: SlackNames = SlackNames(), into feed: any MessageFeed
    ) -> Bool {
        // What came before damage is read to its last byte.
        let ending = EndingStream(stream)
        var wasRead = false
        do throws(IngestFailure) {
            var head: [UInt8] = []
            let hole = try passHole(of: ending, into: &head)
            let encoding = declared ?? options.encoding ?? HTMLPage.declaredEncoding(in: head)
            let text = try TextStream(PrefixedStream(head, ending), declared: encoding, offset: hole)
            // The head as UTF-8 tells the format; then the text is read from its begin.
            let beginning = try TextStream(MemoryStream(head), declared: encoding)
            var decoded: [UInt8] = []
            // What of it cannot be decoded is told when the text comes to it.
            try? beginning.fill(TextStream.sampleBytes, into: &decoded)
            let name = reference.member ?? reference.source
            switch ChosenFormat(head: decoded, name: name, options: options, totals: totals) {
            case .lines(let format):
                wasRead = true
                try feed.readLines(of: reference, format: format, from: text)
            case .messages(let format):
                // Nobody asked for a format that its content tells: that it holds no message is what it says.
                let hint = FormatHint(head: decoded, name: name)
                wasRead = options.inputFormat == nil || decoded.isEmpty || type(of: format).recognises(hint)
                let batch = MessageBatch(reference: reference, names: names, text: text)
                try readMessages(format, from: text, batch, holdsMessages: &wasRead, into: feed)
            }
            if let failure = ending.failure { skip(reference, failure, into: feed) }
            return wasRead
        } catch {
            // Damage of the stream comes first: a document that ends too early follows from it.
            skip(reference, ending.failure ?? error, into: feed)
            return wasRead
        }
    }

    /// - Parameter holdsMessages: set where a message was found; where it comes as false and none is, that is a failure.
    private func readMessages(
        _ format: any MessageFormat, from text: TextStream, _ batch: MessageBatch, holdsMessages: inout Bool,
        into feed: any MessageFeed
    ) throws(IngestFailure) {
        if let format = format as? any PiecewiseFormat {
            var holds = holdsMessages
            defer { holdsMessages = holds }
            try format.readPieces(from: text) { piece in
                let piece = Piece(piece, batch)
                // Workers say nothing of what they found, so pieces are read here until one holds a message.
                if holds { feed.send(piece) } else { holds = piece.count(into: feed) > 0 }
                return !feed.isCancelled
            }
        } else {
            var batch = batch
            var failure: IngestFailure?
            do throws(IngestFailure) {
                try format.read(from: text) { batch.add($0, to: feed) }
            } catch {
                failure = error
            }
            batch.flush(to: feed)
            if batch.count > 0 { holdsMessages = true }
            if let failure { throw failure }
        }
        guard holdsMessages || feed.isCancelled else {
            throw IngestFailure(.unsupported, "nothing in it is a message of the format '\(type(of: format).name)'")
        }
    }

    /// Reads the first bytes of a text behind the NULs that it may begin with: a log that was cut while its writer went on has
    /// a hole of its former size.
    ///
    /// - Returns: how many bytes the hole has.
    private func passHole(of stream: EndingStream, into head: inout [UInt8]) throws(IngestFailure) -> Int {
        var hole = 0
        while true {
            try stream.fill(TextStream.sampleBytes - head.count, into: &head)
            // Nothing but NULs is no text.
            if hole > 0, head.isEmpty || hole > Self.longestHole {
                throw IngestFailure(.binary, "not text", offset: 0)
            }
            let count = EncodingDetector.leadingHole(of: head)
            if count == 0 { return hole }
            hole += count
            head.removeFirst(count)
        }
    }

    func skip(_ place: SourceReference, _ failure: IngestFailure, into feed: any MessageFeed) {
        let skipped = SkippedSource(
            source: place.source, member: place.member, offset: failure.offset, reason: failure.reason,
            detail: failure.detail)
        feed.send(.skipped(skipped, isFailure: failure.reason != .binary || isBinaryFailure))
    }

    /// Says how many pictures, films, sounds and fonts were not looked at: they belong to what holds them, and are no failure.
    func tellMedia(_ count: Int, of place: SourceReference, into feed: any MessageFeed) {
        guard count > 0 else { return }
        let skipped = SkippedSource(
            source: place.source, member: place.member, reason: .binary,
            detail: "pictures, films, sounds and fonts, which hold no text: \(count)")
        feed.send(.skipped(skipped, isFailure: false))
    }
}
