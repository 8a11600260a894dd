import FenceDecoding
import FenceModel
import FencePipeline

/// What was unpacked from one source so far.
final class UnpackedTotals {
    var entries = 0
    var bytes = 0
}

/// The decompressed bytes of an archive's current member, within the limits.
final class MemberStream: ByteStream {
    private let reader: ArchiveReader
    private let limits: IngestLimits
    private let totals: UnpackedTotals
    private let consumedBefore: Int
    private var count = 0

    init(_ reader: ArchiveReader, limits: IngestLimits, totals: UnpackedTotals) {
        self.reader = reader
        self.limits = limits
        self.totals = totals
        consumedBefore = reader.consumedBytes
    }

    func read(_ wanted: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        let more = try reader.read(wanted, into: &buffer)
        count += more
        totals.bytes += more
        if count > limits.entryBytes {
            throw IngestFailure(.entrySizeLimit, "larger than \(limits.entryBytes) bytes", offset: count)
        }
        if totals.bytes > limits.totalBytes {
            throw IngestFailure(
                .totalSizeLimit, "the source holds more than \(limits.totalBytes) bytes", offset: count)
        }
        if count > limits.ratioFreeBytes {
            // Read-ahead counts as consumed, so a member's share is at least what it took.
            let consumed = max(1, reader.consumedBytes - consumedBefore)
            if count / consumed > limits.ratio {
                throw IngestFailure(
                    .ratioLimit, "unpacks to more than \(limits.ratio) times its size", offset: count)
            }
        }
        return more
    }
}

/// A file's bytes.
final class FileStream: ByteStream {
    private let reader: FileReader

    init(_ reader: FileReader) {
        self.reader = reader
    }

    func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        do {
            let bytes = try reader.readSome(count)
            buffer += bytes
            return bytes.count
        } catch {
            throw IngestFailure(.unreadable, error.cause ?? error.message)
        }
    }
}
