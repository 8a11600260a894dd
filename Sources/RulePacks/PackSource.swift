public import FenceModel

/// Writes a rule pack as Swift source, so that the binary and the library need no files and no YAML.
public enum PackSource {
    /// The Swift source of a pack: `RulePack.standard`.
    public static func swift(of pack: RulePack) -> String {
        var text = """
            // Made from Rules/ by `make rules`; do not edit.
            // swift-format-ignore-file

            public import FenceModel

            extension RulePack {
                /// The pack that the program carries.
                public static let standard = StandardPack.pack(wording: StandardPack.wording())
            }

            enum StandardPack {
                static func pack(wording: Wording?) -> RulePack {
                    RulePack(
                        name: \(literal(pack.name)), version: \(literal(pack.version)), rules: rules(), signals: signals(),
                        scoring: scoring(), wording: wording)
                }


            """
        let ruleNames = pack.rules.map { "rule_" + $0.id.replacing("-", with: "_") }
        let signalNames = pack.signals.map { "signal_" + $0.id.replacing("-", with: "_") }
        text +=
            "    static func rules() -> [Rule] {\n        [\(ruleNames.map { $0 + "()" }.joined(separator: ", "))]\n    }\n\n"
        text +=
            "    static func signals() -> [SignalTerm] {\n        [\(signalNames.map { $0 + "()" }.joined(separator: ", "))]\n    }\n"
        text += function(pack.scoring)
        text += function(pack.wording)
        for (rule, name) in zip(pack.rules, ruleNames) { text += "\n" + function(name, rule) }
        for (signal, name) in zip(pack.signals, signalNames) { text += "\n" + function(name, signal) }
        text += "}\n"
        return text
    }

    private static func function(_ scoring: Scoring) -> String {
        let weights = scoring.weights.sorted { $0.key < $1.key }.map { "\(literal($0.key)): \($0.value)" }
        return """

                static func scoring() -> Scoring {
                    Scoring(prior: \(scoring.prior), weights: [\(weights.isEmpty ? ":" : weights.joined(separator: ", "))])
                }

            """
    }

    private static func function(_ wording: Wording?) -> String {
        guard let wording else { return "\n    static func wording() -> Wording? { nil }\n" }
        func scale(_ scale: Wording.Scale) -> String { "Wording.Scale(prior: \(scale.prior), step: \(scale.step))" }
        func letters(_ lines: [String]) -> String {
            "\"\"\"\n" + lines.map { "                \($0)\n" }.joined() + "                \"\"\""
        }
        return """

                static func wording() -> Wording? {
                    let glance = Wording.Glance.sequences(
                        from: \(letters(wording.glance.letters)))
                    let sequences = Wording.sequences(
                        from: \(letters(wording.letters)))
                    guard let glance, let sequences else { return nil }
                    return Wording(
                        glance: Wording.Glance(
                            scale: \(scale(wording.glance.scale)), least: \(wording.glance.least), sequences: glance),
                        trade: \(scale(wording.trade)), request: \(scale(wording.request)),
                        lookup: \(scale(wording.lookup)), sequences: sequences)
                }

            """
    }

    private static func function(_ name: String, _ rule: Rule) -> String {
        """
            private static func \(name)() -> Rule {
                var rule = Rule(
                    id: \(literal(rule.id)), entity: .\(rule.entity), description: \(literal(rule.description)),
                    trigger: Rule.Trigger(), pattern: \(literal(rule.pattern)), confidence: \(rule.confidence))
                rule.trigger.digits = \(rule.trigger.digits.map { "\($0.lowerBound)...\($0.upperBound)" } ?? "nil")
                rule.trigger.number = .\(rule.trigger.number)
                rule.trigger.leading = \(lines(rule.trigger.leading))
                rule.trigger.keywords = \(lines(rule.trigger.keywords))
                rule.trigger.isBare = \(rule.trigger.isBare)
                rule.trigger.isBeforePair = \(rule.trigger.isBeforePair)
                rule.trigger.alphanumerics = \(rule.trigger.alphanumerics.map(String.init) ?? "nil")
                rule.trigger.isListLine = \(rule.trigger.isListLine)
                rule.trigger.beside = [\(rule.trigger.beside.map { ".\($0)" }.joined(separator: ", "))]
                rule.validators = \(lines(rule.validators))
                rule.context = Rule.Context(
                    near: \(rule.context.near), raise: \(lines(rule.context.raise)), lower: \(lines(rule.context.lower)),
                    required: \(rule.context.required))
                rule.mask = Rule.Mask(head: \(rule.mask.head), tail: \(rule.mask.tail))
                rule.examples = Rule.Examples(
                    match: \(lines(rule.examples.match)), reject: \(lines(rule.examples.reject)),
                    knownMiss: \(lines(rule.examples.knownMiss)))
                rule.references = \(lines(rule.references))
                return rule
            }

        """
    }

    private static func function(_ name: String, _ signal: SignalTerm) -> String {
        """
            private static func \(name)() -> SignalTerm {
                SignalTerm(
                    id: \(literal(signal.id)), signal: .\(signal.signal), weight: \(signal.weight),
                    words: \(lines(signal.words)),
                    unless: SignalTerm.Surroundings(before: \(lines(signal.unless.before)), after: \(lines(signal.unless.after))),
                    only: SignalTerm.Surroundings(before: \(lines(signal.only.before)), after: \(lines(signal.only.after))),
                    needsGoods: \(signal.needsGoods), waking: .\(signal.waking),
                    category: \(signal.category.map { ".\($0)" } ?? "nil"), data: [\(signal.data.map { ".\($0)" }.joined(separator: ", "))])
            }

        """
    }

    /// A list of texts as one literal; texts with line ends are written as a list.
    private static func lines(_ texts: [String]) -> String {
        if texts.isEmpty { return "[]" }
        if texts.contains(where: { $0.contains("\n") }) { return "[\(texts.map(literal).joined(separator: ", "))]" }
        return "lines(\(literal(texts.joined(separator: "\n"))))"
    }

    private static func literal(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default:
                let isPlain =
                    scalar.value >= 0x20 && !scalar.properties.isDefaultIgnorableCodePoint
                    && scalar.properties.generalCategory != .nonspacingMark
                    && scalar.properties.generalCategory != .spaceSeparator
                escaped += isPlain || scalar == " " ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return "\"\(escaped)\""
    }
}
