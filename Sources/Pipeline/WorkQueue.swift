import Dispatch
import Synchronization

/// Work and results between the reader, the workers and the thread that consumes, both in the order of the input.
///
/// Whoever finds nothing to do rests until another thread has something for him; nobody is woken for less, since a wake-up costs
/// as much as scanning some kilobytes. What is in flight is bounded, so a slow consumer slows the reader and memory does not
/// grow with the input.
final class WorkQueue: Sendable {
    /// Work and its place in the input.
    struct Job: Sendable {
        var sequence: Int
        var work: Pipeline.Work
    }

    /// What the consuming thread does next: it works where no result waits for it.
    enum Turn: Sendable {
        case consume(Pipeline.Result)
        case work(Job)
    }

    private struct State {
        /// Never longer than what is in flight; what is taken must go at once, as it holds its messages.
        var queue: [Job] = []
        var results: [Int: Pipeline.Result] = [:]
        var nextJob = 0
        var nextResult = 0
        /// Reports that were not consumed yet.
        var waitingReports = 0
        var restingWorkers = 0
        var isReaderResting = false
        var isConsumerResting = false
        var isClosed = false

        /// What was submitted and is not consumed.
        var inFlight: Int { nextJob - nextResult }

        /// Takes the work that is next, where the consumer is not too far behind.
        mutating func takeJob() -> Job? {
            queue.isEmpty || waitingReports > WorkQueue.mostWaitingReports ? nil : queue.removeFirst()
        }
    }

    /// So many reports may wait for the consumer before nobody takes more work: a block of advertisements has thousands.
    private static let mostWaitingReports = 2_048

    private let limit: Int
    private let state = Mutex(State())
    private let readerWake = DispatchSemaphore(value: 0)
    private let workerWake = DispatchSemaphore(value: 0)
    private let consumerWake = DispatchSemaphore(value: 0)

    /// - Parameter limit: how much work may be in flight; at least 2.
    init(limit: Int) {
        self.limit = limit
    }

    /// Hands over work; returns when it may be in flight. Called by one thread, the reader's.
    func submit(_ work: Pipeline.Work) {
        let mustWait = state.withLock { state in
            state.isReaderResting = state.inFlight >= limit
            return state.isReaderResting
        }
        if mustWait { readerWake.wait() }
        let wake = state.withLock { state -> DispatchSemaphore? in
            state.queue.append(Job(sequence: state.nextJob, work: work))
            state.nextJob += 1
            guard state.waitingReports <= Self.mostWaitingReports else { return nil }
            if state.restingWorkers > 0 {
                state.restingWorkers -= 1
                return workerWake
            }
            guard state.isConsumerResting else { return nil }
            state.isConsumerResting = false
            return consumerWake
        }
        wake?.signal()
    }

    /// The next work for a worker; waits for it. Nil when the queue is closed.
    func takeJob() -> Job? {
        while true {
            let (job, isClosed) = state.withLock { state -> (Job?, Bool) in
                let job = state.takeJob()
                if job == nil, !state.isClosed { state.restingWorkers += 1 }
                return (job, state.isClosed)
            }
            if job != nil || isClosed { return job }
            workerWake.wait()
        }
    }

    /// Hands over the result of work.
    func finish(_ job: Job, _ result: consuming Pipeline.Result) {
        let result = result
        let isAwaited = state.withLock { state in
            state.results[job.sequence] = result
            state.waitingReports += result.reportCount
            guard state.isConsumerResting, job.sequence == state.nextResult else { return false }
            state.isConsumerResting = false
            return true
        }
        if isAwaited { consumerWake.signal() }
    }

    /// What the consuming thread shall do next; waits for it.
    ///
    /// Work is taken in order, so the result that is next is there, or some thread works on it, or no other result waits.
    ///
    /// - Parameter rest: called before it waits.
    func nextTurn(rest: () -> Void) -> Turn {
        while true {
            let (turn, wakesReader) = state.withLock { state -> (Turn?, Bool) in
                if let result = state.results.removeValue(forKey: state.nextResult) {
                    state.nextResult += 1
                    // The reader fills half of what may be in flight each time that it is woken.
                    let wakes = state.isReaderResting && state.inFlight <= limit / 2
                    if wakes { state.isReaderResting = false }
                    return (.consume(result), wakes)
                }
                if let job = state.takeJob() { return (.work(job), false) }
                state.isConsumerResting = true
                return (nil, false)
            }
            if wakesReader { readerWake.signal() }
            if let turn { return turn }
            rest()
            consumerWake.wait()
        }
    }

    /// Lets workers go on that rested until reports were consumed.
    func countConsumed(_ reports: Int) {
        guard reports > 0 else { return }
        let woken = state.withLock { state in
            state.waitingReports -= reports
            guard state.waitingReports <= Self.mostWaitingReports else { return 0 }
            let woken = min(state.restingWorkers, state.queue.count)
            state.restingWorkers -= woken
            return woken
        }
        for _ in 0..<woken { workerWake.signal() }
    }

    /// Sends the workers home, once there is no more work.
    func close() {
        let woken = state.withLock { state in
            state.isClosed = true
            defer { state.restingWorkers = 0 }
            return state.restingWorkers
        }
        for _ in 0..<woken { workerWake.signal() }
    }
}
