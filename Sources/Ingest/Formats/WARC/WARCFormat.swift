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
        var body: [UInt8]
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
    ///   - record: is handed every document that can be read.
    ///   - skip: is handed what could not.
    func read(record: (Record) -> Void, skip: (IngestFailure) -> Void) {
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
                if let document = document(head, body, offset: offset, skip: skip) { record(document) }
            } catch {
                return skip(error)
            }
        }
    }

    private func document(
        _ head: [String: String], _ body: [UInt8], offset: Int, skip: (IngestFailure) -> Void
    ) -> Record? {
        let address = head["warc-target-uri"].map { $0.trimmingAngles }
        let isHTTP = head["content-type"]?.lowercased().contains("application/http") ?? false
        guard head["warc-type"] == "response", isHTTP || body.starts(with: Array("HTTP/".utf8)) else {
            return Record(address: address, charset: head["content-type"].flatMap(Self.charset), body: body)
        }
        guard let response = HTTPResponse(body) else {
            skip(IngestFailure(.corrupt, "a response without an HTTP head", offset: offset))
            return nil
        }
        let (decoded, failure) = response.decoded(limit: Self.largestRecord)
        if var failure {
            failure.offset = offset
            skip(failure)
        }
        guard !decoded.isEmpty, response.isText else { return nil }
        return Record(address: address, charset: response.headers["content-type"].flatMap(Self.charset), body: decoded)
    }

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

/// A response of HTTP/1 with its body as it was sent.
struct HTTPResponse {
    var headers: [String: String]
    private let body: ArraySlice<UInt8>

    /// - Returns: nil where there is no head.
    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: Array("HTTP/".utf8)) else { return nil }
        let end: (head: Int, body: Int)
        if let found = ByteText.find([0x0D, 0x0A, 0x0D, 0x0A], in: bytes[...]) {
            end = (found, found + 4)
        } else if let found = ByteText.find([0x0A, 0x0A], in: bytes[...]) {
            end = (found, found + 2)
        } else {
            return nil
        }
        headers = HeaderLines.read(bytes[..<end.head])
        body = bytes[end.body...]
    }

    /// Whether the body may be text, as far as the head says: pictures and programs are not looked at.
    var isText: Bool {
        guard let type = headers["content-type"]?.lowercased() else { return true }
        return ![
            "image/", "video/", "audio/", "font/", "application/octet-stream", "application/pdf", "application/zip",
        ]
        .contains { type.hasPrefix($0) }
    }

    /// The body without its transfer and content encodings.
    func decoded(limit: Int) -> (bytes: [UInt8], failure: IngestFailure?) {
        var bytes = Array(body)
        var failure: IngestFailure?
        if headers["transfer-encoding"]?.lowercased().contains("chunked") ?? false {
            // Some crawlers store the body without its chunks and leave the header.
            if let (joined, isWhole) = Self.withoutChunks(body) {
                bytes = joined
                if !isWhole { failure = IngestFailure(.truncated, "a chunked body ends too early") }
            }
        }
        switch headers["content-encoding"]?.lowercased().filter({ $0 != " " }) ?? "" {
        case "", "identity":
            return (bytes, failure)
        case "gzip", "x-gzip", "deflate":
            // Stored decoded, with the header left as it was.
            if bytes.first == UInt8(ascii: "<") { return (bytes, failure) }
            let (inflated, broken) = Inflater.inflate(bytes, limit: limit)
            return (inflated, failure ?? broken)
        case let other:
            return ([], IngestFailure(.unsupported, "content encoding \(other.prefix(20))"))
        }
    }

    /// - Returns: nil where the body does not begin with a chunk; whether the last chunk was there.
    private static func withoutChunks(_ body: ArraySlice<UInt8>) -> (bytes: [UInt8], isWhole: Bool)? {
        var result: [UInt8] = []
        var rest = body
        while let end = rest.firstIndex(of: 0x0A) {
            let line = ByteText.string(ByteText.trimmed(rest[rest.startIndex..<end]))
            guard let size = Int(line.prefix { $0.isHexDigit }, radix: 16) else {
                return result.isEmpty ? nil : (result, false)
            }
            if size == 0 { return (result, true) }
            let start = end + 1
            guard start + size <= rest.endIndex else {
                result += rest[min(start, rest.endIndex)...]
                return (result, false)
            }
            result += rest[start..<start + size]
            rest = rest[(start + size)...]
            if rest.first == 0x0D { rest = rest.dropFirst() }
            if rest.first == 0x0A { rest = rest.dropFirst() }
        }
        return result.isEmpty ? nil : (result, false)
    }
}

/// Named fields, one a line, as HTTP and WARC heads have them.
enum HeaderLines {
    /// Names in lower case; of a repeated field the first counts.
    static func read(_ bytes: ArraySlice<UInt8>) -> [String: String] {
        var fields: [String: String] = [:]
        for line in bytes.split(separator: 0x0A).dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = ByteText.string(ByteText.trimmed(line[line.startIndex..<colon])).lowercased()
            if fields[name] == nil {
                fields[name] = ByteText.string(ByteText.trimmed(line[(colon + 1)...]))
            }
        }
        return fields
    }
}

/// The bytes of a crawl file, record by record.
private struct WARCInput {
    private static let chunkBytes = 262_144
    private static let magic = Array("WARC/".utf8)

    private let stream: any ByteStream
    private var buffer: [UInt8] = []
    private var base = 0
    private var isAtEnd = false

    init(_ stream: any ByteStream) {
        self.stream = stream
    }

    var offset: Int { base }

    private mutating func fill(_ count: Int) throws(IngestFailure) {
        while buffer.count < count, !isAtEnd {
            if try stream.read(max(Self.chunkBytes, count - buffer.count), into: &buffer) == 0 { isAtEnd = true }
        }
    }

    private mutating func drop(_ count: Int) {
        buffer.removeFirst(count)
        base += count
    }

    /// Moves to the next record's first byte; what lies between but for line ends is reported.
    mutating func moveToNextRecord(skip: (IngestFailure) -> Void) throws(IngestFailure) -> Bool {
        var isReported = false
        while true {
            try fill(Self.chunkBytes)
            let spaces = buffer.prefix { $0 == 0x0D || $0 == 0x0A }.count
            if spaces > 0 {
                drop(spaces)
                continue
            }
            if buffer.isEmpty { return false }
            if buffer.starts(with: Self.magic) { return true }
            if !isReported {
                skip(IngestFailure(.corrupt, "bytes that belong to no record", offset: base))
                isReported = true
            }
            if let found = ByteText.find([0x0A] + Self.magic, in: buffer[...]) {
                drop(found + 1)
            } else {
                drop(max(1, buffer.count - Self.magic.count))
                if isAtEnd, buffer.count <= Self.magic.count { return false }
            }
        }
    }

    /// The record's head; nil where it does not end within the limit, and then only its first line is passed.
    mutating func head(limit: Int) throws(IngestFailure) -> [String: String]? {
        try fill(limit)
        let room = buffer.prefix(limit)
        let end: Int
        let length: Int
        if let found = ByteText.find([0x0D, 0x0A, 0x0D, 0x0A], in: room) {
            (end, length) = (found, 4)
        } else if let found = ByteText.find([0x0A, 0x0A], in: room) {
            (end, length) = (found, 2)
        } else {
            drop(min(buffer.count, Self.magic.count))
            return nil
        }
        let fields = HeaderLines.read(buffer[..<end])
        drop(end + length)
        return fields
    }

    mutating func body(_ count: Int) throws(IngestFailure) -> [UInt8] {
        try fill(count)
        let body = Array(buffer.prefix(count))
        drop(body.count)
        return body
    }

    mutating func pass(_ count: Int) throws(IngestFailure) {
        var left = count
        while left > 0 {
            try fill(1)
            guard !buffer.isEmpty else { return }
            let step = min(left, buffer.count)
            drop(step)
            left -= step
        }
    }
}
