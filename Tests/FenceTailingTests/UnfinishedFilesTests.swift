import FenceDecoding
import FenceStore
import Foundation
import TestSupport
import Testing

@testable import FenceTailing

/// Files that end within a character.
@Suite struct UnfinishedFilesTests {
    private let logs: Logs

    init() throws {
        logs = try Logs()
    }

    /// Text as UTF-16 or UTF-32 with its mark.
    private static func wide(_ text: String, bytes: Int) -> Data {
        var data = Data()
        for scalar in "\u{FEFF}\(text)".unicodeScalars {
            data.append(contentsOf: (0..<bytes).map { UInt8(truncatingIfNeeded: scalar.value >> ($0 * 8)) })
        }
        return data
    }

    /// A tail that has read a log, and does no more by itself.
    private func tailer(on data: Data) throws -> Tailer {
        try logs.folder.write(data, to: "logs/a.log")
        let tailer = try logs.tailer { $0.grace = 0 }
        try tailer.run()
        for file in tailer.files.values { #expect(file.open() != nil) }
        return tailer
    }

    /// What rotations come to when no time passes.
    private func settle(_ tailer: Tailer) throws {
        _ = try tailer.look()
        for _ in 0..<4 {
            while try tailer.takeRound() {}
            try tailer.endRotated(Tailer.steady + 1_000)
        }
    }

    /// Behind the last whole character, or the mark, stand a few bytes; the file is let go all the same, and its disk space.
    @Test(arguments: [(2, 1), (4, 1), (4, 2), (4, 3)], ["quiet\n", "quiet", ""])
    func aDeletedFileIsLetGo(form: (unit: Int, rest: Int), text: String) throws {
        let data = Self.wide(text, bytes: form.unit) + Data(repeating: 0x41, count: form.rest)
        let tailer = try tailer(on: data)
        try FileManager.default.removeItem(atPath: logs.folder.path("logs/a.log"))
        try settle(tailer)
        #expect(tailer.files.isEmpty && tailer.openFiles.count == 0)
        #expect(tailer.waiting.isEmpty && tailer.attention.isEmpty)
    }

    @Test func aDeletedFileOfAMarkAloneIsLetGo() throws {
        for mark: [UInt8] in [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]] {
            let tailer = try tailer(on: Data(mark))
            try FileManager.default.removeItem(atPath: logs.folder.path("logs/a.log"))
            try settle(tailer)
            #expect(tailer.files.isEmpty && tailer.openFiles.count == 0)
        }
    }

    /// A file that has another name now may still be written to: what comes behind half a character makes it whole.
    @Test(arguments: [2, 4])
    func aRenamedFileIsReadOnInTheMidstOfACharacter(unit: Int) throws {
        let data = Self.wide("quiet\n" + Logs.line(1), bytes: unit)
        let whole = data.count - Self.wide(Logs.line(1), bytes: unit).count + unit
        let tailer = try tailer(on: data.prefix(whole + 1))
        let place = logs.folder.path("logs/a.log.1")
        try FileManager.default.moveItem(atPath: logs.folder.path("logs/a.log"), toPath: place)
        try settle(tailer)
        #expect(tailer.files.count == 1)
        let handle = try #require(FileHandle(forWritingAtPath: place))
        handle.seekToEndOfFile()
        try handle.write(contentsOf: data.dropFirst(whole + 1))
        try settle(tailer)
        #expect(try logs.store.alerts(AlertStore.Filter()).count == 1)
    }

    /// At the end of a run last lines are read of however many files, of which few may be open.
    @Test func lastLinesOfManyFilesAreReadWithFewOpen() throws {
        let count = 60
        for number in 0..<count {
            let text = "quiet\n" + (number % 2 == 0 ? "" : String(Logs.line(number).dropLast()))
            try logs.folder.write(text, to: "logs/f\(number).log")
        }
        let tailer = try logs.tailer()
        tailer.descriptorLimit = 16
        try tailer.run()
        #expect(tailer.openFiles.count <= tailer.descriptorLimit)
        #expect(try logs.store.alerts(AlertStore.Filter()).count == count / 2)
    }
}
