import FenceStore
import TestSupport
import Testing

@testable import FenceTailing

@Suite struct GlobTests {
    @Test(arguments: [
        ("/a/*.log", "/a/b.log", true), ("/a/*.log", "/a/b/c.log", false), ("/a/**/*.log", "/a/b.log", true),
        ("/a/**/*.log", "/a/b/c/d.log", true), ("/a/**", "/a/b/c", true), ("/a/?.log", "/a/bc.log", false),
        ("/a/[a-c]x", "/a/bx", true), ("/a/[!a-c]x", "/a/bx", false), ("/a/[x", "/a/[x", true),
        ("/a/*a*a*a*a*b", "/a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false), ("/聊天/*.日志", "/聊天/群.日志", true),
    ])
    func matches(pattern: String, path: String, expected: Bool) {
        #expect(Glob(pattern).matches(path) == expected)
    }

    @Test func goesOnlyWhereSomethingCanMatch() {
        let glob = Glob("/srv/*/logs/**/*.log")
        #expect(FollowedPath("/srv/*/logs/**/*.log", in: "/").fixed == "/srv")
        #expect(glob.mayMatch(below: "/srv/x") && glob.mayMatch(below: "/srv/x/logs/a/b"))
        #expect(!glob.mayMatch(below: "/srv/x/other") && !glob.mayMatch(below: "/etc"))
    }

    @Test func anExclusionHoldsForWhatIsBelow() {
        let discovery = Discovery(
            paths: [FollowedPath("/tmp/logs", in: "/")], excludes: ["*.bak", "archive", "/tmp/logs/x/y", "tmp"])
        #expect(discovery.follows("/tmp/logs/a.log") && discovery.follows("/tmp/logs/x/a.log"))
        for path in ["a.bak", "x/a.bak", "archive/a.log", "x/archive/b/a.log", "x/y/a.log", ".hidden", "tmp/a.log"] {
            #expect(!discovery.follows("/tmp/logs/\(path)"), "\(path)")
        }
    }

    @Test func aFolderIsExcludedAsItIsNamed() {
        let discovery = Discovery(
            paths: [FollowedPath("/tmp/logs", in: "/")], excludes: [], excludedFolders: ["/tmp/logs/st[1]te?*"])
        #expect(!discovery.follows("/tmp/logs/st[1]te?*") && !discovery.follows("/tmp/logs/st[1]te?*/status"))
        for path in ["st1texx/a.log", "st[1]te?*.log", "a.log"] {
            #expect(discovery.follows("/tmp/logs/\(path)"), "\(path)")
        }
    }
}

@Suite struct CopyNameTests {
    @Test(arguments: [
        ("a.log.1", true), ("a.log-20261124", true), ("a-20261124.log", true), ("a.1.log", true), ("a.log.old", true),
        ("a.log~", true), ("a-b.log", false), ("b.log", false), ("a.log", false), ("a.logs", false), ("a1.log", false),
    ])
    func copies(name: String, expected: Bool) {
        #expect(RotatedCopies.mayCopy("/l/\(name)", of: "/l/a.log") == expected)
        #expect(RotatedCopies.mayCopy("/l/old/\(name)", of: "/l/a.log") == (expected || name == "a.log"))
        #expect(!RotatedCopies.mayCopy("/m/\(name)", of: "/l/a.log"))
        #expect(!RotatedCopies.mayCopy("/lm/\(name)", of: "/l/a.log"))
    }

    @Test func logsWithNumbersAreNoCopiesOfEachOther() {
        #expect(!RotatedCopies.mayCopy("/l/chat-2.log", of: "/l/chat-1.log"))
        #expect(!RotatedCopies.mayCopy("/l/chat-12.log", of: "/l/chat-1.log"))
        #expect(RotatedCopies.mayCompress("/l/chat-2.log.gz", "/l/chat-1.log"))
    }
}

/// The index gives every log that the rules of names give, and few besides.
@Suite struct LogNamesTests {
    private static let parts = [
        "app", "chat", "log", "a", "1", "20261124", "-", ".", "_", "~", "T", "Z", "12", "日志", "old",
    ]

    @Test func noCopyIsMissed() {
        var random = SeededGenerator(seed: 5)
        let places = ["/l", "/l/old", "/l/old/x", "/", "/lm", "."]
        func path() -> String {
            let name = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                Self.parts.randomElement(using: &random) ?? ""
            }
            let place = places.randomElement(using: &random) ?? "/"
            return place == "." ? name.joined() : place == "/" ? "/\(name.joined())" : "\(place)/\(name.joined())"
        }
        var (copies, compressed) = (0, 0)
        for _ in 0..<40 {
            var paths = (0..<60).map { _ in path() }
            // Copies of logs by the names that rotations give.
            paths += paths.prefix(20).map { $0 + "-20261124" } + paths.prefix(20).map { $0 + ".1.gz" }
            paths += paths.prefix(20).map { $0.replacing("log", with: ".1.log") }
            var names = LogNames<Int>()
            for (number, path) in paths.enumerated() { names.insert(number, at: path) }
            for number in paths.indices where number % 7 == 0 { names.remove(number, at: paths[number]) }
            let there = paths.indices.filter { $0 % 7 != 0 }
            #expect(names.count == there.count)
            for path in paths {
                let copied = there.filter { RotatedCopies.mayCopy(path, of: paths[$0]) }
                #expect(names.originals(ofCopy: path).isSuperset(of: copied), "\(path)")
                let held = there.filter { RotatedCopies.mayCompress(path, paths[$0]) }
                #expect(names.originals(ofCompressed: path) == Set(held), "\(path)")
                copies += copied.count
                compressed += held.count
            }
        }
        #expect(copies > 1_000 && compressed > 1_000)
    }

    @Test func fewAreGiven() {
        var names = LogNames<Int>()
        for number in 0..<5_000 { names.insert(number, at: "/l/chat-\(number).log") }
        #expect(names.originals(ofCopy: "/l/chat-123.log.1") == [123])
        #expect(names.originals(ofCopy: "/l/old/chat-123-20261124T0102.log").isSuperset(of: [123]))
        #expect(names.originals(ofCopy: "/l/old/chat-123-20261124T0102.log").count < 20)
        // A name without an end of signs gives all, as it would take longer to try what it may be a copy of.
        #expect(names.originals(ofCopy: "/l/" + String(repeating: "-1", count: 120)).count == 5_000)
    }

    @Test func theOldestOfManyThatAreGoneAreForgotten() {
        var gone = GoneFiles(limit: 10)
        for number in 0..<30 {
            var progress = FileProgress(path: "/l/a\(number % 15).log", device: 1, inode: Int64(number % 15))
            progress.offset = number
            gone.append(Tailer.GoneFile(progress: progress))
        }
        #expect(gone.count == 10)
        let key = { Tailer.FileKey(device: 1, inode: $0) }
        #expect(gone.last(of: key(14))?.progress.offset == 29 && gone.last(of: key(4)) == nil)
        #expect(gone.originals(ofCopy: "/l/a7.log.1").map(\.progress.offset) == [22])
        #expect(gone.originals(ofCompressed: "/l/a14.log.gz").map(\.progress.offset) == [29])
        gone.removeAll(of: key(14))
        #expect(gone.count == 9 && gone.originals(ofCopy: "/l/a14.log.1").isEmpty)
    }
}
