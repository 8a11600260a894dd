import FenceDecoding
import FenceModel
import FencePipeline

extension Walk {
    /// Reads a crawl file, record by record.
    func readCrawl(
        _ stream: any ByteStream, at reference: SourceReference, depth: Int, into feed: any MessageFeed
    ) -> Bool {
        let ending = EndingStream(stream)
        var media = 0
        let walk = insideDocument
        WARCFormat(stream: ending).read(
            record: { record in
                let crawled = CrawledRecord(walk: walk, reference: reference, depth: depth, record: record)
                switch WARCFormat.payload(of: record) {
                case .media: media += 1
                case .text where record.body.count <= Self.largestDeferred: feed.send(crawled)
                // What an archive unpacks to is not held until it is its turn.
                case .text, .other: crawled.read(into: feed)
                }
                // A limit was told where it was reached; later records would each tell it again.
                return !feed.isCancelled && !totals.isExhausted(options.limits)
            },
            skip: { failure in
                // What is missing of the last record where the source ends too early is the same damage, told below.
                if ending.failure != nil, failure.reason == .truncated || failure.reason == .corrupt { return }
                skip(reference, failure, into: feed)
            })
        if let failure = ending.failure { skip(reference, failure, into: feed) }
        tellMedia(media, of: reference, into: feed)
        return true
    }
}

extension SourceReader.Options {
    /// Whether a source is read as a crawl file: by its first bytes, or because all is to be.
    func isCrawl(_ head: [UInt8]) -> Bool {
        inputFormat.map { $0 == WARCFormat.name } ?? WARCFormat.recognises(head)
    }
}

/// A record of a crawl, with the file it lies in.
///
/// Records are unpacked side by side: which of them comes to a limit of the source as a whole may be another at every run.
private struct CrawledRecord: DeferredPiece {
    let walk: Walk
    let reference: SourceReference
    let depth: Int
    let record: WARCFormat.RawRecord

    func read(into feed: any MessageFeed) {
        let limits = walk.options.limits
        guard
            let document = WARCFormat.document(
                of: record, limits: limits, skip: { walk.skip(reference, $0, into: feed) })
        else { return }
        var place = SourceReference(source: reference.source, member: reference.member, channel: document.address)
        var body = document.body
        if let packed = body as? InflatedStream {
            body = CrawledBody(packed, depth: depth, limits: limits, totals: walk.totals)
        }
        var head: [UInt8] = []
        var rest = body
        do throws(IngestFailure) {
            try body.fill(TextStream.sampleBytes, into: &head)
        } catch {
            rest = FailedStream(error)
        }
        let whole = PrefixedStream(head, rest)
        if ContainerKind(head: head) != nil || walk.options.isMail(head) {
            // Its members are told apart by the address they came from.
            let address = document.address ?? "\(record.offset)"
            place.member = reference.member.map { "\($0)!\(address)" } ?? address
            _ = walk.read(whole, at: place, depth: depth + 1, into: feed)
        } else if isBinary(head, declared: document.charset) {
            walk.skip(reference, IngestFailure(.binary, "a payload that is no text", offset: record.offset), into: feed)
        } else {
            _ = walk.readText(whole, at: place, declared: document.charset, into: feed)
        }
        feed.send(.endOfMember)
    }

    /// Whether a text of these bytes would be refused; what shows that it might be is looked for first.
    private func isBinary(_ head: [UInt8], declared: TextEncoding?) -> Bool {
        guard (declared?.unitBytes ?? 1) == 1, head.contains(0) || head.starts(with: "%PDF-".utf8) else { return false }
        return EncodingDetector.detect(head) == .binary
    }
}
