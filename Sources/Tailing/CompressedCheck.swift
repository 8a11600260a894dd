import Dispatch
import Synchronization

/// A compressed log that waits to be looked through.
struct CompressedLog: Sendable {
    var key: Tailer.FileKey
    var path: String
    var size: Int
}

/// A compressed log that is being looked through on a thread of its own: whether it is whole, and what of it was read.
final class CompressedCheck: Sendable {
    let log: CompressedLog
    /// Files that are not read on meanwhile: it may be theirs.
    let frozen: [Tailer.FileKey]
    private let answer = Mutex<RotatedCopies.Compressed?>(nil)
    private let isWanted = Atomic(true)

    init(_ log: CompressedLog, frozen: [Tailer.FileKey]) {
        self.log = log
        self.frozen = frozen
    }

    func start(among candidates: [RotatedCopies.Candidate], onEnd: @escaping @Sendable () -> Void) {
        DispatchQueue.global(qos: .utility).async {
            let answer = RotatedCopies.read(self.log.path, among: candidates) {
                self.isWanted.load(ordering: .relaxed)
            }
            self.answer.withLock { $0 = answer }
            onEnd()
        }
    }

    func cancel() { isWanted.store(false, ordering: .relaxed) }

    var result: RotatedCopies.Compressed? { answer.withLock { $0 } }
}
