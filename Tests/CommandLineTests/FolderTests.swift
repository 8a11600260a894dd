import Foundation
import TestSupport
import Testing

/// What `scan` finds in folders: each file once, and no failure where nothing was missed.
@Suite struct FolderTests {
    private func link(_ name: String, to target: String, in folder: Folder) throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path(name), withDestinationPath: target)
    }

    private func sources(of outcome: Binary.Outcome) -> [String] {
        outcome.records(of: "alert").compactMap { (($0["messages"] as? [[String: Any]])?.first)?["source"] as? String }
    }

    /// The contact differs from file to file, so that each is a conversation and a trade of its own.
    private func offer(_ number: Int) -> String {
        "出售一手母婴数据，100w条，0.5元/条，飞机 @muying_data\(number)\n"
    }

    /// Links come last, so what they lead to is told by its own name.
    @Test func eachFileIsReadOnce() throws {
        let folder = try Folder()
        try folder.write(offer(10), to: "logs/real/a.txt")
        try folder.write(offer(11), to: "logs/real/b.txt")
        try folder.write(offer(12), to: "elsewhere/c.txt")
        try link("logs/latest", to: "real", in: folder)
        try link("logs/again.txt", to: "real/a.txt", in: folder)
        try link("logs/loop", to: folder.path("logs"), in: folder)
        try link("logs/c1", to: folder.path("elsewhere/c.txt"), in: folder)
        try link("logs/c2", to: folder.path("elsewhere"), in: folder)
        try FileManager.default.linkItem(atPath: folder.path("logs/real/b.txt"), toPath: folder.path("logs/b2.txt"))
        let logs = folder.path("logs")
        for paths in [[logs], [logs, logs], [logs, folder.path("logs/real/a.txt")]] {
            let outcome = try Binary.run(["scan", "--format", "jsonl"] + paths)
            #expect(outcome.status == 1)
            #expect(sources(of: outcome) == ["b2.txt", "real/a.txt", "c1"].map { "\(logs)/\($0)" })
            #expect(outcome.records(of: "skipped").isEmpty)
        }
        let file = folder.path("logs/real/a.txt")
        let named = try Binary.run(["scan", "--format", "jsonl", file, folder.path("logs/again.txt"), file, logs])
        #expect(sources(of: named) == [file, "\(logs)/b2.txt", "\(logs)/c1"])
    }

    /// A file whose own name is hidden is read by the link to it, where hidden ones are left out.
    @Test func hiddenFilesAreReadUnlessLeftOut() throws {
        let folder = try Folder()
        try folder.write(offer(10), to: "logs/.hidden/a.txt")
        try folder.write(offer(11), to: "logs/.b.txt")
        try link("logs/b", to: ".b.txt", in: folder)
        let logs = folder.path("logs")
        let all = try Binary.run(["scan", "--format", "jsonl", logs])
        #expect(sources(of: all) == ["\(logs)/.b.txt", "\(logs)/.hidden/a.txt"])
        let visible = try Binary.run(["scan", "--no-hidden", "--format", "jsonl", logs])
        #expect(sources(of: visible) == ["\(logs)/b"])
    }

    /// In a folder they are told, but nothing is missed without them; by name they were asked for.
    @Test func whatHoldsNothingIsNoFailureInAFolder() throws {
        let folder = try Folder()
        try folder.write(offer(10), to: "logs/a.txt")
        try link("logs/nowhere", to: "gone", in: folder)
        try link("logs/self", to: "self", in: folder)
        #expect(mkfifo(folder.path("logs/pipe"), 0o600) == 0)
        let outcome = try Binary.run(["scan", "--format", "jsonl", folder.path("logs")])
        #expect(outcome.status == 1)
        #expect(outcome.errors.isEmpty)
        let reasons = outcome.records(of: "skipped").compactMap { $0["reason"] as? String }
        #expect(reasons.sorted() == ["not-found", "not-found", "unreadable"])
        #expect(
            outcome.records(of: "summary").first?["sources"] as? [String: Int]
                == ["scanned": 1, "skipped": 3, "failed": 0])
        for name in ["nowhere", "pipe"] {
            #expect(try Binary.run(["scan", folder.path("logs/\(name)")]).status == 2)
        }
    }
}
