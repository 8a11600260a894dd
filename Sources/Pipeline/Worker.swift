import FenceDecoding
import FenceModel
import Fencewatch

/// One thread's way through the work of a pipeline.
final class Worker {
    private let scanner: BlockScanner
    private let feed: WorkerFeed
    private let pool: BlockPool
    private let printer: (any FindingPrinter)?

    init(detector: Detector, pool: BlockPool, printer: (any FindingPrinter)?, isCancelled: @escaping () -> Bool) {
        scanner = BlockScanner(detector: detector)
        feed = WorkerFeed(scanner: scanner, pool: pool, isCancelled: isCancelled)
        self.pool = pool
        self.printer = printer
    }

    /// Does what is to do; nothing is scanned once the run is cancelled.
    func result(of work: consuming Pipeline.Work) -> Pipeline.Result {
        var result = Pipeline.Result()
        switch consume work {
        case .block(let block, let source, let format):
            result.countsLines = true
            if !feed.isCancelled { result.report = scanner.scan(block, of: source, format: format) }
            pool.giveBack(block)
        case .messages(let records, let source):
            if !feed.isCancelled { result.report = scanner.scan(records, of: source) }
        case .piece(let piece):
            if !feed.isCancelled { result.parts = feed.scan(piece) }
        case .event(let event):
            result.event = event
        case .end:
            result.isEnd = true
        }
        settle(&result)
        return result
    }

    /// Does what the consumer would else do message by message.
    private func settle(_ result: inout Pipeline.Result) {
        for index in result.parts.indices { settle(&result.parts[index]) }
        guard !result.report.reports.isEmpty else { return }
        for index in result.report.reports.indices {
            result.report.reports[index].judgeAlone(countsLines: result.countsLines)
        }
        guard let printer else { return }
        let printed = printer.print(result.report.reports, leavesLinesOpen: result.countsLines)
        for index in printed.ends.indices { result.report.reports[index].dropPrinted() }
        result.report.printed = printed
    }
}
