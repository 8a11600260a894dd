import ArgumentParser
import Fencewatch
import FenceModel
import FencePipeline
import FenceRulePacks

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List, show, check and test the rules of a pack.",
        subcommands: [List.self, Show.self, Lint.self, Test.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the recognisers of a pack.")
        @Flag(help: "List the terms of the offer lexicon.") var terms = false
        @OptionGroup var packOptions: PackOptions

        func run() throws {
            let pack = try packOptions.pack()
            let lines =
                terms
                ? pack.signals.map { term in
                    "\(term.id.padded(to: 32)) \(term.signal.rawValue.padded(to: 24)) \(term.words.count) words"
                }
                : pack.rules.map { rule in
                    "\(rule.id.padded(to: 32)) \(rule.entity.rawValue.padded(to: 24)) \(rule.description)"
                }
            try printLines(lines + ["\(pack.rules.count) rules, \(pack.signals.count) terms of the offer lexicon"])
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one rule, or one term of the offer lexicon, as a pack holds it.",
            discussion: "What it prints can stand in a pack of your own, but for what only a gitleaks file can say.")
        @Argument(help: "The id of the rule or term.") var id: String
        @OptionGroup var packOptions: PackOptions

        func run() throws {
            let pack = try packOptions.pack()
            let text: String
            if let rule = pack.rules.first(where: { $0.id == id }) {
                text = try PackYAML.yaml(of: rule)
            } else if let term = pack.signals.first(where: { $0.id == id }) {
                text = try PackYAML.yaml(of: term)
            } else {
                throw FencewatchError(
                    .invalidArgument,
                    "There is no rule or term '\(id)'; 'fencewatch rules list' and 'rules list --terms' name them.")
            }
            FileWriter.ignoreBrokenPipes()
            _ = try FileWriter.standardOutput.write(Array(text.utf8))
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
