import FenceDecoding
import FenceModel

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
