import Foundation
import TestSupport
import Testing

@Suite struct RulesTests {
    private static let gitleaks = """
        [[rules]]
        id = "acme-token"
        description = "Token of Acme"
        regex = '''(acme_[a-z0-9]{30})'''
        entropy = 0.1
        keywords = ["acme_"]
        [[rules.allowlists]]
        regexes = ['''^acme_(a+)+$''']
        stopwords = ["dummy"]
        """

    /// A rule is shown with every key that it has, a term too.
    @Test(arguments: [
        ("credential-list", ["list_lines: true", "examples:", "mask:"]),
        ("cn-resident-id", ["number: whole", "digits: [", "near: ", "raise: [", "keep: [", "reject:", "references:"]),
        ("sell-telling", ["needs: goods", "signal: sell", "weight: ", "words: ["]),
    ])
    func aRuleIsShownWhole(id: String, parts: [String]) throws {
        let shown = try Binary.run(["rules", "show", id])
        #expect(shown.status == 0)
        for part in parts { #expect(shown.output.contains(part), "\(part)") }
    }

    @Test func whatAGitleaksFileAsksIsShown() throws {
        let folder = try Folder()
        let file = try folder.write(Self.gitleaks, to: "rules.toml")
        let shown = try Binary.run(["rules", "show", "acme-token", "--gitleaks-rules", file])
        for part in ["entropy: 0.1", "^acme_(a+)+$", "stopwords: [dummy]", "regexTarget: secret"] {
            #expect(shown.output.contains(part), "\(part)")
        }
    }

    @Test func termsAreListed() throws {
        let listed = try Binary.run(["rules", "list", "--terms"])
        #expect(listed.output.contains("neutral"))
        let missing = try Binary.run(["rules", "show", "nonsense"])
        #expect(missing.status == 2 && missing.errors.contains("rules list"))
    }

    /// An allowlist's expression that gives up excuses nothing, and the summary counts it.
    @Test func anAllowlistThatGivesUpIsCounted() throws {
        let folder = try Folder()
        let file = try folder.write(Self.gitleaks, to: "rules.toml")
        let tokens = ["acme_" + String(repeating: "a", count: 29) + "b", "acme_" + String(repeating: "a", count: 30)]
        let outcome = try Binary.run(
            ["scan", "--findings", "--format", "jsonl", "--gitleaks-rules", file, "-"],
            input: tokens.map { "token \($0) here\n" }.joined())
        #expect(outcome.records(of: "finding").compactMap { ($0["message"] as? [String: Any])?["line"] as? Int } == [1])
        #expect((outcome.records(of: "summary").first?["limits"] as? [String: Int])?["match"] == 1)
    }
}
