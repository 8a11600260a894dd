internal import CBZip2
internal import CLZMA
internal import CZlib

/// What came of a step of decompression.
struct CodecStep {
    enum State {
        case goesOn, ended, damaged
        /// Sound, but packed in a way that asks for more memory or other filters than there are.
        case unsupported
    }

    var state: State
    /// Compressed bytes that were taken.
    var consumed: Int
    /// Decompressed bytes that were written.
    var written: Int
}

/// Decompresses one member of a stream, step by step.
protocol Codec: AnyObject {
    func step(_ input: UnsafeMutableBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> CodecStep
}

/// gzip (RFC 1952), zlib (RFC 1950) and bare deflate (RFC 1951).
final class DeflateCodec: Codec {
    enum Wrapping {
        case gzip
        case gzipOrZlib
        case none
    }

    /// zlib keeps its address.
    private let state: UnsafeMutablePointer<z_stream>

    /// - Returns: nil where there is no memory.
    init?(_ wrapping: Wrapping) {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        // 15 window bits, plus 16 for gzip, plus 32 to tell gzip and zlib by their headers; negative for bare deflate.
        let bits: Int32 =
            switch wrapping {
            case .gzip: 15 + 16
            case .gzipOrZlib: 15 + 32
            case .none: -15
            }
        if fence_inflate_init(state, bits) != Z_OK { return nil }
    }

    deinit {
        inflateEnd(state)
        state.deallocate()
    }

    func step(_ input: UnsafeMutableBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> CodecStep {
        state.pointee.next_in = input.baseAddress
        state.pointee.avail_in = UInt32(clamping: input.count)
        state.pointee.next_out = output.baseAddress
        state.pointee.avail_out = UInt32(clamping: output.count)
        let result = CZlib.inflate(state, Z_NO_FLUSH)
        return CodecStep(
            state: result == Z_STREAM_END ? .ended : result == Z_OK || result == Z_BUF_ERROR ? .goesOn : .damaged,
            consumed: input.count - Int(state.pointee.avail_in), written: output.count - Int(state.pointee.avail_out))
    }
}

/// xz.
final class XZCodec: Codec {
    /// Most memory for a stream, in bytes: those of `xz -9` take 65 MiB.
    private static let mostMemory: UInt64 = 1 << 30

    private let state: UnsafeMutablePointer<lzma_stream>

    /// - Returns: nil where there is no memory.
    init?() {
        state = .allocate(capacity: 1)
        state.initialize(to: lzma_stream())
        if lzma_stream_decoder(state, Self.mostMemory, 0) != LZMA_OK { return nil }
    }

    deinit {
        lzma_end(state)
        state.deallocate()
    }

    func step(_ input: UnsafeMutableBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> CodecStep {
        state.pointee.next_in = input.baseAddress.map { UnsafePointer($0) }
        state.pointee.avail_in = input.count
        state.pointee.next_out = output.baseAddress
        state.pointee.avail_out = output.count
        let outcome: CodecStep.State =
            switch lzma_code(state, LZMA_RUN) {
            case LZMA_STREAM_END: .ended
            case LZMA_OK, LZMA_BUF_ERROR: .goesOn
            case LZMA_MEMLIMIT_ERROR, LZMA_MEM_ERROR, LZMA_OPTIONS_ERROR: .unsupported
            default: .damaged
            }
        return CodecStep(
            state: outcome,
            consumed: input.count - state.pointee.avail_in, written: output.count - state.pointee.avail_out)
    }
}

/// bzip2.
final class BZip2Codec: Codec {
    private let state: UnsafeMutablePointer<bz_stream>

    /// - Returns: nil where there is no memory.
    init?() {
        state = .allocate(capacity: 1)
        state.initialize(to: bz_stream())
        if BZ2_bzDecompressInit(state, 0, 0) != BZ_OK { return nil }
    }

    deinit {
        BZ2_bzDecompressEnd(state)
        state.deallocate()
    }

    func step(_ input: UnsafeMutableBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> CodecStep {
        func characters(_ buffer: UnsafeMutableBufferPointer<UInt8>) -> UnsafeMutablePointer<CChar>? {
            UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
        }
        state.pointee.next_in = characters(input)
        state.pointee.avail_in = UInt32(clamping: input.count)
        state.pointee.next_out = characters(output)
        state.pointee.avail_out = UInt32(clamping: output.count)
        let result = BZ2_bzDecompress(state)
        return CodecStep(
            state: result == BZ_STREAM_END ? .ended : result == BZ_OK ? .goesOn : .damaged,
            consumed: input.count - Int(state.pointee.avail_in), written: output.count - Int(state.pointee.avail_out))
    }
}
