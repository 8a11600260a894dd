/// A recogniser of one entity, as a rule pack writes it. See Documentation/rule-format.md.
public struct Rule: Sendable, Hashable {
    /// What the one pass must have seen before the pattern is tried; any one of these.
    public struct Trigger: Sendable, Hashable {
        /// Which numbers in plain digits, long enough, are a reason to look at a message.
        public enum Number: String, Sendable, Hashable, CaseIterable {
            case any
            /// Those that a validator of the rule proves: its value is never a part of an unbroken number. A number that a
            /// single letter may belong to, as the X of a resident number, wakes in any case.
            case whole
            /// Those behind a letter, no more than what groups digits between them.
            case behindLetter = "behind-letter"
            /// None, and the pattern is not tried on one: the digits of its values are grouped.
            case grouped
            /// None: its keywords wake.
            case none
        }

        /// How many digits a run must have.
        public var digits: ClosedRange<Int>?
        /// Which runs of so many digits, or letters and digits, wake the scan where they are digits alone.
        public var number = Number.any
        /// The digits that a whole number begins with, several ways; empty where any may.
        public var leading: [String] = []
        /// Words; a bracket stands for any one of the characters in it.
        public var keywords: [String]
        /// Whether a keyword suffices in a message with fewer than four letters and digits, as it does for names and
        /// addresses; anything else that a rule looks for has at least so many.
        public var isBare: Bool
        /// Whether a keyword suffices only where a separator stands behind it in the same word, with something behind that:
        /// `:`, `|` or three dashes, as between an address, a login and a password.
        public var isBeforePair: Bool = false
        /// Least length of an unbroken run of ASCII letters and digits.
        public var alphanumerics: Int?
        /// Whether the pattern is tried on every message: for rules of others that name no keyword. Every message pays.
        public var isAlways: Bool = false
        /// Whether the pattern is tried on the lines of a list of pairs: three or more lines in a row, without white
        /// space, of a name, a separator and something behind it.
        public var isListLine: Bool
        /// Entities of which one must have been found in the message.
        public var beside: [Entity]

        /// A trigger; at least one of these must be set, or `isAlways`, for a detector to take the rule.
        public init(
            digits: ClosedRange<Int>? = nil, keywords: [String] = [], isBare: Bool = false, alphanumerics: Int? = nil,
            isListLine: Bool = false, beside: [Entity] = []
        ) {
            self.digits = digits
            self.keywords = keywords
            self.isBare = isBare
            self.alphanumerics = alphanumerics
            self.isListLine = isListLine
            self.beside = beside
        }
    }

    /// Words around a match that change how sure one may be.
    public struct Context: Sendable, Hashable {
        /// How far from the match a word may stand, in characters.
        public var near: Int
        /// Words that make it likelier that a match is the entity: its usual labels.
        public var raise: [String]
        /// Words that make it less likely: labels of numbers that look alike.
        public var lower: [String]
        /// Whether a match without a raising word near is dropped.
        public var required: Bool

        /// Context words; without any, the confidence is that of pattern and validators.
        public init(near: Int = 24, raise: [String] = [], lower: [String] = [], required: Bool = false) {
            self.near = near
            self.raise = raise
            self.lower = lower
            self.required = required
        }
    }

    /// How many characters of a value stay readable at each end.
    public struct Mask: Sendable, Hashable {
        /// Characters from the first on.
        public var head: Int
        /// Characters before the end.
        public var tail: Int

        /// A mask; nothing stays readable by default.
        public init(head: Int = 0, tail: Int = 0) {
            self.head = head
            self.tail = tail
        }
    }

    /// Texts that the rule must and must not find something in.
    public struct Examples: Sendable, Hashable {
        /// Texts in which the rule must find something, with a confidence of 0.5 and more.
        public var match: [String]
        /// Texts in which it must not.
        public var reject: [String]
        /// What it should find and does not yet: honest, and counted.
        public var knownMiss: [String]

        /// Examples; a pack in YAML has one of `match` and of `reject` at least.
        public init(match: [String] = [], reject: [String] = [], knownMiss: [String] = []) {
            self.match = match
            self.reject = reject
            self.knownMiss = knownMiss
        }
    }

    /// Unique in the pack: lower case, digits, hyphens.
    public var id: String
    /// What it finds.
    public var entity: Entity
    /// One line for who lists the rules.
    public var description: String
    /// What the one pass must have seen.
    public var trigger: Trigger
    /// PCRE2, matched on folded text.
    public var pattern: String
    /// Names of the proofs that a match must not fail: `luhn`. A detector refuses names that it does not know.
    public var validators: [String]
    /// Probability, between 0 and 1, that a match of the pattern alone is the entity.
    public var confidence: Double
    /// Words around a match.
    public var context: Context
    /// What of a value stays readable.
    public var mask: Mask
    /// What it must find and must not.
    public var examples: Examples
    /// Standards and sources.
    public var references: [String]
    /// Set where the pattern is matched on text as written, as rules for secrets are.
    public var secret: SecretTerms?
    /// `file:line`, for messages about the rule; nil in the default pack.
    public var location: String?

    /// A rule; whether it can be used, `Detector.fault(in:)` says.
    ///
    /// - Parameters:
    ///   - pattern: PCRE2, matched on folded text; the group `value`, where there is one, is the finding.
    ///   - confidence: between 0 and 1, both excluded.
    ///   - location: `file:line`, for messages about the rule.
    public init(
        id: String, entity: Entity, description: String, trigger: Trigger, pattern: String, validators: [String] = [],
        confidence: Double, context: Context = Context(), mask: Mask = Mask(), examples: Examples = Examples(),
        references: [String] = [], location: String? = nil
    ) {
        self.id = id
        self.entity = entity
        self.description = description
        self.trigger = trigger
        self.pattern = pattern
        self.validators = validators
        self.confidence = confidence
        self.context = context
        self.mask = mask
        self.examples = examples
        self.references = references
        self.location = location
    }
}
