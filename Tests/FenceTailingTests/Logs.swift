import FenceStore
import Fencewatch
import Logging
import Synchronization
import TestSupport

@testable import FenceTailing

/// A folder of logs with a state beside it, and tails on it that run in the test's own thread.
struct Logs {
    let folder: Folder
    let state: StateDirectory

    init() throws {
        folder = try Folder()
        state = try StateDirectory(path: folder.path("state"), isExclusive: true)
    }

    var store: AlertStore { get throws { try AlertStore(directory: state) } }

    /// A line that raises an alert of its own.
    static func line(_ serial: Int) -> String {
        "2026-11-03 14:26:07 <u\(serial)> 出售一手母婴数据，100w条，0.5元/条，飞机 @seller_\(1_000_000 + serial)\n"
    }

    /// A tail that reads everything from its start, and ends then.
    func tailer(
        on paths: [String]? = nil, _ change: (inout TailOptions) -> Void = { _ in },
        handler: @escaping @Sendable () -> any LogHandler = { SwiftLogNoOpLogHandler() },
        write: @escaping TailOptions.Write = { $0.count }
    ) throws -> Tailer {
        var options = TailOptions(paths: paths ?? [folder.path("logs")])
        options.startsAtBegin = true
        options.stopsWhenRead = true
        change(&options)
        return try Tailer(
            options: options, detector: Detector(), store: store, fingerprinter: nil,
            log: Logger(label: "test", factory: { _ in handler() }), write: write)
    }
}

/// Keeps warnings, with their paths.
final class Told: LogHandler, Sendable {
    private let kept = Mutex<[String]>([])
    var warnings: [String] { kept.withLock { $0 } }
    var logLevel: Logger.Level {
        get { .warning }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        kept.withLock { $0.append("\(event.message) \(event.metadata?["path"] ?? "")") }
    }
}
