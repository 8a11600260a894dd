import Foundation
import TestSupport
import Testing

/// What `fencewatch alerts` lists, and what a tail logs.
@Suite struct AlertsTests {
    /// What moves a terminal's cursor, names its window, colours it or turns its lines around.
    private static let steering = "\u{1B}]0;x\u{7}\u{1B}[2J\u{9B}31m\u{202E}\r\u{8}"

    /// Whoever writes in a channel, or names a file, writes on the terminal of whoever reads the alerts.
    @Test func wordsOfOthersDoNotSteerTheTerminal() throws {
        let folder = try Folder()
        let author = "seller\(Self.steering)"
        try folder.write(
            """
            2026-11-03 14:26:01 <\(author)> 出售一手母婴\(Self.steering)数据，100w\(Self.steering)条，0.5元/条，飞机 @muying_data88

            """, to: "logs/a\u{1B}[2J.log")
        try folder.write(Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0]), to: "logs/b\u{1B}[31m\u{7}\r.log")
        let tail = try Binary.run([
            "tail", folder.path("logs"), "--state", folder.path("state"), "--once", "--from-start",
        ])
        #expect(tail.status == 0)
        #expect(tail.errors.contains("skipped: not text"))
        #expect(isHarmless(tail.errors), "\(tail.errors.debugDescription)")
        let listed = try Binary.run(["alerts", "--state", folder.path("state")])
        #expect(listed.output.contains("母婴") || listed.output.contains("TELEGRAM"))
        #expect(isHarmless(listed.output), "\(listed.output.debugDescription)")
        let id = try #require(listed.output.split(separator: " ").first.map(String.init))
        let shown = try Binary.run(["alerts", "--state", folder.path("state"), id])
        #expect(shown.output.contains("<seller") && shown.output.contains("出售一手母婴"))
        #expect(isHarmless(shown.output), "\(shown.output.debugDescription)")
    }

    @Test(arguments: ["0", "-1"])
    func aLimitIsAtLeastOne(_ limit: String) throws {
        let folder = try Folder()
        let outcome = try Binary.run(["alerts", "--state", folder.path("state"), "--limit=\(limit)"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--limit"))
    }

    /// A value that there is not is refused with those that there are, in the words of the command that was asked.
    @Test(arguments: [
        (["--severity", "hig"], "high"), (["--kind", "sale"], "lookup"), (["--category", "cars"], "transportation"),
        (["--since", "yesterday"], "7d"),
    ])
    func aValueThatThereIsNotIsNamed(arguments: [String], other: String) throws {
        let folder = try Folder()
        let outcome = try Binary.run(["alerts", "--state", folder.path("state")] + arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(other) && outcome.errors.contains("fencewatch alerts"), "\(outcome.errors)")
    }

    @Test func anIdNamesOneAlert() throws {
        let folder = try Folder()
        try folder.write(
            (10..<50).map { "2026-11-03 14:26:01 <s\($0)> 出售一手母婴数据，100w条，0.5元/条，飞机 @muying_data\($0)\n" }.joined(),
            to: "logs/a.log")
        let state = folder.path("state")
        let tail = try Binary.run(["tail", folder.path("logs"), "--state", state, "--once", "--from-start"])
        #expect(tail.status == 0)
        let listed = try Binary.run(["alerts", "--state", state, "--format", "jsonl"])
        let ids = listed.records.compactMap { $0["id"] as? String }
        // More alerts than there are digits: two begin with the same.
        try #require(ids.count > 16)
        let shared = try #require(Dictionary(grouping: ids) { $0.prefix(1) }.first { $0.value.count > 1 })
        for (id, error) in [
            (ids[0], nil), (String(shared.key), "More than one"), ("zz", "no alert whose id begins so"),
        ] as [(String, String?)] {
            let outcome = try Binary.run(["alerts", "--state", state, id])
            #expect(outcome.status == (error == nil ? 0 : 2))
            if let error { #expect(outcome.errors.contains(error), "\(outcome.errors)") }
        }
    }

    private func isHarmless(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && scalar.value != 0x202E
        }
    }
}
