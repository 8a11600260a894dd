import FenceDecoding
import FenceModel

/// Crawl files: WARC 1.0 and 1.1 (ISO 28500), and WET, which holds a page's text as `conversion` records.
///
/// Compressed record by record they come here as one stream. A damaged record is reported, and the next one looked for.
struct WARCFormat {
    static let name = "warc"
    static let summary = "WARC 1.0 and 1.1, WET: response, resource and conversion records"

    /// A document of a crawl.
    struct Record {
        /// The address that it was fetched from.
        var address: String?
        /// What the HTTP head says of the encoding.
        var charset: TextEncoding?
        /// Decoded: without transfer and content encodings.
        var body: any ByteStream
    }

    /// A record as it lies in the file; what it says is read where its messages are scanned.
    struct RawRecord: Sendable {
        var head: [String: String]
        var body: [UInt8]
        var offset: Int
    }

    /// Largest record that is read, in bytes; a larger one is a `skipped` record.
    private static let largestRecord = 64 << 20
    private static let longestHead = 65_536

    static func recognises(_ head: [UInt8]) -> Bool {
        head.starts(with: Array("WARC/1.".utf8)) || head.starts(with: Array("WARC/0.".utf8))
    }

    private let stream: any ByteStream

    init(stream: any ByteStream) {
        self.stream = stream
    }

    /// Reads every record.
    ///
    /// - Parameters:
    ///   - record: is handed every record that may hold a document; false says that no more is wanted.
    ///   - skip: is handed what could not.
    func read(record: (RawRecord) -> Bool, skip: (IngestFailure) -> Void) {
        var input = WARCInput(stream)
        while true {
            do {
                guard try input.moveToNextRecord(skip: skip) else { return }
                let offset = input.offset
                guard let head = try input.head(limit: Self.longestHead) else {
                    skip(IngestFailure(.corrupt, "a record's head does not end", offset: offset))
                    continue
                }
                guard let length = head["content-length"].flatMap({ Int($0) }), length >= 0 else {
                    skip(IngestFailure(.corrupt, "a record does not say its length", offset: offset))
                    continue
                }
                guard ["response", "resource", "conversion"].contains(head["warc-type"] ?? "") else {
                    try input.pass(length)
                    continue
                }
                guard length <= Self.largestRecord else {
                    skip(IngestFailure(.entrySizeLimit, "a record of \(length) bytes", offset: offset))
                    try input.pass(length)
                    continue
                }
                let body = try input.body(length)
                if body.count < length {
                    skip(IngestFailure(.truncated, "the last record ends too early", offset: offset))
                }
                guard record(RawRecord(head: head, body: body, offset: offset)) else { return }
            } catch {
                return skip(error)
            }
        }
    }

    /// The document of a record.
    ///
    /// - Returns: nil where it holds none; `skip` is told what could not be read.
    static func document(
        of raw: RawRecord, limits: IngestLimits = IngestLimits(), skip: (IngestFailure) -> Void
    ) -> Record? {
        let head = raw.head
        let address = head["warc-target-uri"].map { $0.trimmingAngles }
        let isHTTP = head["content-type"]?.lowercased().contains("application/http") ?? false
        guard head["warc-type"] == "response", isHTTP || raw.body.starts(with: Array("HTTP/".utf8)) else {
            return Record(
                address: address, charset: head["content-type"].flatMap(charset), body: MemoryStream(raw.body))
        }
        guard let response = HTTPResponse(raw.body) else {
            skip(IngestFailure(.corrupt, "a response without an HTTP head", offset: raw.offset))
            return nil
        }
        let (body, failure) = response.decoded(limit: min(largestRecord, limits.entryBytes), limits: limits)
        if var failure {
            failure.offset = raw.offset
            skip(failure)
        }
        return body.map {
            Record(address: address, charset: response.headers["content-type"].flatMap(charset), body: $0)
        }
    }

    /// What a record's payload is, as far as its heads say.
    enum Payload {
        case text
        /// A picture, a film, a sound or a font.
        case media
        /// An archive, a document, a program: its bytes tell.
        case other
    }

    /// Told without reading more than the heads: it is asked of every record of a crawl, by the one thread that reads it.
    static func payload(of raw: RawRecord) -> Payload {
        let isResponse = raw.head["warc-type"] == "response" && raw.body.starts(with: "HTTP/".utf8)
        let body = raw.body[...]
        let type = isResponse ? HeaderLines.value(of: "content-type", in: body) : raw.head["content-type"]
        let kind = type.map { $0.lowercased() } ?? "text/"
        if mediaTypes.contains(where: kind.hasPrefix) { return .media }
        guard kind.hasPrefix("text/") || textTypes.contains(where: kind.contains) else { return .other }
        // What calls itself text may be an archive, where it is not packed for the way.
        if isResponse, HeaderLines.value(of: "content-encoding", in: body) != nil { return .text }
        let start =
            isResponse ? ByteText.find([0x0D, 0x0A, 0x0D, 0x0A], in: body.prefix(longestHead)).map { $0 + 4 } : 0
        return start.flatMap { ContainerKind(head: Array(body[$0...].prefix(ContainerKind.headBytes))) } == nil
            ? .text : .other
    }

    private static let mediaTypes = ["image/", "video/", "audio/", "font/", "application/font-", "application/x-font-"]
    private static let textTypes = ["html", "xml", "json", "javascript", "x-www-form-urlencoded"]

    static func charset(inContentType type: String) -> TextEncoding? {
        guard let range = type.lowercased().firstRange(of: "charset=") else { return nil }
        let label = type[range.upperBound...].drop { $0 == "\"" || $0 == "'" }
            .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        return TextEncoding(label: String(label))
    }
}

extension String {
    /// Some crawlers put an address in angle brackets, as an early draft had it.
    fileprivate var trimmingAngles: String {
        hasPrefix("<") && hasSuffix(">") ? String(dropFirst().dropLast()) : self
    }
}
