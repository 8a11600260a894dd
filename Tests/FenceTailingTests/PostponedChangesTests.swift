import FenceFiles
import Foundation
import TestSupport
import Testing

@testable import FenceTailing

/// What happens while nothing can be stored.
@Suite struct PostponedChangesTests {
    @Test func eachChangeIsKeptOnceAndNotTooMany() throws {
        let logs = try Logs()
        try logs.folder.write("quiet\n", to: "logs/a.log")
        let tailer = try logs.tailer()
        try tailer.run()
        let paths = (0..<2 * Tailer.postponedAtMost).map { logs.folder.path("logs/none\($0).log") }
        for _ in 0..<2 { tailer.holdOpen(paths.prefix(100).map { .path($0) }) }
        #expect(tailer.postponed.count == 100 && tailer.wantsLook)
        tailer.holdOpen(paths.map { .path($0) })
        #expect(tailer.postponed.count == Tailer.postponedAtMost)
    }

    @Test func whatIsInNewFoldersIsHeld() throws {
        let logs = try Logs()
        try logs.folder.write("quiet\n", to: "logs/a.log")
        let tailer = try logs.tailer()
        try tailer.run()
        for number in 0..<5 { try logs.folder.write(Logs.line(number), to: "logs/new\(number)/b.log") }
        tailer.holdOpen((0..<5).map { .path(logs.folder.path("logs/new\($0)")) })
        #expect(tailer.held.count == 5)
        try FileManager.default.removeItem(atPath: logs.folder.path("logs"))
        try tailer.takeHeld()
        while try tailer.takeRound() {}
        #expect(tailer.metrics.current.messages == 6)
    }
}
