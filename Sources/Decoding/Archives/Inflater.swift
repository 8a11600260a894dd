internal import FenceModel

/// Decodes a body whose content encoding is gzip or deflate (RFC 9110, 8.4.1), by zlib.
package enum Inflater {
    /// Decodes a whole body.
    ///
    /// Some servers send deflate without the zlib wrapper that the standard asks for; both are read.
    ///
    /// - Parameters:
    ///   - limit: most decoded bytes; what goes beyond is an error.
    ///   - ratio: most decoded bytes for each of the body's; counted behind `ratioFreeBytes`.
    /// - Returns: what could be decoded, with the failure that ended it, if one did.
    package static func inflate(
        _ body: [UInt8], limit: Int, ratio: Int, ratioFreeBytes: Int
    ) -> (bytes: [UInt8], failure: IngestFailure?) {
        let stream = InflatedStream(body[...], limit: limit, ratio: ratio, ratioFreeBytes: ratioFreeBytes)
        var result: [UInt8] = []
        do throws(IngestFailure) {
            while try stream.read(65_536, into: &result) > 0 {}
            return (result, nil)
        } catch {
            return (result, error)
        }
    }
}

/// A body in gzip, zlib or bare deflate, decoded as it is read.
package final class InflatedStream: ByteStream {
    private var body: ArraySlice<UInt8>
    private let limit: Int
    private let ratio: Int
    private let ratioFreeBytes: Int
    private let packedBytes: Int
    private let codec: DeflateCodec?
    private var isAtEnd = false
    private var produced = 0

    /// - Parameters:
    ///   - limit: most decoded bytes; what goes beyond is an error.
    ///   - ratio: most decoded bytes for each of the body's; counted behind `ratioFreeBytes`.
    package init(_ body: ArraySlice<UInt8>, limit: Int, ratio: Int = .max, ratioFreeBytes: Int = 0) {
        self.body = body
        self.limit = limit
        self.ratio = ratio
        self.ratioFreeBytes = ratioFreeBytes
        packedBytes = body.count
        codec = DeflateCodec(Self.hasHeader(body) ? .gzipOrZlib : .none)
    }

    /// Whether the body begins as gzip (RFC 1952) or zlib (RFC 1950) does.
    package static func hasHeader(_ body: ArraySlice<UInt8>) -> Bool {
        let head = Array(body.prefix(2))
        guard head.count == 2 else { return true }
        return head == [0x1F, 0x8B] || head[0] & 0x0F == 8 && (Int(head[0]) << 8 | Int(head[1])) % 31 == 0
    }

    package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        guard let codec else { throw IngestFailure(.unreadable, "zlib cannot start") }
        let start = buffer.count
        while !isAtEnd, buffer.count == start {
            let step = step(min(count, 65_536), codec, into: &buffer)
            body = body.dropFirst(step.consumed)
            produced += step.written
            guard produced <= limit else {
                throw IngestFailure(.entrySizeLimit, "the decoded body is larger than \(limit) bytes")
            }
            if produced > ratioFreeBytes, produced / max(1, packedBytes - body.count) > ratio {
                throw IngestFailure(.ratioLimit, "the body unpacks to more than \(ratio) times its size")
            }
            switch step.state {
            case .ended: isAtEnd = true
            case .goesOn where step.written > 0 || step.consumed > 0: continue
            case .goesOn:
                isAtEnd = true
                throw IngestFailure(.truncated, "the compressed body ends too early")
            case .damaged, .unsupported:
                isAtEnd = true
                throw IngestFailure(.corrupt, "the compressed body is damaged")
            }
        }
        return buffer.count - start
    }

    private func step(_ count: Int, _ codec: DeflateCodec, into buffer: inout [UInt8]) -> CodecStep {
        let start = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: count))
        // Pieces of the body, so that no copy of all of it is made.
        var piece = Array(body.prefix(65_536))
        let step = piece.withUnsafeMutableBufferPointer { source in
            buffer.withUnsafeMutableBufferPointer { room in
                codec.step(source, into: UnsafeMutableBufferPointer(rebasing: room[start...]))
            }
        }
        buffer.removeLast(count - step.written)
        return step
    }
}
