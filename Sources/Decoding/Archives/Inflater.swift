internal import CZlib
internal import FenceModel

/// Decodes a body whose content encoding is gzip or deflate (RFC 9110, 8.4.1), by zlib.
package enum Inflater {
    /// Decodes a whole body.
    ///
    /// Some servers send deflate without the zlib wrapper that the standard asks for; both are read.
    ///
    /// - Parameter limit: most decoded bytes; what goes beyond is an error.
    /// - Returns: what could be decoded, with the failure that ended it, if one did.
    package static func inflate(_ body: [UInt8], limit: Int) -> (bytes: [UInt8], failure: IngestFailure?) {
        // 15 window bits, plus 32 to tell gzip and zlib by their headers; negative for bare deflate.
        let first = run(body, windowBits: 15 + 32, limit: limit)
        guard first.failure?.reason == .corrupt, first.bytes.isEmpty else { return first }
        return run(body, windowBits: -15, limit: limit)
    }

    private static func run(_ body: [UInt8], windowBits: Int32, limit: Int) -> (bytes: [UInt8], failure: IngestFailure?)
    {
        var stream = z_stream()
        guard fence_inflate_init(&stream, windowBits) == Z_OK else {
            return ([], IngestFailure(.unreadable, "zlib cannot start"))
        }
        defer { inflateEnd(&stream) }
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var input = body
        return input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(clamping: source.count)
            while true {
                let (status, count) = chunk.withUnsafeMutableBufferPointer { room in
                    stream.next_out = room.baseAddress
                    stream.avail_out = UInt32(room.count)
                    let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    return (status, room.count - Int(stream.avail_out))
                }
                result += chunk[..<count]
                if result.count > limit {
                    return (result, IngestFailure(.entrySizeLimit, "the decoded body is larger than \(limit) bytes"))
                }
                switch status {
                case Z_STREAM_END: return (result, nil)
                case Z_OK where stream.avail_in > 0 || count > 0: continue
                case Z_OK, Z_BUF_ERROR: return (result, IngestFailure(.truncated, "the compressed body ends too early"))
                default: return (result, IngestFailure(.corrupt, "the compressed body is damaged"))
                }
            }
        }
    }
}
