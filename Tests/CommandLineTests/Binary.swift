import Foundation
import TestSupport
import Testing

/// The built binary, driven as a user would.
enum Binary {
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String

        /// The output's lines as JSON objects.
        var records: [[String: Any]] {
            output.split(separator: "\n").compactMap {
                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }

        func records(of kind: String) -> [[String: Any]] {
            records.filter { $0["kind"] as? String == kind }
        }
    }

    /// The folder that the tests were built into holds the program too.
    static let path: String = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<6 {
            let candidate = folder.appendingPathComponent("fencewatch").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            folder.deleteLastPathComponent()
        }
        return Bundle.allBundles.map(\.bundleURL).map {
            $0.deletingLastPathComponent().appendingPathComponent("fencewatch").path
        }
        .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "fencewatch"
    }()

    /// - Parameter place: the folder that it is started in; that of the tests where there is none.
    static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], in place: String? = nil
    ) throws -> Outcome {
        let process = Process()
        if let place { process.currentDirectoryURL = URL(fileURLWithPath: place) }
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        let folder = try Folder()
        // Files rather than pipes: output of any length cannot block the program.
        try folder.write(Data(input.utf8), to: "in")
        try folder.write(Data(), to: "out")
        try folder.write(Data(), to: "err")
        process.standardInput = try FileHandle(forReadingFrom: folder.url("in"))
        process.standardOutput = try FileHandle(forWritingTo: folder.url("out"))
        process.standardError = try FileHandle(forWritingTo: folder.url("err"))
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try String(contentsOf: folder.url("out"), encoding: .utf8),
            errors: try String(contentsOf: folder.url("err"), encoding: .utf8))
    }
}
