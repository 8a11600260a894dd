import Dispatch
package import FenceDecoding
package import FenceModel
package import Fencewatch
import Synchronization

/// Reader, workers and one consumer: blocks are scanned side by side and come out in input order.
///
/// The number of blocks in flight is bounded, so a slow consumer slows the reader and memory does not grow with the input.
package final class Pipeline: Sendable {
    /// What the reader hands to the workers and, where nothing is to scan, past them.
    private enum Work: Sendable {
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

    private struct Shared {
        var queue: [(sequence: Int, work: Work)] = []
        var results: [Int: Result] = [:]
        /// Reports that were not consumed yet.
        var waitingReports = 0
        /// Workers that rest until the consumer has caught up.
        var restingWorkers = 0
    }

    /// So many reports may wait for the consumer before the workers rest: a block of advertisements has thousands.
    private static let mostWaitingReports = 2_048

    private let detector: Detector
    private let workers: Int
    private let printer: (any FindingPrinter)?
    private let pool = BlockPool()
    private let shared = Mutex(Shared())
    private let slots: DispatchSemaphore
    private let available = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)
    private let caughtUp = DispatchSemaphore(value: 0)
    private let cancelled = Atomic(false)
    private let sequence = Atomic(0)

    /// - Parameters:
    ///   - workers: how many threads scan; at least 1.
    ///   - printer: writes findings on the workers; nil where the consumer does, or nobody.
    package init(detector: Detector, workers: Int, printer: (any FindingPrinter)? = nil) {
        self.detector = detector
        self.printer = printer
        self.workers = max(1, workers)
        slots = DispatchSemaphore(value: self.workers * 4)
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
    ///   - consume: called on the caller's thread with every event, in input order; false stops the run.
    package func run(
        read: @escaping @Sendable (Feed) -> Void, progress: (Totals) -> Void = { _ in },
        consume: (PipelineEvent) -> Bool
    ) -> Totals {
        for _ in 0..<workers {
            WorkerThread.start { self.work() }
        }
        WorkerThread.start {
            read(Feed(pipeline: self))
            self.submit(.end)
        }
        var totals = Totals()
        var next = 0
        var line = 1
        var isStopped = false
        while true {
            finished.wait()
            while var result = takeResult(next) {
                next += 1
                let reportCount = result.reportCount
                let isEnd = result.isEnd
                slots.signal()
                var parts = result.parts.isEmpty ? [result] : result.parts
                result = Result()
                for index in parts.indices {
                    let reports = Self.takeReports(of: &parts[index], firstLine: line)
                    let part = parts[index]
                    totals.bytes += part.report.bytes
                    totals.messages += part.report.messages
                    totals.limitHits += part.report.limitHits
                    if let reports, !isStopped { isStopped = !consume(reports) }
                    line += part.report.lines
                    switch part.event {
                    case .endOfSource, .endOfMember: line = 1
                    default: break
                    }
                    if let event = part.event, !isStopped { isStopped = !consume(event) }
                }
                parts = []
                countConsumed(reportCount)
                progress(totals)
                if isStopped { cancelled.store(true, ordering: .relaxed) }
                if isEnd {
                    for _ in 0..<workers { available.signal() }
                    return totals
                }
            }
        }
    }

    /// Numbers the lines from the source's begin, and leaves nothing of the reports behind.
    private static func takeReports(of part: inout Result, firstLine: Int) -> PipelineEvent? {
        guard !part.report.reports.isEmpty else { return nil }
        var reports: [MessageReport] = []
        swap(&reports, &part.report.reports)
        if part.countsLines {
            for index in reports.indices { reports[index].count(linesFrom: firstLine) }
        }
        return .reports(reports, printed: part.report.printed, firstLine: firstLine)
    }

    private func takeResult(_ number: Int) -> Result? {
        shared.withLock { $0.results.removeValue(forKey: number) }
    }

    /// Lets workers go on that rested until reports were consumed.
    private func countConsumed(_ reports: Int) {
        guard reports > 0 else { return }
        let rested = shared.withLock { shared in
            shared.waitingReports -= reports
            guard shared.waitingReports <= Self.mostWaitingReports else { return 0 }
            defer { shared.restingWorkers = 0 }
            return shared.restingWorkers
        }
        for _ in 0..<rested { caughtUp.signal() }
    }

    /// Returns when few enough reports wait for the consumer.
    ///
    /// Work is taken in order, so what the consumer waits for is finished or in some worker's hands: it never waits for a
    /// worker that rests.
    private func restIfAhead() {
        while shared.withLock({ shared in
            guard shared.waitingReports > Self.mostWaitingReports else { return false }
            shared.restingWorkers += 1
            return true
        }) {
            caughtUp.wait()
        }
    }

    private func submit(_ work: Work) {
        slots.wait()
        let number = sequence.add(1, ordering: .relaxed).oldValue
        shared.withLock { $0.queue.append((number, work)) }
        available.signal()
    }

    private func work() {
        let scanner = BlockScanner(detector: detector)
        let feed = WorkerFeed(scanner: scanner, pool: pool) { self.cancelled.load(ordering: .relaxed) }
        while true {
            restIfAhead()
            available.wait()
            let next = shared.withLock { shared -> (sequence: Int, work: Work)? in
                // Never longer than the blocks in flight; what is taken must go at once, as it holds its messages.
                shared.queue.isEmpty ? nil : shared.queue.removeFirst()
            }
            guard let next else { return }
            var result = Result()
            switch next.work {
            case .block(let block, let source, let format):
                result.countsLines = true
                if !cancelled.load(ordering: .relaxed) {
                    result.report = scanner.scan(block, of: source, format: format)
                }
                pool.giveBack(block)
            case .messages(let records, let source):
                if !cancelled.load(ordering: .relaxed) { result.report = scanner.scan(records, of: source) }
            case .piece(let piece):
                if !cancelled.load(ordering: .relaxed) { result.parts = feed.scan(piece) }
            case .event(let event):
                result.event = event
            case .end:
                result.isEnd = true
            }
            finish(&result)
            shared.withLock {
                $0.results[next.sequence] = result
                $0.waitingReports += result.reportCount
            }
            finished.signal()
        }
    }

    /// Does on the worker what the consumer would do message by message.
    private func finish(_ result: inout Result) {
        for index in result.parts.indices { finish(&result.parts[index]) }
        guard !result.report.reports.isEmpty else { return }
        for index in result.report.reports.indices {
            result.report.reports[index].judgeAlone(countsLines: result.countsLines)
        }
        guard let printer else { return }
        let printed = printer.print(result.report.reports, leavesLinesOpen: result.countsLines)
        for index in printed.ends.indices { result.report.reports[index].dropPrinted() }
        result.report.printed = printed
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
            pipeline.submit(.event(event))
        }

        package func send(_ piece: any DeferredPiece) {
            pipeline.submit(.piece(piece))
        }

        package func send(_ records: [IngestedRecord], of source: SourceReference) {
            pipeline.submit(.messages(records, source))
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
            defer {
                while let block = cutter.finish() { pipeline.submit(.block(block, source, format)) }
            }
            var taken = 0
            while taken < head.count {
                let room = cutter.room
                let count = min(room.count, head.count - taken)
                _ = room.update(fromContentsOf: head[taken..<taken + count])
                taken += count
                if let block = cutter.advance(by: count) { pipeline.submit(.block(block, source, format)) }
            }
            while !isCancelled {
                let count = try reader.read(into: cutter.room)
                guard count > 0 else { return }
                if let block = cutter.advance(by: count) { pipeline.submit(.block(block, source, format)) }
            }
        }

        package func readLines(
            of source: SourceReference, format: any LineFormat, from text: TextStream
        ) throws(IngestFailure) {
            try BlockCutter.cut(text, format: format, pool: pipeline.pool, isCancelled: { isCancelled }) { block in
                pipeline.submit(.block(block, source, format))
            }
        }
    }
}
