import Foundation
import TestSupport
import Testing

/// README promises only what is true.
@Suite struct ReadmeTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every `fencewatch` command of README, run as written, where nothing is but what they name: they write, too.
    @Test func everyCommandRuns() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
        let blocks = text.components(separatedBy: "```sh\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        let commands = blocks.flatMap { $0.split(separator: "\n") }.filter { $0.contains("fencewatch ") }
        #expect(commands.count >= 6)
        let folder = try Folder()
        try FileManager.default.createDirectory(at: folder.url("corpus"), withIntermediateDirectories: true)
        for name in ["corpus/demo", "Rules"] {
            try FileManager.default.copyItem(at: Self.root.appendingPathComponent(name), to: folder.url(name))
        }
        for command in commands {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", String(command).replacing("fencewatch ", with: "'\(Binary.path)' ")]
            process.currentDirectoryURL = folder.root
            try folder.write(Data(), to: "out")
            process.standardOutput = try FileHandle(forWritingTo: folder.url("out"))
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect([0, 1].contains(process.terminationStatus), "\(command)")
            // Each of them has something to say of the demonstration.
            #expect(try !Data(contentsOf: folder.url("out")).isEmpty, "\(command)")
        }
    }

    @Test func theExcerptIsReal() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
        let excerpt = try #require(
            text.components(separatedBy: "```text\n").dropFirst().first?.components(separatedBy: "```").first)
        let process = try Binary.run(["scan", Self.root.appendingPathComponent("corpus/demo").path])
        let printed = process.output.replacing(Self.root.path + "/", with: "")
        for line in excerpt.split(separator: "\n") {
            // The id depends on the path as given; the last line is cut.
            let start = line.components(separatedBy: "  id ")[0].components(separatedBy: "; …")[0]
            #expect(printed.contains(start), "\(line)")
        }
    }

    @Test func theSnippetIsTheOneThatIsTested() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
        let snippet = try #require(
            text.components(separatedBy: "```swift\n").dropFirst().first?.components(separatedBy: "```").first)
        let tested = try String(
            contentsOf: Self.root.appendingPathComponent("Tests/FencewatchTests/LibraryTests.swift"), encoding: .utf8)
        let testedLines = Set(tested.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
        for line in snippet.split(separator: "\n") {
            #expect(testedLines.contains(line.trimmingCharacters(in: .whitespaces)), "\(line)")
        }
    }
}
