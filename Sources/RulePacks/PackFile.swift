import FenceModel
import Foundation
import Yams

/// One YAML file of a pack.
struct PackFile {
    let path: String

    struct Contents {
        var name: String?
        var version: String?
        var rules: [Rule] = []
        var signals: [SignalTerm] = []
        var scoring: Scoring?
        var wording: Wording?
        /// `file:line` of what only one file of a pack may hold, by its key.
        var places: [String: String] = [:]
    }

    /// Keys that only one file of a pack may hold.
    private static let singleKeys = ["pack", "version", "scoring", "wording"]

    func read() throws(FencewatchError) -> Contents {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw FencewatchError(.unreadable, "The rule file cannot be read as UTF-8.", location: path)
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw FencewatchError(.invalidRule, "The file is not valid YAML.", location: path, cause: "\(error)")
        } catch {
            throw FencewatchError(.invalidRule, "The file is not valid YAML.", location: path)
        }
        guard let root else { return Contents() }
        let file = try Fields(
            root, path: path, what: "file", known: ["pack", "version", "rules", "signals", "scoring", "wording"])
        var contents = Contents()
        contents.name = try file.string("pack")
        contents.version = try file.string("version")
        for node in try file.list("rules") { contents.rules.append(try rule(node)) }
        for node in try file.list("signals") { contents.signals.append(try signal(node)) }
        contents.scoring = try scoring(file)
        contents.wording = try wording(file)
        for key in Self.singleKeys { contents.places[key] = file.location(of: key) }
        return contents
    }

    private func scoring(_ file: Fields) throws(FencewatchError) -> Scoring? {
        guard let fields = try file.mapping("scoring", known: ["prior", "weights"]) else { return nil }
        var scoring = Scoring(prior: try fields.number("prior"))
        guard let weights = try fields.mapping("weights", known: Set(Scoring.features)) else { return scoring }
        for name in Scoring.features where weights.has(name) { scoring.weights[name] = try weights.number(name) }
        return scoring
    }

    private func wording(_ file: Fields) throws(FencewatchError) -> Wording? {
        let scales = ["trade", "request", "lookup"]
        guard let fields = try file.mapping("wording", known: Set(scales + ["glance", "sequences"])) else { return nil }
        func scale(_ name: String) throws(FencewatchError) -> Wording.Scale {
            guard let scale = try fields.mapping(name, known: ["prior", "step"]) else {
                throw fields.error("A wording has the scales 'trade', 'request' and 'lookup'.")
            }
            return Wording.Scale(prior: try scale.number("prior"), step: try scale.number("step"))
        }
        func sequences<Sequence>(
            of fields: Fields, _ read: (String) -> [Sequence]?
        ) throws(FencewatchError) -> [Sequence] {
            guard let sequences = read(try fields.required("sequences")) else {
                throw fields.error(
                    "'sequences' are letters in an order that 'fencewatch calibrate' makes; make them anew.")
            }
            return sequences
        }
        guard let glance = try fields.mapping("glance", known: ["prior", "step", "least", "sequences"]) else {
            throw fields.error("A wording has a 'glance'.")
        }
        return Wording(
            glance: Wording.Glance(
                scale: Wording.Scale(prior: try glance.number("prior"), step: try glance.number("step")),
                least: try glance.number("least"),
                sequences: try sequences(of: glance, Wording.Glance.sequences(from:))),
            trade: try scale("trade"), request: try scale("request"), lookup: try scale("lookup"),
            sequences: try sequences(of: fields, Wording.sequences(from:)))
    }

    private func rule(_ node: Node) throws(FencewatchError) -> Rule {
        let fields = try Fields(
            node, path: path, what: "rule", known: Set(PackKeys.rule))
        let id = try fields.identifier("id")
        return Rule(
            id: id, entity: try fields.member("entity", of: Entity.self),
            description: try fields.required("description"), trigger: try trigger(fields),
            pattern: try fields.required("pattern"), validators: try fields.strings("validators"),
            confidence: try fields.number("confidence"), context: try context(fields), mask: try mask(fields),
            examples: try examples(fields), references: try fields.strings("references"), location: fields.location)
    }

    private func trigger(_ rule: Fields) throws(FencewatchError) -> Rule.Trigger {
        guard
            let fields = try rule.mapping("trigger", known: Set(PackKeys.trigger))
        else {
            throw rule.error("It has no 'trigger'; say what the one pass must see before the pattern is tried.")
        }
        var trigger = Rule.Trigger(keywords: try fields.strings("keywords"), isBare: try fields.flag("bare"))
        trigger.isBeforePair = try fields.flag("before_pair")
        guard !trigger.isBare || !trigger.isBeforePair else {
            throw fields.error(
                "'bare' asks for nothing beside a keyword and 'before_pair' for a pair; say one of them.")
        }
        if let range = try fields.integers("digits") {
            guard range.count == 2, range[0] >= 4, range[0] <= range[1] else {
                throw fields.error("'digits' is two numbers, least and most, from 4 up.")
            }
            trigger.digits = range[0]...range[1]
        }
        if fields.has("alnum") {
            let least = try fields.count("alnum")
            guard least >= 16 else {
                throw fields.error("'alnum' is a length from 16 up; shorter runs are everywhere.")
            }
            trigger.alphanumerics = least
        }
        if fields.has("number") {
            guard trigger.digits != nil || trigger.alphanumerics != nil else {
                throw fields.error("'number' says which numbers of 'digits' or 'alnum' wake, and there is neither.")
            }
            trigger.number = try fields.member("number", of: Rule.Trigger.Number.self)
        }
        trigger.leading = try fields.strings("leading")
        guard trigger.leading.isEmpty || trigger.number == .whole && trigger.digits != nil else {
            throw fields.error("'leading' says how numbers of 'digits' begin; it needs 'number: whole' beside it.")
        }
        for digits in trigger.leading where digits.isEmpty || !digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }) {
            throw fields.error("'leading' is a list of digits in quotation marks, and '\(digits)' is something else.")
        }
        for word in trigger.keywords where word.count < 2 {
            throw fields.error("The keyword '\(word)' has one character; a trigger needs two, or every message pays.")
        }
        trigger.isListLine = try fields.flag("list_lines")
        trigger.beside = try fields.members("beside", of: Entity.self)
        return trigger
    }

    private func context(_ rule: Fields) throws(FencewatchError) -> Rule.Context {
        guard let fields = try rule.mapping("context", known: Set(PackKeys.context)) else {
            return Rule.Context()
        }
        return Rule.Context(
            near: fields.has("near") ? try fields.count("near") : 24, raise: try fields.strings("raise"),
            lower: try fields.strings("lower"), required: try fields.flag("required"))
    }

    private func mask(_ rule: Fields) throws(FencewatchError) -> Rule.Mask {
        guard let fields = try rule.mapping("mask", known: Set(PackKeys.mask)) else { return Rule.Mask() }
        guard let keep = try fields.integers("keep"), keep.count == 2, keep.allSatisfy({ $0 >= 0 }) else {
            throw fields.error("'keep' is two numbers: how many characters stay readable at each end.")
        }
        return Rule.Mask(head: keep[0], tail: keep[1])
    }

    private func examples(_ rule: Fields) throws(FencewatchError) -> Rule.Examples {
        guard let fields = try rule.mapping("examples", known: Set(PackKeys.examples)) else {
            throw rule.error("It has no 'examples'; give at least one text to match and one to reject.")
        }
        let examples = Rule.Examples(
            match: try fields.strings("match"), reject: try fields.strings("reject"),
            knownMiss: try fields.strings("known_miss"))
        guard !examples.match.isEmpty, !examples.reject.isEmpty else {
            throw fields.error("'examples' needs at least one 'match' and one 'reject'.")
        }
        return examples
    }

    private func signal(_ node: Node) throws(FencewatchError) -> SignalTerm {
        let fields = try Fields(
            node, path: path, what: "signal", known: Set(PackKeys.signal))
        let kind = try fields.member("signal", of: SignalTerm.Signal.self)
        let words = try fields.strings("words")
        guard !words.isEmpty else { throw fields.error("It has no 'words'.") }
        if let needs = try fields.string("needs"), needs != "goods" {
            throw fields.error("'needs' can only be 'goods'.")
        }
        let waking = fields.has("wakes") ? try fields.member("wakes", of: SignalTerm.Waking.self) : .never
        if waking != .never, let word = words.first(where: { $0.count < 2 }) {
            throw fields.error("The word '\(word)' has one character and cannot wake the scan.")
        }
        return SignalTerm(
            id: try fields.identifier("id"), signal: kind,
            weight: fields.has("weight") ? try fields.number("weight") : 0, words: words,
            unless: try surroundings(fields, "unless"), only: try surroundings(fields, "only"),
            needsGoods: fields.has("needs"), waking: waking,
            category: fields.has("category") ? try fields.member("category", of: DataCategory.self) : nil,
            data: try fields.members("data", of: Entity.self), location: fields.location)
    }

    private func surroundings(_ signal: Fields, _ key: String) throws(FencewatchError) -> SignalTerm.Surroundings {
        guard let fields = try signal.mapping(key, known: Set(PackKeys.surroundings)) else {
            return SignalTerm.Surroundings()
        }
        return SignalTerm.Surroundings(before: try fields.strings("before"), after: try fields.strings("after"))
    }
}
