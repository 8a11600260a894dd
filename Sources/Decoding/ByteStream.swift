package import FenceModel

/// Bytes that come one piece after another: a file, a decompressed member, converted text.
///
/// Streams are pulled: whoever reads decides how much is in memory. They are used by one thread.
package protocol ByteStream: AnyObject {
    /// Appends up to `count` bytes to `buffer`.
    ///
    /// - Returns: how many bytes were appended; 0 only at the end of the stream.
    /// - Throws: `IngestFailure` where the rest cannot be read; what was appended before stays valid.
    func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int
}

extension ByteStream {
    /// Reads until `count` bytes are there or the stream ends.
    package func fill(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) {
        var missing = count
        while missing > 0 {
            let more = try read(missing, into: &buffer)
            if more == 0 { return }
            missing -= more
        }
    }
}

/// Bytes that were read already, to look at them, and then the rest of the stream they came from.
package final class PrefixedStream: ByteStream {
    private var head: ArraySlice<UInt8>
    private let rest: any ByteStream

    package init(_ head: [UInt8], _ rest: any ByteStream) {
        self.head = head[...]
        self.rest = rest
    }

    package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        guard !head.isEmpty else { return try rest.read(count, into: &buffer) }
        let part = head.prefix(count)
        buffer += part
        head = head.dropFirst(part.count)
        return part.count
    }
}

/// A stream that ends where it cannot be read on, and remembers why: what a reader holds by then is whole for it.
package final class EndingStream: ByteStream {
    private let inner: any ByteStream
    package private(set) var failure: IngestFailure?

    package init(_ inner: any ByteStream) {
        self.inner = inner
    }

    package func read(_ count: Int, into buffer: inout [UInt8]) -> Int {
        if failure != nil { return 0 }
        let start = buffer.count
        do throws(IngestFailure) {
            return try inner.read(count, into: &buffer)
        } catch {
            failure = error
            return buffer.count - start
        }
    }
}

/// Why a stream or a format could not be read to its end. It becomes a `skipped` record.
package struct IngestFailure: Error, Sendable, Hashable {
    package var reason: SkippedSource.Reason
    /// What happened, in words; never text of the input.
    package var detail: String
    /// Byte of the stream at which reading stopped, where that is known.
    package var offset: Int?

    package init(_ reason: SkippedSource.Reason, _ detail: String, offset: Int? = nil) {
        self.reason = reason
        self.detail = detail
        self.offset = offset
    }
}

/// Bytes that are in memory already.
package final class MemoryStream: ByteStream {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        let end = min(bytes.count, position + count)
        defer { position = end }
        buffer.append(contentsOf: bytes[position..<end])
        return end - position
    }
}

/// What is left of a stream that failed while its begin was looked at.
package final class FailedStream: ByteStream {
    private let failure: IngestFailure

    package init(_ failure: IngestFailure) {
        self.failure = failure
    }

    package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        throw failure
    }
}
