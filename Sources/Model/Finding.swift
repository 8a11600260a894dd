/// A proved piece of personal data in a message.
public struct Finding: Sendable, Hashable, Codable {
    /// What kind of personal data it is.
    public var entity: Entity
    /// Identifier of the rule that found it.
    public var rule: String
    /// Probability, between 0 and 1, that it is what the entity says.
    public var confidence: Double
    /// Names of the facts that were established, in order: check digits, tables, context.
    public var checks: [String]
    /// Where it stands in the message's text.
    public var span: TextSpan
    /// As written.
    public var value: SensitiveText
    /// In the one form that all ways of writing it share.
    public var normalized: SensitiveText
    /// Whether it had to be unfolded: full-width, styled or Chinese digits, invisible characters, look-alikes.
    public var folded: Bool
    /// Facts for the reader, such as the operator or the issuer; parts of the value are masked in them.
    public var attributes: [FindingAttribute]
    /// Whether a check digit of the standard was verified.
    public var checkDigitVerified: Bool

    /// A finding of these parts; nothing is proved here.
    public init(
        entity: Entity, rule: String, confidence: Double, checks: [String], span: TextSpan, value: SensitiveText,
        normalized: SensitiveText, folded: Bool = false, attributes: [FindingAttribute] = [],
        checkDigitVerified: Bool = false
    ) {
        self.entity = entity
        self.rule = rule
        self.confidence = confidence
        self.checks = checks
        self.span = span
        self.value = value
        self.normalized = normalized
        self.folded = folded
        self.attributes = attributes
        self.checkDigitVerified = checkDigitVerified
    }
}

/// A named fact about a finding.
public struct FindingAttribute: Sendable, Hashable, Codable {
    /// What the fact is about: `operator`, `issuer`, a group of the rule's pattern.
    public var name: String
    /// The fact; masked where it is a part of the value.
    public var value: SensitiveText

    /// A fact of that name.
    public init(name: String, value: SensitiveText) {
        self.name = name
        self.value = value
    }
}
