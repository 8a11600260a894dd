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
