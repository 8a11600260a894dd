import Dispatch
import FencePipeline
import Fencewatch
import Synchronization

/// The default pack's detector, made while the command line is still being read: both take their time at every start.
enum EarlyDetector {
    private static let made = Mutex<Detector?>(nil)
    private static let isMade = DispatchSemaphore(value: 0)
    private static let hasBegun = Atomic(false)

    /// Begins to make it, where the arguments look as if it will be asked for.
    static func begin(arguments: [String]) {
        guard arguments.count > 2, arguments[1] == "scan",
            !arguments.contains(where: {
                $0.hasPrefix("--rules") || $0.hasPrefix("--gitleaks") || $0 == "--help" || $0 == "-h"
            })
        else { return }
        let begins = WorkerThread.start {
            let detector = Detector()
            made.withLock { $0 = detector }
            isMade.signal()
        }
        hasBegun.store(begins, ordering: .relaxed)
    }

    /// The detector, once.
    static func take() -> Detector {
        guard hasBegun.exchange(false, ordering: .relaxed) else { return Detector() }
        isMade.wait()
        return made.withLock { made in
            defer { made = nil }
            return made
        } ?? Detector()
    }
}
