import FenceDecoding
import FenceModel
import Fencewatch
import Synchronization
import TestSupport
import Testing

@testable import FencePipeline

/// What goes in comes out in its order and whole, whoever works on it and however far the consumer is behind.
@Suite struct PipelineTests {
    /// What the reader hands over, and what must come out for it.
    private enum Step: Equatable {
        /// Messages with a mail address each, counted on from the number of the first.
        case messages(first: Int, count: Int)
        case source(Int)
    }

    /// Sources of some batches each; now and then batches so large that several of them are more than may wait.
    private static func steps(_ random: inout SeededGenerator) -> [Step] {
        var steps: [Step] = []
        var message = 0
        for source in 0..<Int.random(in: 1...8, using: &random) {
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let count = Int.random(in: 0..<8, using: &random) == 0 ? 900 : Int.random(in: 0...20, using: &random)
                steps.append(.messages(first: message, count: count))
                message += count
            }
            steps.append(.source(source))
        }
        return steps
    }

    private static func records(from first: Int, count: Int) -> [Pipeline.IngestedRecord] {
        (first..<first + count).map { number in
            Pipeline.IngestedRecord(
                parts: DecodedParts(text: Array("mail user\(number)@example.org".utf8)), line: nil, offset: number)
        }
    }

    @Test(arguments: (1 as UInt64)...6)
    func keepsTheOrderAndLosesNothing(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let steps = Self.steps(&random)
        let workers = Int.random(in: 1...4, using: &random)
        let pipeline = Pipeline(detector: Detector(), workers: workers)
        let sent = Atomic(0)
        let consumed = Atomic(0)
        let mostInFlight = Atomic(0)
        var offsets: [Int] = []
        var sources: [String] = []
        let totals = try pipeline.run(
            read: { feed in
                for step in steps {
                    switch step {
                    case .messages(let first, let count):
                        feed.send(Self.records(from: first, count: count), of: SourceReference(source: "x"))
                    case .source(let number): feed.send(.endOfSource("\(number)", wasRead: true))
                    }
                    let inFlight =
                        sent.add(1, ordering: .relaxed).newValue - consumed.load(ordering: .relaxed)
                    mostInFlight.max(inFlight, ordering: .relaxed)
                }
            },
            progress: { _ in consumed.add(1, ordering: .relaxed) },
            consume: { event in
                switch event {
                case .reports(let reports, _, _):
                    offsets += reports.compactMap(\.origin.offset)
                    // Messages are found in the sources that were not yet ended when they were sent.
                    let step = steps.firstIndex(of: .source(sources.count)) ?? steps.count
                    let sentBefore = steps[..<step].reduce(0) { sum, step in
                        if case .messages(_, let count) = step { sum + count } else { sum }
                    }
                    #expect((offsets.last ?? 0) < sentBefore, "seed \(seed)")
                case .endOfSource(let name, _): sources.append(name)
                default: Issue.record("seed \(seed): \(event)")
                }
                return true
            })
        let count = steps.reduce(0) { sum, step in
            if case .messages(_, let count) = step { sum + count } else { sum }
        }
        #expect(offsets == Array(0..<count), "seed \(seed)")
        #expect(totals.messages == count, "seed \(seed)")
        #expect(sources == sources.indices.map(String.init), "seed \(seed)")
        // One that has just been consumed may not be counted yet, and one that waits to be handed over is counted already.
        let most = mostInFlight.load(ordering: .relaxed)
        #expect(most <= workers * 4 + 2, "seed \(seed)")
    }

    @Test(arguments: 1...3)
    func stopsWhereTheConsumerWantsNoMore(workers: Int) throws {
        let pipeline = Pipeline(detector: Detector(), workers: workers)
        var consumed = 0
        let wasCancelled = Atomic(false)
        _ = try pipeline.run(
            read: { feed in
                while !feed.isCancelled { feed.send(.endOfSource("x", wasRead: true)) }
                wasCancelled.store(true, ordering: .relaxed)
            },
            consume: { _ in
                consumed += 1
                return consumed < 5
            })
        #expect(consumed == 5)
        let sawIt = wasCancelled.load(ordering: .relaxed)
        #expect(sawIt)
    }
}
