import FenceFiles
import FenceStore
import Foundation
import TestSupport
import Testing

@testable import FenceTailing

/// Compressed logs, and what the store knows of them.
@Suite struct CompressedFilesTests {
    private let logs: Logs
    private let name = "logs/a.log.1.gz"

    init() throws {
        logs = try Logs()
    }

    /// Puts another content into the same file.
    private func rewrite(_ text: String) throws {
        let handle = try #require(FileHandle(forWritingAtPath: logs.folder.path(name)))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: GzipFile.stored(text))
        try handle.close()
    }

    /// Reads what compressed logs hold.
    private func settle(_ tailer: Tailer) throws {
        let deadline = Tailer.steady + 60
        repeat {
            try tailer.takeCompressed()
            _ = try tailer.takeRound()
        } while (tailer.check != nil || !tailer.compressed.isEmpty || !tailer.waiting.isEmpty)
            && Tailer.steady < deadline
    }

    private var rows: (there: Int, gone: Int) {
        get throws {
            let all = try logs.store.files()
            return (all.count { !$0.isGone }, all.count(where: \.isGone))
        }
    }

    /// Rotations use their names again, and file systems their numbers: the store keeps one row for each that is there.
    @Test(arguments: [true, false])
    func whatIsReplacedIsGone(isRunning: Bool) throws {
        try logs.folder.write(GzipFile.stored(Logs.line(0)), to: name)
        var tailer = try logs.tailer()
        try tailer.run()
        for serial in 1...3 {
            try rewrite(Logs.line(serial) + String(repeating: "quiet\n", count: serial))
            if isRunning {
                // Told by the system, or found by a look.
                if serial == 2 { try tailer.examine(logs.folder.path(name)) } else { _ = try tailer.look() }
                #expect(try rows.there == 0)
                try settle(tailer)
            } else {
                tailer = try logs.tailer()
                try tailer.run()
            }
            #expect(try logs.store.alerts(AlertStore.Filter()).count == serial + 1)
            #expect(try rows.there == 1)
            // Besides marks, what was read of each is kept.
            #expect(try rows.gone == 2 * serial + 1)
        }
    }
}
