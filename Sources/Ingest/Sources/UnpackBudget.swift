import FenceDecoding

/// What the items of a text that are packed one by one may still unpack to.
struct UnpackBudget: Sendable {
    private let limits: IngestLimits
    /// Nil where a text has no end, so that there is no sum to hold it to.
    private let totals: UnpackedTotals?

    init(limits: IngestLimits = IngestLimits(), totals: UnpackedTotals? = nil) {
        self.limits = limits
        self.totals = totals
    }

    /// Unpacks gzip.
    ///
    /// - Parameter limit: most decoded bytes, where the limits do not set fewer.
    /// - Returns: the text, as far as it can be unpacked, and what ended it before its end. Where no more may be unpacked, there is
    ///   neither: it was told where that was reached.
    func inflate(_ bytes: [UInt8], limit: Int) -> (bytes: [UInt8], failure: IngestFailure?) {
        if let totals, totals.isExhausted(limits) { return ([], nil) }
        let stream = InflatedStream(
            bytes[...], limit: min(limit, limits.entryBytes), ratio: limits.ratio, ratioFreeBytes: limits.ratioFreeBytes
        )
        var result: [UInt8] = []
        do throws(IngestFailure) {
            while true {
                let more = try stream.read(65_536, into: &result)
                guard more > 0 else { return (result, nil) }
                try totals?.add(more, depth: UnpackedTotals.itemDepth, limits: limits)
            }
        } catch {
            return (result, error)
        }
    }
}
