import Foundation
import TestSupport
import Testing

@testable import FenceFiles
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

    /// A file system that fails now and then, as network mounts do, takes no file away.
    @Test func whatLiesInAClosedFolderIsNotGone() throws {
        for name in ["a", "sub/b", "sub/c"] { try logs.folder.write(Logs.line(1), to: "logs/\(name).log") }
        let tailer = try tailer()
        let closed = logs.folder.path("logs/sub")
        tailer.discovery.list = { $0 == closed ? nil : FolderListing.entries(in: $0) }
        for _ in 0..<2 { _ = try tailer.look() }
        #expect(told.warnings == ["folder cannot be listed; tried again later \(closed)"])
        #expect(tailer.files.count == 3 && tailer.attention.isEmpty)
        // Once it can be listed again, what is gone is known to be, and the next failure is told.
        try FileManager.default.removeItem(atPath: closed + "/c.log")
        tailer.discovery.list = { FolderListing.entries(in: $0) }
        _ = try tailer.look()
        #expect(tailer.attention.count == 1)
        tailer.discovery.list = { $0 == closed ? nil : FolderListing.entries(in: $0) }
        _ = try tailer.look()
        #expect(told.warnings.count == 2)
    }

    #if canImport(Glibc)
        /// A listing that fails on the way is none.
        @Test func aListingThatFailsIsNotWhole() throws {
            for number in 0..<3 { try logs.folder.write("", to: "logs/\(number).log") }
            let folder = try #require(opendir(logs.folder.path("logs")))
            defer { closedir(folder) }
            #expect(FolderListing.forEach(in: folder) { _ in })
            rewinddir(folder)
            // Something else stands where the folder stood.
            let other = open("/dev/null", O_RDONLY)
            try #require(dup2(other, dirfd(folder)) >= 0)
            close(other)
            #expect(!FolderListing.forEach(in: folder) { _ in })
        }
    #endif
}
