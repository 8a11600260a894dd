package import FenceDecoding

/// Hands its bytes on a few at a time.
package final class DrippingStream: ByteStream {
    private let inner: MemoryStream
    private let size: Int

    package init(_ bytes: [UInt8], size: Int) {
        inner = MemoryStream(bytes)
        self.size = size
    }

    package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        try inner.read(min(count, size), into: &buffer)
    }
}
