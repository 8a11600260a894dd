/// One named fact that a validator established about a candidate's value.
package struct Check: Sendable, Hashable {
    /// Published name, as it stands in a finding's `checks`: `iso7064-mod11-2`, `region-unknown`.
    package var name: String
    /// Log-odds that the fact adds to the finding's confidence: positive for, negative against.
    package var evidence: Double

    package init(_ name: String, evidence: Double) {
        self.name = name
        self.evidence = evidence
    }
}

/// What a validator says of a candidate's value.
package struct Verdict: Sendable {
    package enum Outcome: Sendable, Hashable {
        /// The value is what the rule says, as far as the standard lets one prove it.
        case proved
        /// A check digit fails or a date is impossible: the value is not what the rule says.
        case refuted
        /// The value has a form that this validator does not speak about.
        case notApplicable
    }

    package var outcome: Outcome
    /// Facts in the order in which they were established.
    package var checks: [Check]
    /// Facts for the reader: operator, region, issuer. Never the value or part of it.
    package var attributes: [Attribute]
    /// Whether a check digit of the standard was verified; such a reading outranks one that only has a shape.
    package var checkDigitVerified: Bool

    package init(
        _ outcome: Outcome, checks: [Check] = [], attributes: [Attribute] = [], checkDigitVerified: Bool = false
    ) {
        self.outcome = outcome
        self.checks = checks
        self.attributes = attributes
        self.checkDigitVerified = checkDigitVerified
    }

    package static func refuted(_ check: String) -> Verdict {
        Verdict(.refuted, checks: [Check(check, evidence: -8)])
    }

    package static let notApplicable = Verdict(.notApplicable)
}

/// A named fact for the reader of a finding, such as the operator of a mobile number.
package struct Attribute: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
