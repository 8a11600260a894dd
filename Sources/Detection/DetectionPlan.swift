package import FenceModel
import FencePatterns
import FenceValidators

/// A rule pack made ready: every word in one trie, every rule with its pattern and validators, and who is triggered by what.
///
/// Immutable and shared by all workers.
package final class DetectionPlan: Sendable {
    package let tables: ScanTables
    let rules: [CompiledRule]
    /// How many of the keywords, the first ones, are named by rules.
    let ruleWords: Int
    /// By keyword that rules name: the rules that it triggers, and whether there are any.
    let triggered: [[UInt16]]
    let triggers: [Bool]
    /// By keyword that rules name: the rules whose confidence it changes.
    let contextual: [[ContextRole]]
    let digitRules: [DigitTrigger]
    let alphanumericRules: [(least: Int, rule: Int)]
    let leastAlphanumerics: Int?
    let dottedRules: [Int]
    let besideRules: [(rule: Int, entities: [Entity])]
    let listRules: [Int]
    /// Rules that look at every message: of others, that name no keyword.
    let alwaysRules: [Int]

    /// Whether some rules match on text as written.
    let hasSecretRules: Bool
    /// Whether messages wake for a word of the trade; without one, whatever their wording.
    private let glance: Glance?
    /// Rules by identifier.
    let ruleNumbers: [String: Int]

    /// A rule's interest in a context word.
    struct ContextRole: Sendable {
        var rule: UInt16
        var raises: Bool
    }

    /// - Parameters:
    ///   - rules: the pack's recognisers.
    ///   - words: every other word that the one pass should find, such as the offer lexicon.
    ///   - term: by whom a word is asked for and where that is written, for messages about it.
    ///   - compilesNow: whether all patterns are compiled at once, so that a mistake is known now, or when first needed.
    ///   - glance: what a message's wording says at a glance, if anything was learned of it; asked for last, as it may still be
    ///     in the making.
    /// - Returns: in `wordNumbers`, for each of `words`, the numbers of the keywords that it stands for.
    /// - Throws: `FencewatchError` naming the rule or term and the cause.
    package init(
        rules: [Rule], words: [PlanWord], term: (String) -> (name: String, location: String?)? = { _ in nil },
        compilesNow: Bool, wordNumbers: inout WordNumbers,
        glance: () -> Glance? = { nil }
    ) throws(FencewatchError) {
        var keywords = KeywordSet()
        let fold = FoldTable.shared
        var triggers: [(number: Int, rule: UInt16)] = []
        var roles: [(number: Int, role: ContextRole)] = []
        var compiled: [CompiledRule] = []
        var digitRules: [DigitTrigger] = []
        var plainNumbers = PlainNumbers()
        var alphanumericRules: [(least: Int, rule: Int)] = []
        var besideRules: [(rule: Int, entities: [Entity])] = []
        for (index, rule) in rules.enumerated() {
            do {
                compiled.append(try CompiledRule(rule, compilesNow: compilesNow))
                for word in rule.trigger.keywords {
                    let numbers = try keywords.insert(word, waking: Self.waking(of: rule.trigger), fold: fold)
                    if rule.trigger.isBeforePair { numbers.forEach { keywords.setWakesBeforePair($0) } }
                    triggers += numbers.map { ($0, UInt16(index)) }
                }
                for (words, raises) in [(rule.context.raise, true), (rule.context.lower, false)] {
                    for word in words {
                        let role = ContextRole(rule: UInt16(index), raises: raises)
                        roles += try keywords.insert(word, waking: .never, fold: fold).map { ($0, role) }
                    }
                }
            } catch {
                throw FencewatchError(
                    .invalidRule, "Rule '\(rule.id)': \(error.message)", location: rule.location, cause: error.cause)
            }
            if let digits = rule.trigger.digits {
                digitRules.append(DigitTrigger(rule: index, lengths: digits, rule.trigger))
                plainNumbers.add(compiled[index], lengths: digits)
            }
            if let least = rule.trigger.alphanumerics {
                alphanumericRules.append((least, index))
                plainNumbers.add(compiled[index], lengths: least...Int.max)
            }
            if !rule.trigger.beside.isEmpty { besideRules.append((index, rule.trigger.beside)) }
        }
        ruleWords = keywords.keywords.count
        wordNumbers = WordNumbers()
        wordNumbers.reserveCapacity(words.count)
        for word in words {
            do {
                try wordNumbers.append { numbers throws(FencewatchError) in
                    try keywords.insert(
                        word.text, waking: word.waking, pairing: word.pairing, fold: fold, into: &numbers)
                }
            } catch {
                guard let term = term(word.text) else { throw error }
                throw FencewatchError(
                    .invalidRule, "Term '\(term.name)': \(error.message)", location: term.location, cause: error.cause)
            }
        }
        tables = try ScanTables(
            keywords: keywords, ruleWords: ruleWords, leastDigits: digitRules.map(\.lengths.lowerBound).min() ?? .max,
            plainNumbers: plainNumbers, wakingAlphanumerics: alphanumericRules.map(\.least).min() ?? .max)
        var triggered = [[UInt16]](repeating: [], count: ruleWords)
        for trigger in triggers { triggered[trigger.number].append(trigger.rule) }
        var contextual = [[ContextRole]](repeating: [], count: ruleWords)
        for role in roles { contextual[role.number].append(role.role) }
        self.glance = glance()
        self.rules = compiled
        self.triggered = triggered
        self.triggers = triggered.map { !$0.isEmpty }
        self.contextual = contextual
        self.digitRules = digitRules
        self.alphanumericRules = alphanumericRules
        leastAlphanumerics = alphanumericRules.map(\.least).min()
        dottedRules = compiled.indices.filter { compiled[$0].rule.entity == .ipAddress }
        self.besideRules = besideRules
        hasSecretRules = compiled.contains { $0.rule.secret != nil }
        alwaysRules = compiled.indices.filter { compiled[$0].rule.trigger.isAlways }
        ruleNumbers = Dictionary(compiled.indices.map { (compiled[$0].rule.id, $0) }) { first, _ in first }
        listRules = compiled.indices.filter { compiled[$0].rule.trigger.isListLine }
    }

    private static func waking(of trigger: Rule.Trigger) -> Keyword.Waking {
        trigger.isBare ? .always : trigger.isBeforePair ? .never : .besideAlphanumerics
    }

    /// Whether a message needs the closer look.
    package func wakes(for text: UnsafeBufferPointer<UInt8>) -> Bool {
        !alwaysRules.isEmpty || isReason(tables.waking(for: text), text)
    }

    /// Whether a message needs the closer look in which a place is suspect.
    ///
    /// - Parameter place: the place, where it is known.
    package func wakes(forSuspect text: UnsafeBufferPointer<UInt8>, at place: Int?) -> Bool {
        if let place, tables.wakesAlways(text, at: place) { return true }
        return !alwaysRules.isEmpty || isReason(tables.exactWaking(for: text), text)
    }

    private func isReason(_ waking: Keyword.Waking, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if waking == .always || looksForLists && PairLists.holdsList(text) { return true }
        if waking == .asPiece, text.count <= Self.shortMessage { return true }
        return waking != .never && leavesOpen(text)
    }

    /// Bytes of a message that may be a piece of an offer, too short for its wording to tell.
    package static let shortMessage = 40

    /// Whether a glance at a message's wording leaves it open that something is traded.
    package func leavesOpen(_ text: UnsafeBufferPointer<UInt8>) -> Bool { glance?.leavesOpen(text) != false }

    /// Whether every message needs the closer look.
    package var looksAtEverything: Bool { !alwaysRules.isEmpty }

    /// Whether some rule looks at the lines of lists of pairs.
    package var looksForLists: Bool { !listRules.isEmpty }
}

/// A word that no rule names but that the one pass should find, such as one of the offer lexicon.
package struct PlanWord: Sendable {
    package var text: String
    package var waking: Keyword.Waking
    package var pairing: Keyword.Pairing

    package init(_ text: String, waking: Keyword.Waking, pairing: Keyword.Pairing = .none) {
        self.text = text
        self.waking = waking
        self.pairing = pairing
    }
}

/// A rule with its pattern and its validators at hand.
package final class CompiledRule: Sendable {
    let rule: Rule
    let entity: Entity
    let pattern: Pattern
    let validators: [any Validator.Type]
    /// `logit(rule.confidence)`.
    let prior: Double
    /// How its values stand to those of other rules.
    let role: Overlaps.Role
    /// Whether its values are told apart by capitals and small letters: a validator says so, or they are keys and tokens
    /// that none speaks about.
    let readsCase: Bool
    /// Where a value may begin, for a rule that looks only beside other findings: its match begins with its value.
    let beginnings: Beginnings?
    /// Allowlists of a rule for secrets, with their expressions.
    let allowlists: [(list: SecretTerms.Allowlist, patterns: [Pattern])]

    package init(_ rule: Rule, compilesNow: Bool) throws(FencewatchError) {
        self.rule = rule
        entity = rule.entity
        let trigger = rule.trigger
        guard
            trigger.digits != nil || !trigger.keywords.isEmpty || trigger.alphanumerics != nil
                || !trigger.beside.isEmpty || trigger.isListLine || trigger.isAlways
        else {
            throw FencewatchError(.invalidRule, "It has no trigger, so the one pass would never try it.")
        }
        guard rule.confidence > 0, rule.confidence < 1 else {
            throw FencewatchError(.invalidRule, "Its confidence must lie between 0 and 1, both excluded.")
        }
        if rule.secret == nil, let offset = RepeatCheck.firstUnboundedRepeat(in: rule.pattern) {
            throw FencewatchError(
                .invalidRule,
                "Its pattern repeats a group or '.' without an upper bound at byte \(offset); write {0,40} or the like."
            )
        }
        var validators: [any Validator.Type] = []
        for name in rule.validators {
            guard let validator = ValidatorRegistry.validator(named: name) else {
                throw FencewatchError(.invalidRule, "There is no validator named '\(name)'.")
            }
            validators.append(validator)
        }
        self.validators = validators
        readsCase = validators.contains { $0.readsCase } || validators.isEmpty && rule.entity == .secret
        role =
            switch (rule.secret, rule.entity) {
            case (.some, _): rule.id.hasPrefix("generic") ? .importedGeneric : .imported
            case (nil, .credential): .container
            case (nil, .secret): .secret
            default: .value
            }
        prior = LogOdds.logit(rule.confidence)
        let looksOnlyBeside =
            !trigger.beside.isEmpty && trigger.digits == nil && trigger.keywords.isEmpty && trigger.alphanumerics == nil
            && !trigger.isListLine && !trigger.isAlways
        beginnings = looksOnlyBeside ? validators.lazy.compactMap { $0.beginnings }.first : nil
        pattern = Pattern(
            rule.pattern, dialect: rule.secret == nil ? .folded : .written, isAnchored: beginnings != nil)
        allowlists =
            rule.secret?.allowlists.map { list in
                (list, list.patterns.map { Pattern($0, dialect: .written) })
            } ?? []
        if compilesNow { try compile() }
    }

    private func compile() throws(FencewatchError) {
        let groups: Int
        do {
            groups = try pattern.compiled().groupCount
        } catch {
            let place = error.offset.map { " at byte \($0)" } ?? ""
            throw FencewatchError(.invalidRule, "Its pattern cannot be compiled\(place).", cause: error.cause)
        }
        if let group = rule.secret?.group, !(0...groups).contains(group) {
            throw FencewatchError(
                .invalidRule, "Its secret is group \(group) of its pattern, which has \(groups) groups.")
        }
        do {
            for list in allowlists { for pattern in list.patterns { _ = try pattern.compiled() } }
        } catch {
            throw FencewatchError(
                .invalidRule, "An expression of its allowlists cannot be compiled.", cause: error.cause)
        }
    }
}
