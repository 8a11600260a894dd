import FenceModel
import FenceRulePacks
import Fencewatch
import Foundation
import TestSupport
import Testing

/// What `rules show` prints is the whole of it: read as a pack, it is the same rule again.
@Suite struct PackYAMLTests {
    private func reread(_ text: String) throws -> RulePack {
        let folder = try Folder()
        return try RulePackLoader.load(path: folder.write(text, to: "pack.yaml"))
    }

    @Test func everyRuleIsShownWhole() throws {
        for rule in RulePack.standard.rules {
            var read = try #require(reread(PackYAML.yaml(of: rule)).rules.first, "\(rule.id)")
            read.location = nil
            #expect(read == rule)
        }
    }

    @Test func everyTermIsShownWhole() throws {
        for term in RulePack.standard.signals {
            var read = try #require(reread(PackYAML.yaml(of: term)).signals.first, "\(term.id)")
            read.location = nil
            #expect(read == term)
        }
    }
}
