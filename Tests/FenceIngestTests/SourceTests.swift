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

    /// A file that was small when it was opened, and is larger than anything that is read at once when it is read.
    @Test func aFileThatGrewIsReadToItsEnd() throws {
        let folder = Folder()
        let line = Array("quiet line\n".utf8)
        let path = try folder.write(line, to: "a.txt")
        let more = Array(repeating: line, count: 400_000).joined() + Array("mail user1@example.org\n".utf8)
        let isRead = Mutex(false)
        var offsets: [Int] = []
        let totals = Pipeline(detector: Detector(), workers: 2).run(
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
}
