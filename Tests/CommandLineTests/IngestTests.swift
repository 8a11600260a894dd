import Foundation
import TestSupport
import Testing

/// One message in every encoding, container and format gives the same alert in all.
@Suite struct IngestTests {
    private struct Planted: Decodable {
        var path: String
        var author: String?
        var time: String?
        var channel: String?
        var member: String?
        var skipped: String?
        var quiet: Bool
        var unread: Bool
    }

    private func plant(in folder: Folder) throws -> [Planted] {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("plant.py").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script, folder.path("planted")]
        try folder.write(Data(), to: "manifest")
        process.standardOutput = try FileHandle(forWritingTo: folder.url("manifest"))
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try String(contentsOf: folder.url("manifest"), encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Planted.self, from: Data($0.utf8))
        }
    }

    @Test func everyEncodingContainerAndFormatGivesTheSameAlert() throws {
        let folder = try Folder()
        let planted = try plant(in: folder)
        #expect(planted.count >= 90)
        let outcome = try Binary.run(["scan", "--format", "jsonl", folder.path("planted")])
        #expect(outcome.status == 2)
        let alerts = Dictionary(grouping: outcome.records(of: "alert")) { origin(of: $0)["source"] as? String ?? "" }
        let skipped = Dictionary(grouping: outcome.records(of: "skipped")) { $0["source"] as? String ?? "" }
        for file in planted {
            let path = folder.path("planted/\(file.path)")
            if let reason = file.skipped {
                #expect(skipped[path]?.contains { $0["reason"] as? String == reason } == true, "\(file.path)")
            }
            // What is locked tells nothing; what is damaged tells what came before.
            if file.skipped == "encrypted" || file.quiet { continue }
            let alert = try #require(alerts[path]?.first, "\(file.path) gives no alert")
            #expect(alert["alert"] as? String == "offer", "\(file.path)")
            #expect((alert["volume"] as? [String: Any])?["records"] as? Int == 1_000_000, "\(file.path)")
            let message = origin(of: alert)
            #expect(message["author"] as? String == file.author, "\(file.path)")
            #expect(message["time"] as? String == file.time, "\(file.path)")
            #expect(message["channel"] as? String == file.channel, "\(file.path)")
            #expect(message["member"] as? String == file.member, "\(file.path)")
        }
        let summary = try #require(outcome.records(of: "summary").first?["sources"] as? [String: Int])
        // Every file is counted once.
        let unread = planted.count(where: \.unread)
        #expect(summary == ["scanned": planted.count - unread, "skipped": unread, "failed": 0])
    }

    /// An offset leads to the message's bytes in the file, whatever their encoding.
    @Test(arguments: [
        "utf8.txt", "utf8-mark.txt", "gb18030.txt", "gbk-after-ascii.txt", "utf16le.txt", "utf16be.txt", "big5.txt",
    ])
    func offsetsLeadToTheSourcesBytes(name: String) throws {
        let folder = try Folder()
        _ = try plant(in: folder)
        let path = folder.path("planted/encodings/\(name)")
        let outcome = try Binary.run(["scan", "--format", "jsonl", path])
        let alert = try #require(outcome.records(of: "alert").first)
        let offset = try #require(origin(of: alert)["offset"] as? Int)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let first = bytes[offset...].prefix(10)
        let isWide = name.hasPrefix("utf16")
        let digits = first.filter { $0 != 0 }
        #expect(String(decoding: digits, as: UTF8.self).hasPrefix(isWide ? "2026-" : "2026-11-03"))
        #expect(bytes[..<offset].filter { $0 == 0x0A }.count >= 1)
    }

    @Test(arguments: [
        (["--max-nesting", "1"], "containers/nested.zip", "limit-nesting"),
        (["--max-entries", "1"], "containers/chat.zip", "limit-entries"),
        (["--max-entry-bytes", "20"], "containers/chat.zip", "limit-entry-size"),
        (["--max-total-bytes", "20"], "containers/chat.gz", "limit-total-size"),
    ])
    func aLimitIsToldAndExitsWithTwo(flags: [String], path: String, reason: String) throws {
        let folder = try Folder()
        _ = try plant(in: folder)
        let outcome = try Binary.run(["scan", "--format", "jsonl"] + flags + [folder.path("planted/\(path)")])
        #expect(outcome.status == 2)
        #expect(outcome.records(of: "skipped").contains { $0["reason"] as? String == reason })
    }

    /// What cannot be unpacked of a feed's item is told where it stands; the items around it are read.
    @Test func damageOfAFeedItemIsTold() throws {
        let folder = try Folder()
        let text = try folder.write(ScanCommandTests.offer, to: "text")
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", text]
        try gzip.run()
        gzip.waitUntilExit()
        let packed = try Data(contentsOf: folder.url("text.gz"))
        func item(_ data: Data) -> String {
            #"{"data":"\#(data.base64EncodedString())","data-sha256":"x","meta":{}}"# + "\n"
        }
        let (whole, cut) = (item(packed), item(packed.dropLast(packed.count / 2)))
        let outcome = try Binary.run(["scan", "--format", "jsonl", "-"], input: whole + cut + whole)
        #expect(outcome.status == 2)
        #expect(outcome.records(of: "alert").count >= 1)
        let skipped = outcome.records(of: "skipped")
        #expect(skipped.map { $0["reason"] as? String } == ["truncated"])
        #expect(skipped.map { $0["offset"] as? Int } == [whole.utf8.count])
    }

    /// The limits hold for what a feed's items unpack to: for one, and for all of a source, whether an item is a line or an object.
    @Test(arguments: [
        (["--max-entry-bytes", "100000"], ["limit-entry-size", "limit-entry-size"]),
        (["--max-total-bytes", "3000000"], ["limit-total-size"]), (["--max-ratio", "2"], ["limit-ratio"]), ([], []),
    ])
    func limitsHoldForFeedItems(flags: [String], reasons: [String]) throws {
        let folder = try Folder()
        // Behind the first 16 MiB a ratio counts, so the two together are larger.
        let isRatio = flags.contains("--max-ratio")
        let text = String(repeating: "今天下班有点晚，晚上吃什么\n", count: isRatio ? 300_000 : 60_000)
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", try folder.write(text, to: "text")]
        try gzip.run()
        gzip.waitUntilExit()
        let packed = try Data(contentsOf: folder.url("text.gz")).base64EncodedString()
        for separator in ["", "\n"] {
            let item = "{\(separator)\"data\":\"\(packed)\",\(separator)\"data-sha256\":\"x\",\"meta\":{}}\n"
            let file = try folder.write(item + item, to: "feed.json")
            let outcome = try Binary.run(["scan", "--format", "jsonl", "--workers", "1"] + flags + [file])
            #expect(outcome.records(of: "skipped").compactMap { $0["reason"] as? String } == reasons)
            #expect(outcome.status == (reasons.isEmpty ? 0 : 2))
        }
    }

    /// What a program stole from many people is a dump, though every record has its values on lines of their own.
    @Test func recordsOverSeveralLinesAreADump() throws {
        let records = (1...8).map { number in
            "URL: https://shop\(number).example/login\nUsername: user\(number * 7_919)\nPassword: Pw\(number * 104_729)#x\n=====\n"
        }
        let folder = try Folder()
        let file = try folder.write(records.joined(), to: "passwords.txt")
        let outcome = try Binary.run(["scan", "--findings", "--format", "jsonl", file])
        #expect(
            outcome.records(of: "finding").map { $0["entity"] as? String } == Array(repeating: "CREDENTIAL", count: 8))
        let lines = outcome.records(of: "finding").compactMap { ($0["message"] as? [String: Any])?["line"] as? Int }
        #expect(lines == (0..<8).map { $0 * 4 + 1 })
        #expect(outcome.records(of: "alert").map { $0["alert"] as? String } == ["dump"])
    }

    @Test func formatsAreListed() throws {
        let outcome = try Binary.run(["formats"])
        #expect(outcome.status == 0)
        for name in ["telegram-json", "qq-text", "forum-html", "warc", "xlsx", "docx", "mail", "csv", "irssi", "plain"]
        {
            #expect(outcome.output.contains(name))
        }
        #expect(try Binary.run(["scan", "--input-format", "nonsense", "-"]).status == 2)
        #expect(try Binary.run(["scan", "--encoding", "nonsense", "-"]).status == 2)
    }

    private func origin(of alert: [String: Any]) -> [String: Any] {
        (alert["messages"] as? [[String: Any]])?.first ?? [:]
    }
}
