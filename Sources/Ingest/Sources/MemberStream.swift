import FenceDecoding
import FenceModel
import FencePipeline
import Synchronization

/// What was unpacked from one source so far, by whichever thread reads a part of it.
final class UnpackedTotals: Sendable {
    private struct Counts {
        var entries = 0
        var bytes = 0
        /// Unpacked bytes by how deep they lie: each layer's own expansion counts, not the sum of all.
        var bytesByDepth: [Int: Int] = [:]
    }

    private let counts = Mutex(Counts())
    /// Bytes of the source as it lies; nil where it is a pipe.
    private let packedSize: Int?

    init(packedSize: Int?) {
        self.packedSize = packedSize
    }

    /// Takes note of a member.
    ///
    /// - Throws: `IngestFailure` where the source holds more than the limits allow.
    func addEntry(limits: IngestLimits) throws(IngestFailure) {
        let entries = counts.withLock { counts in
            counts.entries += 1
            return counts.entries
        }
        guard entries <= limits.entries else {
            throw IngestFailure(.entryLimit, "more than \(limits.entries) members")
        }
    }

    /// Takes note of unpacked bytes.
    ///
    /// - Throws: `IngestFailure` where the source as a whole unpacks to more than the limits allow. Members that share their
    ///   packed bytes each look harmless.
    func add(_ count: Int, depth: Int, limits: IngestLimits) throws(IngestFailure) {
        let (bytes, unpacked) = counts.withLock { counts in
            counts.bytes += count
            counts.bytesByDepth[depth, default: 0] += count
            return (counts.bytes, counts.bytesByDepth[depth, default: 0])
        }
        if bytes > limits.totalBytes {
            throw IngestFailure(.totalSizeLimit, "the source holds more than \(limits.totalBytes) bytes")
        }
        guard exceedsRatio(unpacked, limits) else { return }
        throw IngestFailure(.ratioLimit, "the source unpacks to more than \(limits.ratio) times its size")
    }

    /// Whether no more may be unpacked.
    func isExhausted(_ limits: IngestLimits) -> Bool {
        counts.withLock { counts in
            counts.bytes > limits.totalBytes || counts.bytesByDepth.values.contains { exceedsRatio($0, limits) }
        }
    }

    private func exceedsRatio(_ unpacked: Int, _ limits: IngestLimits) -> Bool {
        guard let packedSize else { return false }
        return unpacked > limits.ratioFreeBytes && unpacked / max(1, packedSize) > limits.ratio
    }
}

/// A body of a crawl as it is unpacked, which has limits of its own, within those of the source as a whole.
final class CrawledBody: ByteStream {
    private let body: InflatedStream
    private let limits: IngestLimits
    private let totals: UnpackedTotals
    private let depth: Int

    init(_ body: InflatedStream, depth: Int, limits: IngestLimits, totals: UnpackedTotals) {
        self.body = body
        self.depth = depth
        self.limits = limits
        self.totals = totals
    }

    func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        let more = try body.read(count, into: &buffer)
        try totals.add(more, depth: depth, limits: limits)
        return more
    }
}

/// The unpacked bytes of an archive's current member, or of a compressed stream, within the limits.
final class MemberStream: ByteStream {
    private let reader: any Unpacker
    private let limits: IngestLimits
    private let totals: UnpackedTotals
    private let depth: Int
    private let consumedBefore: Int
    private var count = 0

    init(_ reader: any Unpacker, depth: Int, limits: IngestLimits, totals: UnpackedTotals) {
        self.depth = depth
        self.reader = reader
        self.limits = limits
        self.totals = totals
        consumedBefore = reader.consumedBytes
    }

    func read(_ wanted: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        let more = try reader.read(wanted, into: &buffer)
        count += more
        if count > limits.entryBytes {
            throw IngestFailure(.entrySizeLimit, "larger than \(limits.entryBytes) bytes", offset: count)
        }
        do throws(IngestFailure) {
            try totals.add(more, depth: depth, limits: limits)
        } catch {
            var failure = error
            failure.offset = count
            throw failure
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
