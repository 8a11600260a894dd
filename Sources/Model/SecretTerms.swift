/// What a rule for secrets asks beyond its pattern, after the rule format of gitleaks.
///
/// Such a rule's pattern is matched on text as written, not as folded: keys tell capitals from small letters.
public struct SecretTerms: Sendable, Hashable {
    /// What is no secret although the pattern matches.
    public struct Allowlist: Sendable, Hashable {
        /// What the expressions are tried on.
        public enum Target: String, Sendable, Hashable {
            case secret, match, line
        }

        /// PCRE2 expressions; one that matches anywhere in the target suffices.
        public var patterns: [String]
        /// What they are tried on.
        public var target: Target
        /// Words; a secret that holds one of them, in capitals or small letters, is none.
        public var stopwords: [String]
        /// Whether both an expression and a stop word must speak for it, where there are both.
        public var needsAll: Bool

        /// An allowlist of these parts.
        public init(patterns: [String], target: Target, stopwords: [String], needsAll: Bool) {
            self.patterns = patterns
            self.target = target
            self.stopwords = stopwords
            self.needsAll = needsAll
        }
    }

    /// Another rule that must match nearby.
    public struct Requirement: Sendable, Hashable {
        /// Identifier of the other rule.
        public var rule: String
        /// How many lines apart at most; nil for anywhere in the message.
        public var lines: Int?
        /// How many columns apart at most, in bytes; nil for any.
        public var columns: Int?

        /// A requirement; distances are not negative.
        public init(rule: String, lines: Int?, columns: Int?) {
            self.rule = rule
            self.lines = lines
            self.columns = columns
        }
    }

    /// Number of the group that holds the secret; 0 for the first that took part, or the whole match where there is none.
    public var group: Int
    /// Least Shannon entropy of a secret, in bits a byte, between 0 and 8; nil where any will do.
    public var entropy: Double?
    /// What excuses a match; one suffices.
    public var allowlists: [Allowlist]
    /// Rules that must match nearby, all of them.
    public var required: [Requirement]
    /// Whether matches are reported, rather than only counted for rules that require this one.
    public var isReported: Bool

    /// Terms that ask for nothing beyond the pattern, but for what is given.
    public init(
        group: Int = 0, entropy: Double? = nil, allowlists: [Allowlist] = [], required: [Requirement] = [],
        isReported: Bool = true
    ) {
        self.group = group
        self.entropy = entropy
        self.allowlists = allowlists
        self.required = required
        self.isReported = isReported
    }
}
