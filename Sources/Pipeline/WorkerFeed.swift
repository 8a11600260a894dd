import FenceDecoding
import FenceModel

/// Scans what a deferred piece hands on, on the worker that reads the piece.
final class WorkerFeed: MessageFeed {
    private let scanner: BlockScanner
    private let pool: BlockPool
    private let cancelled: () -> Bool
    /// What was found, in order.
    private var results: [Pipeline.Result] = []

    init(scanner: BlockScanner, pool: BlockPool, isCancelled: @escaping () -> Bool) {
        self.scanner = scanner
        self.pool = pool
        cancelled = isCancelled
    }

    var isCancelled: Bool { cancelled() }

    func scan(_ piece: any DeferredPiece) -> [Pipeline.Result] {
        defer { results = [] }
        piece.read(into: self)
        return results
    }

    func send(_ event: PipelineEvent) {
        results.append(Pipeline.Result(event: event))
    }

    func send(_ records: [Pipeline.IngestedRecord], of source: SourceReference) {
        results.append(Pipeline.Result(report: scanner.scan(records, of: source)))
    }

    func send(_ piece: any DeferredPiece) {
        piece.read(into: self)
    }

    func readLines(
        of source: SourceReference, format: any LineFormat, from text: TextStream
    ) throws(IngestFailure) {
        try BlockCutter.cut(text, format: format, pool: pool, isCancelled: cancelled) { block in
            results.append(
                Pipeline.Result(report: scanner.scan(block, of: source, format: format), countsLines: true))
            pool.giveBack(block)
        }
    }
}
