package import FenceModel
import Yams

/// Writes rules and terms as a pack holds them: what it gives can be read as a pack again.
package enum PackYAML {
    /// A recogniser with all its keys. What only a gitleaks file can say stands under `gitleaks`, which no pack knows.
    ///
    /// - Throws: `FencewatchError` where a text of it cannot be written as YAML.
    package static func yaml(of rule: Rule) throws(FencewatchError) -> String {
        let trigger = rule.trigger
        var values: [String: Node?] = [
            "id": text(rule.id), "entity": text(rule.entity.rawValue), "description": text(rule.description),
            "pattern": quoted(rule.pattern), "validators": list(rule.validators),
            "confidence": text("\(rule.confidence)"), "references": list(rule.references),
        ]
        values["trigger"] = mapping(
            PackKeys.trigger,
            [
                "digits": trigger.digits.map { numbers([$0.lowerBound, $0.upperBound]) },
                "number": trigger.number == .any ? nil : text(trigger.number.rawValue),
                "leading": list(trigger.leading, style: .singleQuoted), "keywords": list(trigger.keywords),
                "bare": flag(trigger.isBare), "before_pair": flag(trigger.isBeforePair),
                "alnum": trigger.alphanumerics.map { text("\($0)") }, "list_lines": flag(trigger.isListLine),
                "beside": list(trigger.beside.map(\.rawValue)),
            ])
        values["context"] = mapping(
            PackKeys.context,
            [
                "near": text("\(rule.context.near)"), "raise": list(rule.context.raise),
                "lower": list(rule.context.lower), "required": flag(rule.context.required),
            ])
        values["mask"] = mapping(PackKeys.mask, ["keep": numbers([rule.mask.head, rule.mask.tail])])
        values["examples"] = mapping(
            PackKeys.examples,
            [
                "match": list(rule.examples.match, style: .doubleQuoted),
                "reject": list(rule.examples.reject, style: .doubleQuoted),
                "known_miss": list(rule.examples.knownMiss, style: .doubleQuoted),
            ])
        values["gitleaks"] = rule.secret.map(node)
        return try serialized("rules", mapping(PackKeys.rule + ["gitleaks"], values))
    }

    /// A term of the offer lexicon with all its keys.
    ///
    /// - Throws: `FencewatchError` where a text of it cannot be written as YAML.
    package static func yaml(of term: SignalTerm) throws(FencewatchError) -> String {
        func surroundings(_ around: SignalTerm.Surroundings) -> Node? {
            mapping(PackKeys.surroundings, ["before": list(around.before), "after": list(around.after)])
        }
        return try serialized(
            "signals",
            mapping(
                PackKeys.signal,
                [
                    "id": text(term.id), "signal": text(term.signal.rawValue), "weight": text("\(term.weight)"),
                    "wakes": term.waking == .never ? nil : text(term.waking.rawValue),
                    "needs": term.needsGoods ? text("goods") : nil,
                    "category": term.category.map { text($0.rawValue) }, "data": list(term.data.map(\.rawValue)),
                    "unless": surroundings(term.unless), "only": surroundings(term.only), "words": list(term.words),
                ]))
    }

    /// After the keys of gitleaks.
    private static func node(_ terms: SecretTerms) -> Node? {
        let allowlists = terms.allowlists.compactMap { allowlist in
            mapping(
                ["condition", "regexTarget", "regexes", "stopwords"],
                [
                    "condition": allowlist.needsAll ? text("AND") : nil, "regexTarget": text(allowlist.target.rawValue),
                    "regexes": list(allowlist.patterns, style: .singleQuoted), "stopwords": list(allowlist.stopwords),
                ])
        }
        let required = terms.required.compactMap { other in
            mapping(
                ["id", "withinLines", "withinColumns"],
                [
                    "id": text(other.rule), "withinLines": other.lines.map { text("\($0)") },
                    "withinColumns": other.columns.map { text("\($0)") },
                ])
        }
        return mapping(
            ["secretGroup", "entropy", "skipReport", "allowlists", "required"],
            [
                "secretGroup": terms.group == 0 ? nil : text("\(terms.group)"),
                "entropy": terms.entropy.map { text("\($0)") }, "skipReport": flag(!terms.isReported),
                "allowlists": allowlists.isEmpty ? nil : Node(allowlists),
                "required": required.isEmpty ? nil : Node(required),
            ])
    }

    // MARK: - Nodes

    private static func text(_ text: String) -> Node { Node(text) }

    private static func quoted(_ text: String) -> Node { .scalar(Node.Scalar(text, Tag(.str), .singleQuoted)) }

    /// Nil where it is not set, as that is what a pack says by leaving it out.
    private static func flag(_ isSet: Bool) -> Node? { isSet ? Node("true") : nil }

    private static func numbers(_ numbers: [Int]) -> Node { Node(numbers.map { Node("\($0)") }, .implicit, .flow) }

    private static func list(_ texts: [String], style: Node.Scalar.Style = .any) -> Node? {
        if texts.isEmpty { return nil }
        return Node(
            texts.map { Node.scalar(Node.Scalar($0, .implicit, style)) }, .implicit, style == .any ? .flow : .block)
    }

    /// The keys that have a value, in their order; nil where none has.
    private static func mapping(_ keys: [String], _ values: [String: Node?]) -> Node? {
        let pairs = keys.compactMap { key in values[key].flatMap { $0 }.map { (Node(key), $0) } }
        return pairs.isEmpty ? nil : Node(pairs)
    }

    private static func serialized(_ key: String, _ node: Node?) throws(FencewatchError) -> String {
        do {
            return try Yams.serialize(
                node: Node([(Node(key), Node([node].compactMap { $0 }))]), width: 110, allowUnicode: true)
        } catch {
            throw FencewatchError(.invalidRule, "It cannot be written as YAML.", cause: "\(error)")
        }
    }
}
