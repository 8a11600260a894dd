import ArgumentParser
import Fencewatch
import FenceModel
import FenceRulePacks

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List, show, check and test the rules of a pack.",
        subcommands: [List.self, Show.self, Lint.self, Test.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the recognisers of a pack.")
        @OptionGroup var packOptions: PackOptions

        func run() throws {
            let pack = try packOptions.pack()
            let lines = pack.rules.map { rule in
                "\(rule.id.padded(to: 32)) \(rule.entity.rawValue.padded(to: 24)) \(rule.description)"
            }
            try printLines(lines + ["\(pack.rules.count) rules, \(pack.signals.count) terms of the offer lexicon"])
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one rule whole.")
        @Argument(help: "The rule's id.") var id: String
        @OptionGroup var packOptions: PackOptions

        func run() throws {
            guard let rule = try packOptions.pack().rules.first(where: { $0.id == id }) else {
                throw FencewatchError(.invalidArgument, "There is no rule '\(id)'; `fencewatch rules list` names them.")
            }
            var lines = [
                "id          \(rule.id)", "entity      \(rule.entity.rawValue)", "description \(rule.description)",
                "pattern     \(rule.pattern)", "validators  \(rule.validators.joined(separator: ", "))",
                "confidence  \(rule.confidence)",
            ]
            if let digits = rule.trigger.digits {
                lines.append("digits      \(digits.lowerBound) to \(digits.upperBound)")
            }
            if !rule.trigger.keywords.isEmpty {
                lines.append("keywords    \(rule.trigger.keywords.joined(separator: ", "))")
            }
            if !rule.context.raise.isEmpty { lines.append("raised by   \(rule.context.raise.joined(separator: ", "))") }
            if !rule.context.lower.isEmpty { lines.append("lowered by  \(rule.context.lower.joined(separator: ", "))") }
            for reference in rule.references { lines.append("reference   \(reference)") }
            try printLines(lines)
        }
    }

    struct Lint: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Check a pack: keys, patterns, triggers, validators.")
        @Argument(help: "A folder of YAML files, or one file.") var path: String

        func run() throws {
            let pack = try RulePackLoader.load(path: path)
            _ = try Detector(pack: pack)
            try printLines(["\(pack.rules.count) rules and \(pack.signals.count) terms are in order"])
        }
    }

    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Run every rule's examples.")
        @Argument(help: "A folder of YAML files, or one file; without it, the default pack.") var path: String?

        func run() throws {
            let pack = try path.map { try RulePackLoader.load(path: $0) } ?? .standard
            let results = try RuleExamples.run(pack)
            var lines = results.failures.map { "FAIL \($0)" }
            lines.append(
                "\(results.passed) passed, \(results.failures.count) failed, \(results.knownMisses) known misses")
            try printLines(lines)
            if !results.failures.isEmpty { throw ExitCode(2) }
        }
    }
}
