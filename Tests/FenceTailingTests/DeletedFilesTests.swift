import FenceFiles
import FenceStore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FenceTailing

/// However many files are deleted, each folder is listed once, and what is gone is known to be.
@Suite struct DeletedFilesTests {
    private let logs: Logs
    private let listings = Listings()

    /// Counts how often folders are listed.
    private final class Listings: Sendable {
        private let counter = Atomic(0)
        var count: Int { counter.load(ordering: .relaxed) }

        var siblings: Siblings {
            Siblings { folder in
                self.counter.add(1, ordering: .relaxed)
                return FolderListing.names(in: folder)
            }
        }
    }

    init() throws {
        logs = try Logs()
    }

    private func write(_ count: Int) throws {
        for number in 0..<count { try logs.folder.write(Logs.line(number), to: "logs/f\(number).log") }
    }

    private func remove(_ numbers: Range<Int>) throws {
        for number in numbers { try FileManager.default.removeItem(atPath: logs.folder.path("logs/f\(number).log")) }
    }

    private var serials: [String] {
        get throws { try logs.store.alerts(AlertStore.Filter()).map(\.contacts).sorted() }
    }

    @Test func thoseOfAnEarlierRunAreLookedForInOneListing() throws {
        try write(60)
        try logs.tailer().run()
        try remove(0..<40)
        // One has a name that is not followed, and grew.
        let renamed = logs.folder.path("logs/f50.done")
        try FileManager.default.moveItem(atPath: logs.folder.path("logs/f50.log"), toPath: renamed)
        let handle = try #require(FileHandle(forWritingAtPath: renamed))
        handle.seekToEndOfFile()
        try handle.write(contentsOf: Data(Logs.line(100).utf8))
        let tailer = try logs.tailer { $0.excludes = ["*.done"] }
        tailer.siblings = listings.siblings
        try tailer.run()
        #expect(listings.count == 1)
        #expect(try logs.store.files().filter(\.isGone).count == 40)
        #expect(try serials.count == 61)
        // The next one does not look for them again.
        let next = try logs.tailer()
        next.siblings = listings.siblings
        try next.run()
        #expect(listings.count == 1)
        #expect(try serials.count == 61)
    }

    @Test(arguments: [true, false])
    func thoseThatGoUnderARunningTailAreOneListingAndOneTransaction(isTold: Bool) throws {
        try write(60)
        let tailer = try logs.tailer()
        try tailer.run()
        // As where more are followed than may be open.
        for file in tailer.files.values { file.handle = nil }
        try remove(0..<40)
        tailer.siblings = listings.siblings
        if isTold {
            for number in 0..<40 { try tailer.examine(logs.folder.path("logs/f\(number).log")) }
        } else {
            _ = try tailer.look()
        }
        #expect(listings.count == 1)
        // Nothing of them waits for its turn before what is written elsewhere.
        #expect(tailer.waiting.isEmpty)
        let commits = tailer.metrics.current.commits
        try tailer.endRotated(Tailer.steady + 1_000)
        #expect(tailer.metrics.current.commits == commits + 1)
        #expect(tailer.files.count == 20)
        #expect(try logs.store.files().filter(\.isGone).count == 40)
    }

    /// However many files are renamed at once, few are open, and all are read to their ends under names that are not followed.
    @Test func thoseThatAreRenamedAtOnceAreReadWithFewOpen() throws {
        let count = 60
        try write(count)
        let tailer = try logs.tailer { $0.excludes = ["*.done"] }
        tailer.descriptorLimit = 16
        try tailer.run()
        func append(_ serial: Int, to name: String) throws {
            let handle = try #require(FileHandle(forWritingAtPath: logs.folder.path("logs/\(name)")))
            handle.seekToEndOfFile()
            try handle.write(contentsOf: Data(Logs.line(serial).utf8))
        }
        func rename(_ from: String, _ to: String) throws {
            for number in 0..<count {
                try FileManager.default.moveItem(
                    atPath: logs.folder.path("logs/f\(number).\(from)"),
                    toPath: logs.folder.path("logs/f\(number).\(to)"))
            }
        }
        func settle(_ now: Double) throws {
            for _ in 0..<count {
                try tailer.endRotated(now)
                while try tailer.takeRound() {}
                #expect(tailer.openFiles.count <= tailer.descriptorLimit)
                tailer.siblings.forgetAll()
            }
        }
        for number in 0..<count { try append(count + number, to: "f\(number).log") }
        try rename("log", "1.done")
        _ = try tailer.look()
        #expect(tailer.openFiles.count <= tailer.descriptorLimit)
        try settle(Tailer.steady)
        #expect(try serials.count == 2 * count)
        // Renamed again, and written to by who still has them open.
        try rename("1.done", "2.done")
        for number in 0..<count { try append(2 * count + number, to: "f\(number).2.done") }
        try settle(Tailer.steady)
        #expect(try serials.count == 3 * count)
        try settle(Tailer.steady + 1_000)
        #expect(tailer.files.isEmpty && tailer.openFiles.count == 0)
    }

    /// A folder that is not there, or not asked for this time, says nothing of the files in it.
    @Test func whatIsOutOfSightIsNotGone() throws {
        try logs.folder.write(Logs.line(1), to: "a/x.log")
        try logs.folder.write(Logs.line(2), to: "b/x.log")
        try logs.folder.write(Logs.line(3), to: "b/y.log")
        let (a, b) = (logs.folder.path("a"), logs.folder.path("b"))
        try logs.tailer(on: [a, b]).run()
        try logs.tailer(on: [a]).run()
        #expect(try !logs.store.files().contains(where: \.isGone))
        try FileManager.default.moveItem(atPath: b, toPath: b + "-away")
        try logs.tailer(on: [a, b]).run()
        #expect(try !logs.store.files().contains(where: \.isGone))
        try FileManager.default.moveItem(atPath: b + "-away", toPath: b)
        try FileManager.default.removeItem(atPath: b + "/y.log")
        try logs.tailer(on: [a, b]).run()
        #expect(try logs.store.files().filter(\.isGone).map(\.path) == [b + "/y.log"])
        #expect(try logs.store.alerts(AlertStore.Filter()).map(\.revision) == [1, 1, 1])
    }

    /// A file that was taken for gone and comes back is read on where it was read to.
    @Test func whatComesBackIsReadOn() throws {
        try write(3)
        try logs.tailer().run()
        let (place, away) = (logs.folder.path("logs/f1.log"), logs.folder.path("f1.log"))
        try FileManager.default.moveItem(atPath: place, toPath: away)
        try logs.tailer().run()
        #expect(try logs.store.files().filter(\.isGone).count == 1)
        try FileManager.default.moveItem(atPath: away, toPath: place)
        let tailer = try logs.tailer()
        try tailer.run()
        #expect(tailer.metrics.current.messages == 0)
        #expect(try serials.count == 3)
        #expect(try !logs.store.files().contains(where: \.isGone))
    }

    @Test func aFileThatIsRenamedAfterTheListingIsFound() throws {
        try write(2)
        let tailer = try logs.tailer()
        tailer.siblings = listings.siblings
        let status = try #require(FileStatus(path: logs.folder.path("logs/f1.log")))
        for name in ["f1.log", "f1.log.1", "f1.log.2"] {
            let path = logs.folder.path("logs/\(name)")
            if name != "f1.log" {
                let before = try #require(tailer.sibling(of: path, key: tailer.key(status)))
                try FileManager.default.moveItem(atPath: before, toPath: path)
            }
            #expect(tailer.sibling(of: path, key: tailer.key(status)) == path)
        }
        try remove(0..<1)
        #expect(listings.count == 3)
    }

    /// The listing that looks at no file says what the one does that looks at each.
    @Test func namesAreThoseThatALookAtEachFileTells() throws {
        var random = SeededGenerator(seed: 11)
        let manager = FileManager.default
        for round in 0..<30 {
            let place = "names\(round)"
            try logs.folder.write("", to: "elsewhere\(round)/z.log")
            try logs.folder.write("", to: "\(place)/.hidden")
            var names = ["../elsewhere\(round)/z.log"]
            for number in 0..<Int.random(in: 0..<12, using: &random) {
                let path = logs.folder.path("\(place)/\(Int.random(in: 0..<100, using: &random))-\(number)")
                let target = names.randomElement(using: &random).map { logs.folder.path("\(place)/\($0)") } ?? ""
                switch Int.random(in: 0..<5, using: &random) {
                case 0: try manager.createSymbolicLink(atPath: path, withDestinationPath: target)
                case 1: try manager.linkItem(atPath: target, toPath: path)
                case 2: try manager.createDirectory(atPath: path, withIntermediateDirectories: false)
                default:
                    try Data().write(to: URL(fileURLWithPath: path))
                    names.append((path as NSString).lastPathComponent)
                }
            }
            var expected: [Int64: String] = [:]
            let entries = try #require(FolderListing.entries(in: logs.folder.path(place)))
            for entry in entries where entry.status.isFile && expected[entry.status.inode] == nil {
                expected[entry.status.inode] = entry.name
            }
            let listed = try #require(FolderListing.names(in: logs.folder.path(place)))
            #expect(listed.filter { expected[$0.key] != nil } == expected)
            #expect(listed.count <= entries.count)
        }
        #expect(FolderListing.names(in: logs.folder.path("none")) == nil)
    }
}
