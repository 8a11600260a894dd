import Dispatch
import FenceModel
import Foundation
import Synchronization

/// Writes alerts out on a thread of its own, so that an output that hangs or fails stops neither signals nor what is being
/// stored. What is in it is in the store too, until it has been written.
final class Outbox: @unchecked Sendable {
    /// Lines that wait at most; beyond, nothing is read.
    static let capacity = 1_024

    private struct State {
        var lines: [(sequence: Int64, bytes: [UInt8])] = []
        var delivered: [Int64] = []
        var isClosed = false
        var ends = false
        var isRunning = false
    }

    private let condition = NSCondition()
    private var state = State()
    private let write: TailOptions.Write
    private let onChange: @Sendable () -> Void
    private let onFailure: @Sendable (FencewatchError) -> Void

    init(
        write: @escaping TailOptions.Write, onChange: @escaping @Sendable () -> Void,
        onFailure: @escaping @Sendable (FencewatchError) -> Void
    ) {
        self.write = write
        self.onChange = onChange
        self.onFailure = onFailure
    }

    private func locked<Value>(_ body: (inout State) -> Value) -> Value {
        condition.lock()
        defer { condition.unlock() }
        return body(&state)
    }

    func put(_ alerts: [(sequence: Int64, json: String)]) {
        guard !alerts.isEmpty else { return }
        let starts = locked { state in
            guard !state.isClosed else { return false }
            state.lines += alerts.map { ($0.sequence, Array("\($0.json)\n".utf8)) }
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if starts {
            let thread = Thread { self.run() }
            thread.name = "fencewatch.output"
            thread.start()
        }
        condition.broadcast()
    }

    /// Lines that wait to be written.
    var count: Int { locked { $0.lines.count } }
    var isFull: Bool { count >= Self.capacity }
    /// Whether nobody reads the output any more.
    var isClosed: Bool { locked { $0.isClosed } }

    /// What was written since the last call.
    func takeDelivered() -> [Int64] {
        locked { state in
            defer { state.delivered.removeAll() }
            return state.delivered
        }
    }

    /// Lets go of lines that are no longer wanted; of the first a part may be written, so that it goes on to its end.
    func forget(_ sequences: Set<Int64>) {
        guard !sequences.isEmpty else { return }
        locked { state in
            state.lines = state.lines.prefix(1) + state.lines.dropFirst().filter { !sequences.contains($0.sequence) }
        }
    }

    /// Waits until everything is written, or a time is over.
    func finish(within seconds: Double) {
        let deadline = Date().addingTimeInterval(seconds)
        condition.lock()
        while !state.lines.isEmpty, condition.wait(until: deadline) {}
        state.ends = true
        condition.unlock()
        condition.broadcast()
    }

    // MARK: - The thread

    private func run() {
        while let next = first() {
            guard writeOut(next.bytes) else { return }
            let isLow = locked { state in
                state.lines.removeFirst()
                state.delivered.append(next.sequence)
                return state.lines.isEmpty || state.lines.count == Self.capacity / 2
            }
            condition.broadcast()
            if isLow { onChange() }
        }
    }

    private func first() -> (sequence: Int64, bytes: [UInt8])? {
        condition.lock()
        defer { condition.unlock() }
        while state.lines.isEmpty, !state.ends { condition.wait() }
        return state.ends ? nil : state.lines.first
    }

    /// - Returns: false where there is no more to be written: the output is closed, or the run ends.
    private func writeOut(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        var pause = 0.1
        while !rest.isEmpty {
            do throws(FencewatchError) {
                guard let count = try write(rest) else {
                    locked { state in
                        state.isClosed = true
                        state.lines.removeAll()
                    }
                    condition.broadcast()
                    onChange()
                    return false
                }
                rest = rest.dropFirst(count)
                pause = 0.1
            } catch {
                // A full disk, for example: what is left of the line is tried again.
                onFailure(error)
                condition.lock()
                let deadline = Date().addingTimeInterval(pause)
                while !state.ends, condition.wait(until: deadline) {}
                let ends = state.ends
                condition.unlock()
                if ends { return false }
                pause = min(2, pause * 2)
            }
        }
        return true
    }
}
