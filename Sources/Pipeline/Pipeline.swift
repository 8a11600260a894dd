package import FenceDecoding
package import FenceModel
package import Fencewatch
import Synchronization

/// Reader, workers and one consumer: blocks are scanned side by side and come out in input order.
///
/// The thread that runs the pipeline consumes, and is a worker as long as no result waits for it. So `workers` threads scan,
/// beside the reader's, which mostly waits.
package final class Pipeline: Sendable {
    /// What the reader hands to the workers and, where nothing is to scan, past them.
    enum Work: Sendable {
        case block(Block, SourceReference, any LineFormat)
        case messages([IngestedRecord], SourceReference)
        case piece(any DeferredPiece)
        case event(PipelineEvent)
        case end
    }

    /// A message that a format handed on whole.
    package struct IngestedRecord: Sendable {
        package var parts: DecodedParts
        package var line: Int?
        package var offset: Int?

        package init(parts: DecodedParts, line: Int?, offset: Int?) {
            self.parts = parts
            self.line = line
            self.offset = offset
        }
    }

    struct Result: Sendable {
        var report = BlockReport()
        var event: PipelineEvent?
        /// Whether the report's lines are counted from a block's begin.
        var countsLines = false
        /// Results of a deferred piece, in order; the others are empty then.
        var parts: [Result] = []
        var isEnd = false

        var reportCount: Int { parts.reduce(report.reports.count) { $0 + $1.report.reports.count } }
    }

    private let detector: Detector
    private let workers: Int
    private let printer: (any FindingPrinter)?
    private let pool = BlockPool()
    private let queue: WorkQueue
    private let cancelled = Atomic(false)

    /// - Parameters:
    ///   - workers: how many threads scan; at least 1.
    ///   - printer: writes findings on the workers; nil where the consumer does, or nobody.
    package init(detector: Detector, workers: Int, printer: (any FindingPrinter)? = nil) {
        self.detector = detector
        self.printer = printer
        self.workers = max(1, workers)
        queue = WorkQueue(limit: self.workers * 4)
    }

    /// Totals of a run.
    package struct Totals: Sendable {
        package var bytes = 0
        package var messages = 0
        package var limitHits = 0
    }

    /// Runs until the reader returns and everything it handed over is consumed.
    ///
    /// - Parameters:
    ///   - read: called on a thread of its own; hands over blocks, messages and events through the feed.
    ///   - progress: called on the caller's thread after every block.
    ///   - rest: called on the caller's thread before it waits for something to do.
    ///   - consume: called on the caller's thread with every event, in input order; false stops the run.
    /// - Throws: `FencewatchError` where the system has no thread for the reader. Where it has too few for all workers, there
    ///   are fewer of them.
    package func run(
        read: @escaping @Sendable (Feed) -> Void, progress: (Totals) -> Void = { _ in },
        rest: () -> Void = {}, consume: (PipelineEvent) -> Bool
    ) throws(FencewatchError) -> Totals {
        let reads = WorkerThread.start {
            read(Feed(pipeline: self))
            self.queue.submit(.end)
        }
        guard reads else {
            throw FencewatchError(
                .unreadable, "The system allows no thread more. Raise its limit on processes (ulimit -u, pids.max).")
        }
        for _ in 1..<workers {
            let works = WorkerThread.start {
                let worker = self.makeWorker()
                while let job = self.queue.takeJob() { self.queue.finish(job, worker.result(of: job.work)) }
            }
            if !works { break }
        }
        defer { queue.close() }
        let worker = makeWorker()
        var consumer = Consumer()
        while true {
            switch queue.nextTurn(rest: rest) {
            case .work(let job):
                queue.finish(job, worker.result(of: job.work))
            case .consume(let result):
                let reportCount = result.reportCount
                let isEnd = result.isEnd
                if !consumer.take(result, consume) { cancelled.store(true, ordering: .relaxed) }
                queue.countConsumed(reportCount)
                progress(consumer.totals)
                if isEnd { return consumer.totals }
            }
        }
    }

    private func makeWorker() -> Worker {
        Worker(detector: detector, pool: pool, printer: printer) { self.cancelled.load(ordering: .relaxed) }
    }

    /// Adds up results, numbers their lines from each source's begin, and hands on what they tell.
    private struct Consumer {
        var totals = Totals()
        private var line = 1
        private var isStopped = false

        /// - Returns: false once `consume` wanted no more.
        mutating func take(_ result: consuming Result, _ consume: (PipelineEvent) -> Bool) -> Bool {
            var parts = result.parts.isEmpty ? [consume result] : result.parts
            for index in parts.indices { take(&parts[index], consume) }
            return !isStopped
        }

        private mutating func take(_ part: inout Result, _ consume: (PipelineEvent) -> Bool) {
            totals.bytes += part.report.bytes
            totals.messages += part.report.messages
            totals.limitHits += part.report.limitHits
            if let reports = takeReports(of: &part), !isStopped { isStopped = !consume(reports) }
            for skipped in part.report.skipped where !isStopped {
                isStopped = !consume(.skipped(skipped, isFailure: true))
            }
            line += part.report.lines
            switch part.event {
            case .endOfSource, .endOfMember: line = 1
            default: break
            }
            if let event = part.event, !isStopped { isStopped = !consume(event) }
        }

        /// Leaves nothing of the reports behind.
        private func takeReports(of part: inout Result) -> PipelineEvent? {
            guard !part.report.reports.isEmpty else { return nil }
            var reports: [MessageReport] = []
            swap(&reports, &part.report.reports)
            if part.countsLines {
                for index in reports.indices { reports[index].count(linesFrom: line) }
            }
            return .reports(reports, printed: part.report.printed, firstLine: line)
        }
    }

    /// The reader's side of a pipeline. Used by one thread.
    package final class Feed: MessageFeed {
        private let pipeline: Pipeline

        fileprivate init(pipeline: Pipeline) {
            self.pipeline = pipeline
        }

        /// Whether the consumer wants no more.
        package var isCancelled: Bool { pipeline.cancelled.load(ordering: .relaxed) }

        package func send(_ event: PipelineEvent) {
            pipeline.queue.submit(.event(event))
        }

        package func send(_ piece: any DeferredPiece) {
            pipeline.queue.submit(.piece(piece))
        }

        package func send(_ records: [IngestedRecord], of source: SourceReference) {
            pipeline.queue.submit(.messages(records, source))
        }

        /// Reads a line-wise source to its end.
        ///
        /// - Parameters:
        ///   - offset: byte of the source at which `head` begins, behind a byte order mark.
        ///   - head: what was read already, to look at it.
        /// - Throws: `FencewatchError` where reading fails; what was read before is scanned all the same.
        package func readLines(
            of source: SourceReference, format: any LineFormat, offset: Int = 0, head: [UInt8], from reader: FileReader
        ) throws(FencewatchError) {
            var cutter = BlockCutter(format: format, pool: pipeline.pool, offset: offset)
            func submit(_ block: Block) { pipeline.queue.submit(.block(block, source, format)) }
            defer { while let block = cutter.finish() { submit(block) } }
            cutter.take(head, submit: submit)
            var unseen = head.count
            while !isCancelled {
                // What is whole need not wait for what a slow pipe brings next.
                if reader.isQuiet(for: 0) {
                    if let block = cutter.pause(lookingAt: unseen) { submit(block) }
                    unseen = 0
                }
                let count = try reader.read(into: cutter.room)
                guard count > 0 else { return }
                unseen += count
                if let block = cutter.advance(by: count) { submit(block) }
            }
        }

        package func readLines(
            of source: SourceReference, format: any LineFormat, from text: TextStream
        ) throws(IngestFailure) {
            try BlockCutter.cut(text, format: format, pool: pipeline.pool, isCancelled: { isCancelled }) { block in
                pipeline.queue.submit(.block(block, source, format))
            }
        }
    }
}
