import Foundation
import TestSupport
import Testing

@Suite struct TimeZoneTests {
    private func times(of outcome: Binary.Outcome) -> [String] {
        outcome.records(of: "alert").compactMap { ($0["messages"] as? [[String: Any]])?.first?["time"] as? String }
    }

    private static func line(_ time: String) -> String { "\(time) <s> \(ScanCommandTests.offer)\n" }

    /// By name the clocks of the day count, in summer as in winter; a time that names its zone stays as it is.
    @Test(
        arguments: [
            ([], "2026-11-03 14:26:07", "2026-11-03 14:26:07"),
            (["--time-zone", "+08:00"], "2026-11-03 14:26:07", "2026-11-03T14:26:07+08:00"),
            (["--time-zone", "-03:30"], "2026-11-03 14:26:07", "2026-11-03T14:26:07-03:30"),
            (["--time-zone", "Asia/Shanghai"], "2026-11-03 14:26:07", "2026-11-03T14:26:07+08:00"),
            (["--time-zone=Europe/Berlin"], "2026-01-03 14:26:07", "2026-01-03T14:26:07+01:00"),
            (["--time-zone=Europe/Berlin"], "2026-07-03 00:26:07", "2026-07-03T00:26:07+02:00"),
            (["--time-zone=Europe/Berlin"], "2026-03-29 03:30:00", "2026-03-29T03:30:00+02:00"),
        ] as [([String], String, String)])
    func scanNamesTheZone(options: [String], written: String, printed: String) throws {
        let outcome = try Binary.run(["scan", "--format", "jsonl", "-"] + options, input: Self.line(written))
        #expect(times(of: outcome) == [printed])
        // An id depends on the input, not on how it is printed.
        let plain = try Binary.run(["scan", "--format", "jsonl", "-"], input: Self.line(written))
        #expect(
            outcome.records(of: "alert").first?["id"] as? String == plain.records(of: "alert").first?["id"] as? String)
    }

    @Test func aKnownZoneStays() throws {
        let line = #"{"text":"\#(ScanCommandTests.offer)","from":"a","time":"2026-11-03T02:26:07Z"}"# + "\n"
        let outcome = try Binary.run(["scan", "--format", "jsonl", "--time-zone", "+08:00", "-"], input: line)
        #expect(times(of: outcome) == ["2026-11-03T02:26:07Z"])
    }

    @Test func tailStoresTheZone() throws {
        let folder = try Folder()
        try folder.write(Self.line("2026-11-03 14:26:07"), to: "logs/a.log")
        let tail = try Binary.run([
            "tail", folder.path("logs"), "--state", folder.path("state"), "--once", "--from-start", "--time-zone",
            "+08:00",
        ])
        #expect(times(of: tail) == ["2026-11-03T14:26:07+08:00"])
        let listed = try Binary.run(["alerts", "--state", folder.path("state"), "--format", "jsonl"])
        #expect(times(of: listed) == ["2026-11-03T14:26:07+08:00"])
    }

    @Test(arguments: ["Mars/Olympus", "+8", "+15:00", "-13:00", "+08:60", ""])
    func aZoneThatThereIsNotIsRefused(zone: String) throws {
        for command in [["scan", "-"], ["tail", "."]] {
            let outcome = try Binary.run(command + ["--time-zone", zone])
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("Asia/Shanghai"), "\(outcome.errors)")
        }
    }
}
