package import FenceDecoding
import FenceModel

/// Where a reader hands what it read: to the workers, or, where it runs on a worker already, to the scan at hand.
package protocol MessageFeed: AnyObject {
    /// Whether the consumer wants no more.
    var isCancelled: Bool { get }
    func send(_ event: PipelineEvent)
    /// Messages of a format that is not read in blocks; a few hundred at a time.
    func send(_ records: [Pipeline.IngestedRecord], of source: SourceReference)
    /// A piece of a source that a worker reads, side by side with other pieces; what it gives keeps its place in the order.
    func send(_ piece: any DeferredPiece)
    /// Reads line-wise text of any encoding to its end.
    ///
    /// - Throws: `IngestFailure` where reading fails; what was read before is scanned all the same.
    func readLines(
        of source: SourceReference, format: any LineFormat, from text: TextStream
    ) throws(IngestFailure)
}

/// A piece of a source whose messages are made where they are scanned: parsing costs a reader nothing then.
package protocol DeferredPiece: Sendable {
    func read(into feed: any MessageFeed)
}

extension BlockCutter {
    /// Cuts a text of any encoding into blocks.
    static func cut(
        _ text: TextStream, format: any LineFormat, pool: BlockPool, isCancelled: () -> Bool, submit: (Block) -> Void
    ) throws(IngestFailure) {
        var cutter = BlockCutter(format: format, pool: pool, offset: text.startOffset)
        let isVerbatim = text.isVerbatim
        func hand(_ block: Block) {
            if !isVerbatim { block.lineStarts = lineStarts(of: block, from: text) }
            submit(block)
        }
        defer { while let block = cutter.finish() { hand(block) } }
        var bytes: [UInt8] = []
        while !isCancelled() {
            bytes.removeAll(keepingCapacity: true)
            guard try text.read(Block.capacity, into: &bytes) > 0 else { return }
            cutter.take(bytes, submit: hand)
        }
    }

    private static func lineStarts(of block: Block, from text: TextStream) -> [Int] {
        let ends = block.bytes.count { $0 == ByteSearch.newline }
        let isOpen = block.bytes.last != ByteSearch.newline
        return text.lineStarts(ends + (isOpen ? 1 : 0), consuming: ends)
    }
}
