import FenceDecoding
import FenceModel

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

    /// The body without its transfer and content encodings; nil where it cannot be decoded or is empty.
    ///
    /// - Parameters:
    ///   - limit: most decoded bytes.
    ///   - limits: how far a body may expand.
    func decoded(limit: Int, limits: IngestLimits) -> (body: (any ByteStream)?, failure: IngestFailure?) {
        var bytes = body
        var failure: IngestFailure?
        if headers["transfer-encoding"]?.lowercased().contains("chunked") ?? false {
            // Some crawlers store the body without its chunks and leave the header.
            if let (joined, isWhole) = Self.withoutChunks(body) {
                bytes = joined[...]
                if !isWhole { failure = IngestFailure(.truncated, "a chunked body ends too early") }
            }
        }
        guard !bytes.isEmpty else { return (nil, failure) }
        let encodings = contentEncodings
        guard let encoding = encodings.first, !Self.isText(bytes) else { return (MemoryStream(Array(bytes)), failure) }
        guard encodings.count == 1, ["gzip", "x-gzip", "deflate"].contains(encoding) else {
            return (nil, IngestFailure(.unsupported, "content encoding \(encodings.joined(separator: ",").prefix(20))"))
        }
        let stream = InflatedStream(bytes, limit: limit, ratio: limits.ratio, ratioFreeBytes: limits.ratioFreeBytes)
        return (stream, failure)
    }

    /// How the body is packed; servers also name charsets here, and that it is not packed at all.
    private var contentEncodings: [String] {
        let names = (headers["content-encoding"] ?? "").lowercased().split { $0 == "," || $0.isWhitespace }.map(
            String.init)
        return names.filter { !["identity", "none", "8bit", "binary"].contains($0) && TextEncoding(label: $0) == nil }
    }

    /// Whether the body is text as it stands: some crawlers store it unpacked, with the header left as it was. What is packed
    /// has control characters near its begin, unless it is very short.
    private static func isText(_ body: ArraySlice<UInt8>) -> Bool {
        (body.count >= 64 || !InflatedStream.hasHeader(body))
            && body.prefix(1_024).allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) || $0 == 0x1B }
    }

    /// - Returns: nil where the body does not begin with a chunk; whether the last chunk was there.
    private static func withoutChunks(_ body: ArraySlice<UInt8>) -> (bytes: [UInt8], isWhole: Bool)? {
        var result: [UInt8] = []
        var rest = body
        while let end = rest.firstIndex(of: 0x0A) {
            let line = ByteText.string(ByteText.trimmed(rest[rest.startIndex..<end]))
            guard let size = Int(line.prefix { $0.isHexDigit }, radix: 16) else {
                return result.isEmpty ? nil : (result + rest, false)
            }
            if size == 0 { return (result, true) }
            let start = end + 1
            // The size is whatever a stranger wrote: nothing is added to it before it is known to fit.
            guard size <= rest.endIndex - start else {
                result += rest[start...]
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
