internal import FenceModel

/// Bytes that are unpacked as they are read.
package protocol Unpacker: ByteStream {
    /// Compressed bytes consumed so far.
    var consumedBytes: Int { get }
}

/// One compressed stream, decompressed as it is read; members one behind another are one stream.
///
/// What stands before damage or a sudden end is given to its last byte. libarchive keeps back up to 64 KiB of it.
package final class Decompressor: Unpacker {
    private static let inputBytes = 65_536
    /// Bytes that are written at once, however many are asked for.
    private static let mostAtOnce = 262_144
    /// Bytes by which another member is known.
    private static let magicBytes = 10

    private let source: any ByteStream
    private let compression: ContainerKind.Compression
    private var codec: any Codec
    private var input: [UInt8] = []
    private var position = 0
    private var isAtEndOfSource = false
    private var isAtEnd = false
    private var failure: IngestFailure?
    package private(set) var consumedBytes = 0

    /// - Returns: nil where libarchive has to read the compression.
    package init?(_ source: any ByteStream, _ compression: ContainerKind.Compression) {
        guard let codec = Self.codec(of: compression) else { return nil }
        self.source = source
        self.compression = compression
        self.codec = codec
    }

    private static func codec(of compression: ContainerKind.Compression) -> (any Codec)? {
        switch compression {
        case .gzip: DeflateCodec(.gzip)
        case .xz: XZCodec()
        case .bzip2: BZip2Codec()
        case .zstd, .lz4: nil
        }
    }

    package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        while true {
            if let failure { throw failure }
            if isAtEnd { return 0 }
            if position == input.count { try refill() }
            let step = step(min(count, Self.mostAtOnce), into: &buffer)
            position += step.consumed
            consumedBytes += step.consumed
            switch step.state {
            case .ended: try goOnWithNextMember()
            case .damaged: failure = IngestFailure(.corrupt, "the compressed data is damaged")
            case .unsupported:
                failure = IngestFailure(.unsupported, "it is packed with a filter or a dictionary that cannot be read")
            case .goesOn where step.written == 0 && step.consumed == 0 && isAtEndOfSource:
                failure = IngestFailure(.truncated, "the compressed data ends too early")
            case .goesOn: break
            }
            if step.written > 0 { return step.written }
        }
    }

    private func step(_ count: Int, into buffer: inout [UInt8]) -> CodecStep {
        let start = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: count))
        let codec = codec
        let position = position
        let step = input.withUnsafeMutableBufferPointer { input in
            buffer.withUnsafeMutableBufferPointer { room in
                codec.step(
                    UnsafeMutableBufferPointer(rebasing: input[position...]),
                    into: UnsafeMutableBufferPointer(rebasing: room[start...]))
            }
        }
        buffer.removeLast(count - step.written)
        return step
    }

    private func refill() throws(IngestFailure) {
        guard !isAtEndOfSource else { return }
        input.removeFirst(position)
        position = 0
        if try source.read(Self.inputBytes, into: &input) == 0 { isAtEndOfSource = true }
    }

    /// Another member may follow, behind padding; what else follows belongs to no member.
    private func goOnWithNextMember() throws(IngestFailure) {
        while true {
            while position < input.count, input[position] == 0 { position += 1 }
            if input.count - position >= Self.magicBytes || isAtEndOfSource { break }
            try refill()
        }
        let next = Array(input[position...].prefix(ContainerKind.headBytes))
        if ContainerKind(head: next) == .compressed(compression), let codec = Self.codec(of: compression) {
            self.codec = codec
        } else {
            isAtEnd = true
        }
    }
}
