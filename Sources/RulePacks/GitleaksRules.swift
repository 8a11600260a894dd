import Foundation
public import FenceModel
import TOMLKit

/// Reads rule files of gitleaks (https://github.com/gitleaks/gitleaks, its configuration format of version 8) as they are.
///
/// Expressions are RE2, which PCRE2 reads alike but for a few escapes; they match on text as written. What speaks of
/// repositories (paths, commits) has no meaning for messages: it is left out, and named.
public enum GitleaksRules {
    /// Rules of a file, and what could not be taken over.
    public struct Reading: Sendable {
        /// Rules that can be taken over, in the file's order.
        public var rules: [Rule]
        /// One sentence each, naming the rule.
        public var notes: [String]
    }

    /// Whether PCRE2 reads each expression is for `Detector.fault(in:)` to tell.
    ///
    /// - Throws: `FencewatchError` where the file cannot be read or is no TOML, with its line.
    public static func load(path: String) throws(FencewatchError) -> Reading {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw FencewatchError(.unreadable, "The gitleaks rules cannot be read.", location: path)
        }
        let document: TOMLTable
        do {
            document = try TOMLTable(string: String(decoding: data, as: UTF8.self))
        } catch let error as TOMLParseError {
            throw FencewatchError(
                .invalidRule, "This is no TOML file.", location: "\(path):\(error.source.begin.line)",
                cause: error.description)
        } catch {
            throw FencewatchError(.invalidRule, "This is no TOML file.", location: path, cause: "\(error)")
        }
        var reader = GitleaksFile(path: path)
        return try reader.read(document)
    }
}

/// One file while it is read.
private struct GitleaksFile {
    /// Probability that a match is a secret: these rules are written for few false alarms.
    private static let confidence = 0.85
    private static let knownRuleKeys: Set<String> = [
        "id", "description", "regex", "secretGroup", "entropy", "path", "keywords", "tags", "allowlist", "allowlists",
        "required", "skipReport",
    ]

    let path: String
    private var notes: [String] = []

    init(path: String) {
        self.path = path
    }

    mutating func read(_ document: TOMLTable) throws(FencewatchError) -> GitleaksRules.Reading {
        if document.contains(key: "extend") {
            notes.append("[extend] is not followed; name the extended file with another --gitleaks-rules.")
        }
        let global =
            allowlists(document["allowlists"]) + allowlists(document["allowlist"])
        var rules: [Rule] = []
        for entry in document["rules"]?.array.map(Array.init) ?? [] {
            guard let table = entry.table else { continue }
            if let rule = rule(table, global: global) { rules.append(rule) }
        }
        guard !rules.isEmpty else {
            throw FencewatchError(
                .invalidRule, "There is no rule in it that could be used; gitleaks rules are [[rules]] tables.",
                location: path, cause: notes.first)
        }
        let identifiers = Set(rules.map(\.id))
        for rule in rules {
            for requirement in rule.secret?.required ?? [] where !identifiers.contains(requirement.rule) {
                notes.append("rule '\(rule.id)' requires '\(requirement.rule)', which is not there: it never matches.")
            }
        }
        return GitleaksRules.Reading(rules: rules, notes: notes)
    }

    // MARK: - Rules

    private mutating func rule(_ table: TOMLTable, global: [(list: SecretTerms.Allowlist, rules: [String])]) -> Rule? {
        let id = table["id"]?.string ?? ""
        guard !id.isEmpty else {
            notes.append("a rule without an id is left out.")
            return nil
        }
        for key in table.keys.sorted() where !Self.knownRuleKeys.contains(key) {
            notes.append("rule '\(id)' is left out: its key '\(key)' is not known here.")
            return nil
        }
        guard let expression = table["regex"]?.string, !expression.isEmpty else {
            notes.append("rule '\(id)' is left out: it looks at file names only.")
            return nil
        }
        if table.contains(key: "path") {
            notes.append("rule '\(id)' is used for every message: its 'path' has no meaning here.")
        }
        var terms = SecretTerms(
            group: table["secretGroup"]?.int ?? 0, entropy: number(table["entropy"]),
            allowlists: (allowlists(table["allowlists"])
                + allowlists(table["allowlist"])).map(\.list),
            required: requirements(table["required"]), isReported: !(table["skipReport"]?.bool ?? false))
        terms.allowlists += global.filter { $0.rules.isEmpty || $0.rules.contains(id) }.map(\.list)
        var trigger = Rule.Trigger(keywords: strings(table["keywords"]).compactMap(Self.keyword), isBare: true)
        if trigger.keywords.isEmpty {
            trigger.isAlways = true
            notes.append("rule '\(id)' has no keyword, so every message is looked at closely: slow.")
        }
        var rule = Rule(
            id: id, entity: .secret, description: table["description"]?.string ?? id, trigger: trigger,
            pattern: Self.translated(expression), confidence: Self.confidence, mask: Rule.Mask(head: 4),
            location: "\(path): \(id)")
        rule.secret = terms
        return rule
    }

    private func requirements(_ value: (any TOMLValueConvertible)?) -> [SecretTerms.Requirement] {
        (value?.array.map(Array.init) ?? []).compactMap { entry in
            guard let table = entry.table, let rule = table["id"]?.string else { return nil }
            return SecretTerms.Requirement(
                rule: rule, lines: table["withinLines"]?.int, columns: table["withinColumns"]?.int)
        }
    }

    /// A keyword as rules write it: found inside words too, which a bracket at either end says.
    ///
    /// Signs at its beginning are left out: the one pass begins words with letters and digits, and a shorter keyword only
    /// wakes more often.
    private static func keyword(_ whole: String) -> String? {
        let word = whole.drop { !$0.isLetter && !$0.isNumber }
        guard word.count >= 2, !word.contains("["), !word.contains("]"), let first = word.first, let last = word.last
        else { return nil }
        // The one pass tells words apart by two letters or digits: behind `q~` stands another.
        if word.filter({ $0.isLetter || $0.isNumber }).count < 2 { return "[\(first)]" + word.dropFirst() + "[0-9a-z]" }
        return "[\(first)]" + word.dropFirst().dropLast() + "[\(last)]"
    }

    // MARK: - Allowlists

    /// - Returns: each list with the rules that it is for; none for all.
    private func allowlists(
        _ value: (any TOMLValueConvertible)?
    ) -> [(list: SecretTerms.Allowlist, rules: [String])] {
        let entries = value?.array.map { Array($0).compactMap(\.table) } ?? value?.table.map { [$0] } ?? []
        return entries.compactMap { table in
            let needsAll = ["AND", "&&"].contains(table["condition"]?.string?.uppercased() ?? "OR")
            let speaksOfFiles = table.contains(key: "paths") || table.contains(key: "commits")
            // A message has neither path nor commit, so a list that needs them too excuses nothing.
            if speaksOfFiles, needsAll { return nil }
            let target = SecretTerms.Allowlist.Target(rawValue: table["regexTarget"]?.string ?? "secret") ?? .secret
            let patterns = strings(table["regexes"]).map(Self.translated)
            let stopwords = strings(table["stopwords"])
            guard !patterns.isEmpty || !stopwords.isEmpty else { return nil }
            return (
                SecretTerms.Allowlist(patterns: patterns, target: target, stopwords: stopwords, needsAll: needsAll),
                strings(table["targetRules"])
            )
        }
    }

    // MARK: - Values

    private func strings(_ value: (any TOMLValueConvertible)?) -> [String] {
        value?.array.map { Array($0).compactMap(\.string) } ?? []
    }

    private func number(_ value: (any TOMLValueConvertible)?) -> Double? {
        (value?.double ?? value?.int.map(Double.init)).flatMap { $0 > 0 ? $0 : nil }
    }

    /// RE2 to PCRE2: `\z` and `(?P<…>)` mean the same; `\v` is one character there and a class here, `\C` and `\Q…\E` agree.
    private static func translated(_ expression: String) -> String {
        var result = ""
        var isEscaped = false
        for character in expression {
            if isEscaped {
                result += character == "v" ? "\\x0B" : "\\\(character)"
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return isEscaped ? result + "\\" : result
    }
}
