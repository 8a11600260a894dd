import FencePatterns
import Testing

@Suite struct MatcherTests {
    private func firstMatch(_ pattern: String, _ text: [UInt8], from start: Int = 0) throws -> (
        MatchOutcome, Range<Int>?
    ) {
        let compiled = try CompiledPattern(pattern)
        let matcher = try #require(Matcher())
        let outcome = text.withUnsafeBufferPointer { matcher.firstMatch(of: compiled, in: $0, from: start) }
        if case .match = outcome { return (outcome, matcher.range(of: compiled.valueGroup)) }
        return (outcome, nil)
    }

    @Test func givesTheValueGroup() throws {
        let (_, range) = try firstMatch("号(?<value>[0-9]{3})", Array("编号123".utf8))
        #expect(range == 6..<9)
    }

    @Test func looksBehindTheStart() throws {
        let (outcome, _) = try firstMatch("(?<![0-9])[0-9]{2}(?![0-9])", Array("1234".utf8), from: 2)
        guard case .none = outcome else {
            Issue.record("a part of a longer number was matched")
            return
        }
    }

    @Test func survivesDamagedText() throws {
        let (_, range) = try firstMatch("[0-9]{3}", [0xE5, 0x87, 0xFF, 0x31, 0x32, 0x33])
        #expect(range == 3..<6)
    }

    /// Where the system allows no machine code to be made, everything is found all the same.
    @Test(arguments: [
        ("号(?<value>[0-9]{3})", "编号123"), ("(?<![0-9])[0-9]{2}(?![0-9])", "1234 56"), ("(a)?b", "xb"), ("x{3}", "xx"),
    ])
    func matchesAlikeWithoutJIT(pattern: String, text: String) throws {
        let matcher = try #require(Matcher())
        let found = try [true, false].map { wantsJIT -> [Range<Int>?] in
            let compiled = try CompiledPattern(pattern, isTextValid: true, wantsJIT: wantsJIT)
            #expect(compiled.hasJIT || !wantsJIT)
            return Array(text.utf8).withUnsafeBufferPointer { text -> [Range<Int>?] in
                switch matcher.firstMatch(of: compiled, in: text, from: 0) {
                case .match: (0...compiled.groupCount).map { matcher.range(of: $0) }
                default: []
                }
            }
        }
        #expect(found[0] == found[1])
    }

    @Test func groupsOfAnotherPatternAreNone() throws {
        let matcher = try #require(Matcher())
        for (pattern, text) in [("(a)(b)(c)", "xxxabc"), ("(a)", "a")] {
            let compiled = try CompiledPattern(pattern)
            _ = Array(text.utf8).withUnsafeBufferPointer { matcher.firstMatch(of: compiled, in: $0, from: 0) }
        }
        #expect(matcher.range(of: 1) == 0..<1)
        #expect(matcher.range(of: 3) == nil)
        #expect(matcher.range(of: -1) == nil)
    }

    @Test func reportsALimitInsteadOfNoMatch() throws {
        let (outcome, _) = try firstMatch("(?:a|aa){1,40}[xy]", Array(String(repeating: "a", count: 4_000).utf8))
        guard case .limit = outcome else {
            Issue.record("the match limit did not fire")
            return
        }
    }

    @Test(arguments: ["(", "[a-", "(?<x>a)(?<x>b)", "a{2,1}"])
    func refusesBrokenExpressions(_ source: String) {
        #expect(throws: PatternError.self) { try CompiledPattern(source) }
    }

    @Test(arguments: [
        (".*", true), ("(?:ab)+", true), ("[0-9]+", false), ("a{2,}", false), (".{3,}", true), ("\\)*", false),
        ("[)]+", false), (".{0,40}", false),
    ])
    func findsUnboundedRepeats(_ source: String, isFound: Bool) {
        #expect((RepeatCheck.firstUnboundedRepeat(in: source) != nil) == isFound)
    }
}
