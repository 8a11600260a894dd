import FenceDecoding
import FenceModel
import FencePipeline
import Fencewatch
import Foundation
import Synchronization
import Testing

@testable import FenceIngest

@Suite struct SourceTests {
    /// A folder of a test's own, gone with it.
    private final class Folder {
        private let root = FileManager.default.temporaryDirectory.appendingPathComponent(
            "fencewatch-\(UUID().uuidString)")

        deinit {
            try? FileManager.default.removeItem(at: root)
        }

        func path(_ name: String) -> String { root.appendingPathComponent(name).path }

        @discardableResult
        func write(_ bytes: [UInt8], to name: String) throws -> String {
            let file = root.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
            return file.path
        }
    }

    static func walk(limits: IngestLimits = IngestLimits()) -> Walk {
        var options = SourceReader.Options()
        options.limits = limits
        return Walk(
            options: options, totals: UnpackedTotals(packedSize: nil), isBinaryFailure: false, path: nil,
            slackFolders: SlackFolders())
    }

    /// A file that was small when it was opened, and is larger than anything that is read at once when it is read.
    @Test func aFileThatGrewIsReadToItsEnd() throws {
        let folder = Folder()
        let line = Array("quiet line\n".utf8)
        let path = try folder.write(line, to: "a.txt")
        let more = Array(repeating: line, count: 400_000).joined() + Array("mail user1@example.org\n".utf8)
        let isRead = Mutex(false)
        var offsets: [Int] = []
        let totals = try Pipeline(detector: Detector(), workers: 2).run(
            read: { feed in
                do {
                    let reader = try FileReader(path: FilePath(path))
                    let handle = try #require(FileHandle(forWritingAtPath: path))
                    try handle.seekToEnd()
                    try handle.write(contentsOf: more)
                    let head = try reader.read(65_536)
                    let wasRead = try SourceReader(options: SourceReader.Options()).read(
                        reader, head: head, path: FilePath(path), isNamed: true, into: feed)
                    isRead.withLock { $0 = wasRead ?? true }
                } catch {
                    Issue.record(error)
                }
            },
            consume: { event in
                if case .reports(let reports, _, _) = event { offsets += reports.compactMap(\.origin.offset) }
                return true
            })
        #expect(isRead.withLock { $0 })
        #expect(totals.bytes == line.count + more.count)
        #expect(offsets == [line.count * 400_001])
    }

    /// A message of more values than are held is read as far as they go, which is told, and so are its neighbours.
    @Test(arguments: ["1,", "[],", #"{"":1},"#])
    func aMessageOfTooManyValuesIsTold(value: String) {
        func message(_ text: String, _ more: String) -> String {
            #"{"from":"li","date_unixtime":"1793687167","text":"\#(text)","x":[\#(more)0]}"#
        }
        let many = String(repeating: value, count: JSONTape.mostNodes + 1)
        let start = #"{"name":"g","messages":["# + message("first", "1,") + ","
        let text = start + message("second", many) + "," + message("third", "") + "]}"
        let feed = Collector()
        #expect(
            Self.walk().read(
                MemoryStream(Array(text.utf8)), at: SourceReference(source: "a.json"), depth: 0, into: feed))
        #expect(feed.texts == ["first", "second", "third"])
        #expect(feed.skipped.map(\.reason) == [.entrySizeLimit])
        #expect(feed.skipped.map(\.offset) == [start.utf8.count])
    }

    // MARK: - Slack's list of names

    private static let users = #"[{"id":"U1","profile":{"display_name":"li"}},{"id":"U2","real_name":"wang"}]"#

    /// A stream that fails behind its bytes.
    private final class FailingStream: ByteStream {
        private var bytes: [UInt8]

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
            guard !bytes.isEmpty else {
                bytes = Array("never".utf8)
                throw IngestFailure(.corrupt, "damaged")
            }
            buffer += bytes
            defer { bytes = [] }
            return bytes.count
        }
    }

    /// The list is a source as any other: what stands behind it is read, and damage is told.
    @Test func whatStandsBehindAListOfNamesIsRead() throws {
        var names = SlackNames()
        let long = Self.users + String(repeating: " ", count: 1_000) + "behind"
        var rest: [UInt8] = []
        try names.take(from: MemoryStream(Array(long.utf8)), limit: Self.users.utf8.count + 10).fill(
            1 << 20, into: &rest)
        #expect(rest == Array(long.utf8))
        #expect(names.name(of: Array("U1".utf8)) == Array("li".utf8))

        rest = []
        let damaged = names.take(from: FailingStream(Array(Self.users.utf8)))
        let failure = #expect(throws: IngestFailure.self) { try damaged.fill(1 << 20, into: &rest) }
        #expect(rest == Array(Self.users.utf8))
        #expect(failure?.reason == .corrupt)
    }

    /// A tar archive of one member, cut short of its end.
    private static func tar(_ name: String, _ content: String, size: Int) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at place: Int) {
            header.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
        }
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: digits - text.count) + text
        }
        put(name, at: 0)
        put("0000644", at: 100)
        put(octal(size, 11), at: 124)
        put("00000000000", at: 136)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put("        ", at: 148)
        put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
        return header + Array(content.utf8)
    }

    @Test func aListOfNamesThatIsCutShortIsTold() {
        let feed = Collector()
        _ = Self.walk().read(
            MemoryStream(Self.tar("x/users.json", Self.users, size: 5_000)), at: SourceReference(source: "a.tar"),
            depth: 0, into: feed)
        #expect(feed.skipped.first?.member == "x/users.json")
        #expect(feed.skipped.first?.reason == .truncated)
    }

    /// The days of an export ask for one list, which is read once.
    @Test func theListBesideAFolderIsReadOnce() throws {
        let folder = Folder()
        let list = try folder.write(Array(Self.users.utf8), to: "export/users.json")
        let folders = SlackFolders()
        func name(_ path: String) -> [UInt8]? { folders.names(forDayAt: folder.path(path)).name(of: Array("U2".utf8)) }
        #expect(name("export/general/2026-11-03.json") == Array("wang".utf8))
        try FileManager.default.removeItem(atPath: list)
        #expect(name("export/random/2026-11-04.json") == Array("wang".utf8))
        #expect(name("export/random/notes.json") == nil)
        #expect(name("other/general/2026-11-03.json") == nil)
        #expect(name("export/general/2026-11-03.json") == nil)
    }
}
