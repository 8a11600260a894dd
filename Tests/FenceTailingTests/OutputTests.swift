import FenceModel
import FenceStore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FenceTailing

/// What a tail writes out, and what it does not.
@Suite struct OutputTests {
    private let logs: Logs

    init() throws {
        logs = try Logs()
    }

    /// Keeps what is written.
    private final class Output: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        var lines: [String] {
            String(decoding: bytes.withLock { $0 }, as: UTF8.self).split(separator: "\n").map(String.init)
        }
        func add(_ more: ArraySlice<UInt8>) { bytes.withLock { $0 += more } }
    }

    private func waiting() throws -> Int { try logs.store.pendingDeliveries().count }

    @Test func nothingWaitsForAnOutputThatIsClosed() throws {
        try logs.folder.write(Logs.line(1), to: "logs/a.log")
        let tailer = try logs.tailer(write: { _ in nil })
        try tailer.run()
        // What was stored before anybody knew is written by the next start.
        #expect(try waiting() == 1)
        try logs.folder.write((1..<50).map(Logs.line).joined(), to: "logs/a.log")
        try tailer.run()
        #expect(try logs.store.alerts(AlertStore.Filter()).count == 49)
        #expect(try waiting() == 1)
        let output = Output()
        try logs.tailer(write: {
            output.add($0)
            return $0.count
        }).run()
        #expect(output.lines.count == 1)
        #expect(try waiting() == 0)
    }

    @Test func whatIsForgottenIsNotWritten() throws {
        try logs.folder.write((0..<5).map(Logs.line).joined(), to: "logs/a.log")
        try logs.tailer(write: { _ in nil }).run()
        #expect(try waiting() == 5)
        let output = Output()
        try logs.tailer {
            $0.keepDays = 1e-12
        } write: {
            output.add($0)
            return $0.count
        }.run()
        #expect(output.lines.isEmpty)
        #expect(try waiting() == 0)
        #expect(try logs.store.alerts(AlertStore.Filter()).isEmpty)
    }

    /// Of a line that is being written nothing is left out, or the next would stand behind half of it.
    @Test func aLineInHandIsWrittenToItsEnd() throws {
        let output = Output()
        let (isInHand, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let outbox = Outbox(
            write: { bytes in
                if output.lines.isEmpty {
                    isInHand.signal()
                    mayGoOn.wait()
                }
                output.add(bytes.prefix(1))
                return 1
            }, onChange: {}, onFailure: { _ in })
        outbox.put([(1, "one"), (2, "two"), (3, "three"), (4, "four")])
        isInHand.wait()
        outbox.forget([1, 2, 4])
        mayGoOn.signal()
        outbox.finish(within: 60)
        #expect(output.lines == ["one", "three"])
        #expect(outbox.takeDelivered() == [1, 3])
    }
}
