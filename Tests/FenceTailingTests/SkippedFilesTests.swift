import FenceStore
import Foundation
import TestSupport
import Testing

@testable import FenceTailing

/// What a first start skips is counted beside what is followed, and exact all the same.
@Suite struct SkippedFilesTests {
    private let logs: Logs
    private static let old = (0..<2_000).map { Logs.line($0) }.joined()

    init() throws {
        logs = try Logs()
    }

    /// A tail that begins at the ends of what is there when it starts for the first time.
    private func tailer() throws -> Tailer {
        try logs.tailer { $0.startsAtBegin = nil }
    }

    /// A tail that has looked at everything, and counted nothing.
    private func started(_ text: String = old) throws -> Tailer {
        try logs.folder.write(text, to: "logs/a.log")
        let tailer = try tailer()
        _ = try tailer.look()
        #expect(tailer.uncounted.count == 1)
        return tailer
    }

    private func append(_ text: String, to name: String = "logs/a.log") throws {
        let handle = try #require(FileHandle(forWritingAtPath: logs.folder.path(name)))
        handle.seekToEndOfFile()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    private func rename(_ from: String, _ to: String) throws {
        try FileManager.default.moveItem(atPath: logs.folder.path(from), toPath: logs.folder.path(to))
    }

    private func settle(_ tailer: Tailer, _ now: Double = Tailer.steady) throws {
        let deadline = Tailer.steady + 60
        repeat {
            _ = try tailer.look()
            try tailer.endRotated(now)
            try tailer.judgeCopies()
            try tailer.takeCompressed()
            _ = try tailer.takeRound()
            try tailer.countSkipped()
        } while (tailer.check != nil || !tailer.compressed.isEmpty || !tailer.waiting.isEmpty
            || !tailer.uncounted.isEmpty)
            && Tailer.steady < deadline
    }

    /// Serial numbers of the alerts, by their contacts' masks: all are of one length.
    private func serials() throws -> [String] {
        try logs.store.alerts(AlertStore.Filter()).map(\.contacts).sorted()
    }

    private func expected(_ serials: Range<Int>) throws -> [String] {
        let other = try Logs()
        try other.folder.write(serials.map { Logs.line($0) }.joined(), to: "logs/a.log")
        try other.tailer().run()
        return try other.store.alerts(AlertStore.Filter()).map(\.contacts).sorted()
    }

    @Test func countingIsExact() throws {
        let tailer = try started()
        #expect(try logs.store.hasStarted())
        #expect(try logs.store.files().map(\.isUncounted) == [true])
        try append(Logs.line(3_000))
        try settle(tailer)
        let file = try #require(tailer.files.values.first).progress
        let text = Array((Self.old + Logs.line(3_000)).utf8)
        #expect(file.offset == text.count && file.prefixHash == ContentHash.hash(text) && file.line == 2_002)
        #expect(try logs.store.files().map { [$0.line, $0.offset] } == [[2_002, text.count]])
        let alert = try #require(try logs.store.alerts(AlertStore.Filter()).first)
        #expect(alert.json.contains("\"line\":2001"))
        #expect(try logs.store.alerts(AlertStore.Filter()).count == 1)
    }

    /// Bytes of a line end are a part of many characters of two bytes.
    @Test func linesOfWideTextAreCounted() throws {
        var data = Data([0xFF, 0xFE])
        for unit in String(repeating: "上上上上\n", count: 20_000).utf16 {
            data.append(contentsOf: [UInt8(unit & 255), UInt8(unit >> 8)])
        }
        try logs.folder.write(data, to: "logs/a.log")
        let tailer = try tailer()
        _ = try tailer.look()
        try settle(tailer)
        #expect(tailer.files.values.map(\.progress.line) == [20_001])
        #expect(tailer.files.values.map(\.progress.prefixHash) == [ContentHash.hash(Array(data))])
    }

    /// A kill before all is counted loses no place: what was written meanwhile is read, with the lines that it has.
    @Test func aKillBeforeAllIsCountedLosesNothing() throws {
        _ = try started()
        try append(Logs.line(3_000))
        try logs.folder.write(Logs.line(3_001), to: "logs/new.log")
        let next = try tailer()
        try next.run()
        #expect(try serials() == expected(3_000..<3_002))
        #expect(next.uncounted.isEmpty)
        #expect(try logs.store.alerts(AlertStore.Filter()).contains { $0.json.contains("\"line\":2001") })
    }

    /// A look that is ended stores where it was, and the next run goes on with it.
    @Test func aFirstLookThatIsEndedIsMadeAgain() throws {
        try logs.folder.write(Self.old, to: "logs/a.log")
        let first = try tailer()
        first.stop()
        _ = try first.look()
        #expect(try !logs.store.hasStarted())
        try tailer().run()
        #expect(try logs.store.hasStarted() && serials().isEmpty)
    }

    /// Copied and cut before it was counted, with lines that nobody read between.
    @Test(arguments: [true, false])
    func aCopyIsKnownBeforeItsLogIsCounted(isRunning: Bool) throws {
        var tailer = try started()
        try append((3_000..<3_010).map { Logs.line($0) }.joined())
        try FileManager.default.copyItem(
            atPath: logs.folder.path("logs/a.log"), toPath: logs.folder.path("logs/a.log.1"))
        let handle = try #require(FileHandle(forWritingAtPath: logs.folder.path("logs/a.log")))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(Logs.line(3_010).utf8))
        try handle.close()
        if !isRunning { tailer = try self.tailer() }
        try settle(tailer)
        #expect(try serials() == expected(3_000..<3_011))
        #expect(tailer.files.values.map(\.progress.line).sorted() == [2, 2_011])
    }

    /// One that differs in its last bytes is no copy, whatever its name and begin.
    @Test func anotherLogIsNoCopy() throws {
        _ = try started()
        let other = Self.old.dropLast(Logs.line(1_999).count) + Logs.line(4_999)
        try FileManager.default.removeItem(atPath: logs.folder.path("logs/a.log"))
        try logs.folder.write(String(other), to: "logs/a.log.1")
        try settle(try tailer())
        #expect(try logs.store.alerts(AlertStore.Filter().all).count == 2_000)
    }

    /// Renamed and compressed before it was counted: while a tail runs, and while none does.
    @Test(arguments: [true, false], [true, false])
    func aCompressedLogIsKnownBeforeItsLogIsCounted(isRunning: Bool, isSeenRenamed: Bool) throws {
        var tailer = try started()
        let rest = (3_000..<3_010).map { Logs.line($0) }.joined()
        try append(rest)
        try rename("logs/a.log", "logs/a.log.1")
        if isRunning, isSeenRenamed { _ = try tailer.look() }
        try logs.folder.write(GzipFile.stored(Self.old + rest), to: "logs/a.log.1.gz")
        try FileManager.default.removeItem(atPath: logs.folder.path("logs/a.log.1"))
        try logs.folder.write(Logs.line(3_010), to: "logs/a.log")
        if !isRunning { tailer = try self.tailer() }
        try settle(tailer)
        try settle(tailer, Tailer.steady + 1_000)
        #expect(try serials() == expected(3_000..<3_011))
    }

    /// A file that is deleted is counted before it is let go: a copy may come yet.
    @Test func aDeletedFileIsCountedFirst() throws {
        let tailer = try started()
        try FileManager.default.removeItem(atPath: logs.folder.path("logs/a.log"))
        try settle(tailer, Tailer.steady + 1_000)
        try settle(tailer, Tailer.steady + 1_000)
        #expect(tailer.files.isEmpty && tailer.gone.count == 1)
        #expect(try logs.store.files().map { [$0.line, $0.isGone ? 1 : 0] } == [[2_001, 1]])
    }
}

extension AlertStore.Filter {
    /// Without a limit.
    fileprivate var all: AlertStore.Filter {
        var filter = self
        filter.limit = .max
        return filter
    }
}
