import FenceDecoding
import FenceModel
import Synchronization

/// What was unpacked from one source so far, by whichever thread reads a part of it.
final class UnpackedTotals: Sendable {
    private struct Counts {
        var entries = 0
        var bytes = 0
        /// Unpacked bytes by how deep they lie: each layer's own expansion counts, not the sum of all.
        var bytesByDepth: [Int: Int] = [:]
    }

    /// The depth of what is packed line by line in a text: a layer of its own, wherever the text lies.
    static let itemDepth = -1

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
