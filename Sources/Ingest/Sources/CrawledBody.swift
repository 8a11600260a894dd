import FenceDecoding

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
