import Foundation
import TestSupport
import Testing

/// What happens to log files, with serial numbers on the lines: each comes out once. `make soak` runs the long versions.
@Suite struct TailTests {
    @Test(arguments: [
        "kill_loop", "rename", "copytruncate", "rewrites", "identity", "half_line", "long_line", "many_files",
        "fairness", "sparse",
        "hung", "disk_full", "compress", "model", "conversation", "begins", "skipped", "found", "encodings", "state",
        "migration",
        "reading", "watching", "contract",
    ])
    func everyLineOnce(scenario: String) throws {
        let folder = try Folder()
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("tail/tail.py")
            .path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // One seed here, so that a failure can be looked at again; `make soak` takes others.
        process.arguments = ["python3", script, Binary.path, scenario, "--seed", "20261124"]
        try folder.write(Data(), to: "report")
        process.standardOutput = try FileHandle(forWritingTo: folder.url("report"))
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        let report = try String(contentsOf: folder.url("report"), encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(report)")
        let lines = report.split(separator: "\n")
        if let skipped = lines.first(where: { $0.hasPrefix("skip ") }) {
            // Not every machine lets its user mount; one that is there to run the tests must.
            let mayBeSkipped = scenario == "disk_full" && ProcessInfo.processInfo.environment["CI"] == nil
            try #require(mayBeSkipped, "a scenario that did not run: \(skipped)")
            try Test.cancel("\(skipped)")
        }
        #expect(lines.contains { $0.hasPrefix("ok ") }, "\(report)")
    }
}
