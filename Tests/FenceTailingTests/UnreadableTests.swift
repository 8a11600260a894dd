import FenceFiles
import Foundation
import TestSupport
import Testing

@testable import FenceTailing

/// What cannot be opened or listed.
@Suite struct UnreadableTests {
    private let logs: Logs
    private let told = Told()

    init() throws {
        logs = try Logs()
    }

    private func tailer() throws -> Tailer {
        try logs.folder.write("quiet\n", to: "logs/a.log")
        let tailer = try logs.tailer(handler: { [told] in told })
        try tailer.run()
        return tailer
    }

    /// A spool folder's files come and go: one that has gone between a look at it and its opening is nobody's business.
    @Test func whatVanishesIsNotTold() throws {
        let tailer = try tailer()
        let path = try logs.folder.write("quiet\n", to: "logs/b.log")
        let status = try #require(FileStatus(path: path))
        try FileManager.default.removeItem(atPath: path)
        try tailer.adopt(path, tailer.key(status), status, nil)
        #expect(tailer.unreadable.isEmpty && told.warnings.isEmpty)
    }

    @Test func whatIsNoLongerMetIsForgotten() throws {
        let tailer = try tailer()
        tailer.unreadable = [logs.folder.path("logs/a.log"), logs.folder.path("logs/gone.log"), "/none"]
        _ = try tailer.look()
        #expect(tailer.unreadable == [logs.folder.path("logs/a.log")])
    }
}
