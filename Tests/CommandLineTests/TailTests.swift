import Foundation
import Testing

/// What happens to log files, with serial numbers on the lines: each comes out once. `make soak` runs the long versions.
@Suite struct TailTests {
    @Test(arguments: [
        "kill_loop", "rename", "copytruncate", "identity", "half_line", "long_line", "many_files", "fairness",
        "disk_full",
        "compress", "model", "state", "conversation",
    ])
    func everyLineOnce(scenario: String) throws {
        let folder = try Folder()
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("tail.py").path
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
        #expect(report.contains("ok ") || report.contains("skip "), "\(report)")
    }

    @Test func metricsAreServed() async throws {
        let folder = try Folder()
        try folder.write("", to: "logs/a.log")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Binary.path)
        let port = UInt16.random(in: 20_000...60_000)
        process.arguments = [
            "tail", folder.path("logs"), "--state", folder.path("state"), "--metrics", "127.0.0.1:\(port)",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        let address = try #require(URL(string: "http://127.0.0.1:\(port)/metrics"))
        let deadline = Date().addingTimeInterval(20)
        var text = ""
        while text.isEmpty, Date() < deadline {
            text = (try? String(contentsOf: address, encoding: .utf8)) ?? ""
        }
        #expect(text.contains("# TYPE fencewatch_bytes_total counter"))
        #expect(text.contains("fencewatch_lag_bytes"))
    }
}
