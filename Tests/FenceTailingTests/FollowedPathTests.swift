import FenceFiles
import FenceStore
import Foundation
import TestSupport
import Testing

@testable import FenceTailing

/// What is followed where names hold signs of a glob, and what is not followed by whatever path it is named.
@Suite struct FollowedPathTests {
    private let logs: Logs

    init() throws {
        logs = try Logs()
    }

    /// Names of the files that a walk finds, below the test's folder.
    private func found(_ typed: [String], in folder: String = "", excluded: [String] = []) -> [String] {
        let base = folder.isEmpty ? logs.folder.root.path : logs.folder.path(folder)
        let paths = typed.map { FollowedPath($0, in: base) }
        let walked = Discovery(paths: paths, excludedFolders: excluded).walk { _ in }
        return walked.files.map { String($0.path.dropFirst(logs.folder.root.path.count + 1)) }
    }

    @Test(arguments: ["[群聊]", "a[1]", "x*y", "what?", "[!a]", "x**", "[", "a[b-c]d*"])
    func aNameThatIsThereIsTakenAsItStands(name: String) throws {
        for file in ["1.log", "2.txt"] { try logs.folder.write("", to: "\(name)/logs/\(file)") }
        #expect(found([name]) == ["\(name)/logs/1.log", "\(name)/logs/2.txt"])
        #expect(found(["./\(name)/logs/"]) == ["\(name)/logs/1.log", "\(name)/logs/2.txt"])
        #expect(found(["\(name)/logs/1.log"]) == ["\(name)/logs/1.log"])
        #expect(found(["\(name)/*/*.log"]) == ["\(name)/logs/1.log"])
        // Started in it, the name is no part of what was typed.
        #expect(found(["logs"], in: name) == ["\(name)/logs/1.log", "\(name)/logs/2.txt"])
        #expect(found(["logs/*.log"], in: name) == ["\(name)/logs/1.log"])
        #expect(found([logs.folder.path("\(name)/logs/[1-9].log")], in: name) == ["\(name)/logs/1.log"])
    }

    /// Whoever can make a file of the pattern's name must not keep the others from being followed.
    @Test func aFileNamedAsThePatternHidesNoOthers() throws {
        for name in ["*.log", "a.log", "b.log"] { try logs.folder.write("", to: "logs/\(name)") }
        #expect(found(["logs/*.log"]).sorted() == ["logs/*.log", "logs/a.log", "logs/b.log"])
    }

    @Test func everyPatternFindsItsFilesInOneFolder() throws {
        for name in ["a.log", "b.txt", "sub/c.log"] { try logs.folder.write("", to: "logs/\(name)") }
        try FileManager.default.createSymbolicLink(
            atPath: logs.folder.path("logs/sub/loop"), withDestinationPath: logs.folder.path("logs"))
        #expect(found(["logs/*.log", "logs/*.txt"]).sorted() == ["logs/a.log", "logs/b.txt"])
        #expect(found(["logs", "logs/sub", "logs"]).sorted() == ["logs/a.log", "logs/b.txt", "logs/sub/c.log"])
    }

    @Test func whatIsMissing() throws {
        try logs.folder.write("", to: "a[1]/x.log")
        let base = logs.folder.root.path
        for (typed, isMissing) in [("none", true), ("a[1]", false), ("a[1]/none", true), ("[x]", false), ("a*", false)]
        {
            #expect(FollowedPath(typed, in: base).isMissing == isMissing, "\(typed)")
        }
        #expect(FollowedPath("./b//../c/", in: "/x").path == "/x/b/../c")
        #expect(FollowedPath("/", in: "/x").path == "/" && FollowedPath(".", in: "/x").path == "/x")
    }

    /// A folder that is not followed is none by another path either.
    @Test func anExcludedFolderIsKnownByItsNumber() throws {
        let chat = "chat"
        for name in ["a.log", "state/status", "state/sub/b"] { try logs.folder.write("", to: "\(chat)/\(name)") }
        try FileManager.default.createSymbolicLink(
            atPath: logs.folder.path("link"), withDestinationPath: logs.folder.path(chat))
        for state in ["link/state", "chat/../chat/state", "chat/state"] {
            let excluded = [FollowedPath(state, in: logs.folder.root.path).path]
            for typed in [chat, "link", "chat/**", "link/../link", "chat/state/../../chat"] {
                #expect(found([typed], excluded: excluded).map { $0.suffix(5) } == ["a.log"], "\(typed), \(state)")
            }
            for typed in ["chat/state", "link/state/*", "link/state/status", "chat/state/status"] {
                #expect(found([typed], excluded: excluded) == [], "\(typed), \(state)")
            }
        }
    }

    /// The store is not read by another name of its file.
    @Test func theStoreIsNotReadByAnotherName() throws {
        try logs.folder.write("quiet\n", to: "logs/a.log")
        try FileManager.default.linkItem(
            atPath: {
                _ = try logs.store
                return logs.state.databasePath
            }(), toPath: logs.folder.path("logs/b.sqlite"))
        let tailer = try logs.tailer()
        try tailer.run()
        #expect(tailer.files.values.map(\.progress.path) == [logs.folder.path("logs/a.log")])
    }

    @Test func whatLeadsToNoFileIsTold() throws {
        try logs.folder.write("quiet\n", to: "logs/a.log")
        try FileManager.default.createDirectory(atPath: logs.folder.path("empty"), withIntermediateDirectories: true)
        let told = Told()
        let asked = ["logs", "logs/*.log", "logs/*.none", "empty", "[群聊]"].map { logs.folder.path($0) }
        try logs.tailer(on: asked, handler: { told }).run()
        #expect(told.warnings == asked.suffix(3).map { "no file there to follow; those that come are followed \($0)" })
    }
}
