import FenceDecoding
import FenceModel
import FencePipeline

/// The way down into one source: through its containers to the texts in them.
struct Walk {
    let options: SourceReader.Options
    let totals: UnpackedTotals
    /// Whether bytes that are no text are a failure: only where the user named the very file.
    let isBinaryFailure: Bool
    /// The source's path, where it can be read again and from any place, as some archives need.
    let path: String?

    /// Reads a stream, whatever it is.
    ///
    /// - Returns: whether anything of it was read.
    func read(
        _ stream: any ByteStream, at reference: SourceReference, depth: Int, into feed: borrowing Pipeline.Feed
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
            return WARCFormat.recognises(head)
                ? readCrawl(whole, at: reference, into: feed)
                : readText(whole, at: reference, declared: nil, into: feed)
        }
        guard depth < options.limits.nesting else {
            let failure = IngestFailure(.nestingLimit, "more than \(options.limits.nesting) containers within another")
            skip(reference, failure, into: feed)
            return false
        }
        do {
            switch kind {
            case .compressed(let compression):
                let reader = try ArchiveReader(stream: whole, compression: compression)
                guard try reader.next() != nil else { return true }
                let member = MemberStream(reader, limits: options.limits, totals: totals)
                return read(member, at: reference, depth: depth + 1, into: feed)
            case .archive(let format):
                let reader =
                    if depth == 0, let path { try ArchiveReader(path: path, format: format) } else {
                        try ArchiveReader(stream: whole, format: format)
                    }
                try readMembers(of: reader, at: reference, depth: depth, into: feed)
                return true
            }
        } catch {
            skip(reference, error, into: feed)
            return false
        }
    }

    private func readMembers(
        of reader: ArchiveReader, at reference: SourceReference, depth: Int, into feed: borrowing Pipeline.Feed
    ) throws(IngestFailure) {
        var names = SlackNames()
        while !feed.isCancelled, let member = try reader.next() {
            guard member.isFile else { continue }
            totals.entries += 1
            guard totals.entries <= options.limits.entries else {
                throw IngestFailure(.entryLimit, "more than \(options.limits.entries) members")
            }
            var place = reference
            place.member = reference.member.map { "\($0)!\(member.name)" } ?? member.name
            guard !member.isEncrypted else {
                skip(place, IngestFailure(.encrypted, "encrypted"), into: feed)
                continue
            }
            let stream = MemberStream(reader, limits: options.limits, totals: totals)
            if SlackNames.isUserList(member.name) {
                // Slack's export names its authors in a file of its own, before the channels' folders.
                let bytes = names.take(from: stream)
                _ = readMember(MemoryStream(bytes), at: place, depth: depth, names: names, into: feed)
            } else {
                _ = readMember(stream, at: place, depth: depth, names: names, into: feed)
            }
            feed.send(.endOfMember)
        }
    }

    private func readMember(
        _ stream: any ByteStream, at place: SourceReference, depth: Int, names: SlackNames,
        into feed: borrowing Pipeline.Feed
    ) -> Bool {
        if !names.isEmpty, let channel = SlackNames.channel(of: place.member ?? "") {
            var place = place
            place.channel = channel
            return readText(stream, at: place, declared: nil, names: names, into: feed)
        }
        return Walk(options: options, totals: totals, isBinaryFailure: false, path: nil)
            .read(stream, at: place, depth: depth + 1, into: feed)
    }

    // MARK: - Text

    /// Reads text: finds its encoding and its format, and hands on its messages.
    ///
    /// - Parameter declared: encoding that a header named.
    func readText(
        _ stream: any ByteStream, at reference: SourceReference, declared: TextEncoding?,
        names: SlackNames = SlackNames(), into feed: borrowing Pipeline.Feed
    ) -> Bool {
        do throws(IngestFailure) {
            var head: [UInt8] = []
            try stream.fill(TextStream.sampleBytes, into: &head)
            let encoding = declared ?? options.encoding ?? HTMLPage.declaredEncoding(in: head)
            let text = try TextStream(PrefixedStream(head, stream), declared: encoding)
            // The head as UTF-8 tells the format; then the text is read from its begin.
            let beginning = try TextStream(MemoryStream(head), declared: encoding)
            var decoded: [UInt8] = []
            try beginning.fill(TextStream.sampleBytes, into: &decoded)
            let name = reference.member ?? reference.source
            switch ChosenFormat(head: decoded, name: name, options: options) {
            case .lines(let format):
                try feed.readLines(of: reference, format: format, from: text)
            case .messages(let format):
                var batch = MessageBatch(reference: reference, names: names, text: text)
                var failure: IngestFailure?
                do throws(IngestFailure) {
                    try format.read(from: text) { batch.add($0, to: feed) }
                } catch {
                    failure = error
                }
                batch.flush(to: feed)
                if let failure { throw failure }
            }
            return true
        } catch {
            skip(reference, error, into: feed)
            return error.reason != .binary
        }
    }

    private func readCrawl(
        _ stream: any ByteStream, at reference: SourceReference, into feed: borrowing Pipeline.Feed
    ) -> Bool {
        WARCFormat(stream: stream).read(
            record: { record in
                _ = readText(
                    MemoryStream(record.body),
                    at: SourceReference(
                        source: reference.source, member: reference.member, channel: record.address),
                    declared: record.charset, into: feed)
                feed.send(.endOfMember)
            },
            skip: { skip(reference, $0, into: feed) })
        return true
    }

    func skip(_ place: SourceReference, _ failure: IngestFailure, into feed: borrowing Pipeline.Feed) {
        let skipped = SkippedSource(
            source: place.source, member: place.member, offset: failure.offset, reason: failure.reason,
            detail: failure.detail)
        feed.send(.skipped(skipped, isFailure: failure.reason != .binary || isBinaryFailure))
    }
}

/// Messages on their way to the workers, some hundred at a time.
private struct MessageBatch {
    private static let longest = 512
    private static let mostBytes = 262_144

    let reference: SourceReference
    let names: SlackNames
    let text: TextStream
    private var records: [Pipeline.IngestedRecord] = []
    private var bytes = 0

    init(reference: SourceReference, names: SlackNames, text: TextStream) {
        self.reference = reference
        self.names = names
        self.text = text
    }

    /// - Returns: false where the consumer wants no more.
    mutating func add(_ message: IngestedMessage, to feed: borrowing Pipeline.Feed) -> Bool {
        var parts = DecodedParts(text: message.text)
        parts.author = message.author.map { names.name(of: $0) ?? $0 }
        parts.channel = message.channel
        parts.time = message.time
        // Where the text was converted, places in it are not places in the source.
        let isVerbatim = text.isVerbatim || text.encoding == nil
        let offset = message.offset.map { $0 + text.startOffset }
        records.append(
            Pipeline.IngestedRecord(parts: parts, line: message.line, offset: isVerbatim ? offset : nil))
        bytes += message.text.count
        if records.count >= Self.longest || bytes >= Self.mostBytes { flush(to: feed) }
        return !feed.isCancelled
    }

    mutating func flush(to feed: borrowing Pipeline.Feed) {
        guard !records.isEmpty else { return }
        feed.send(records, of: reference)
        records.removeAll()
        bytes = 0
    }
}
