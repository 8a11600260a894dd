import FenceValidators

/// One way to read a stretch of text: a rule's match with what was established about it.
struct Reading {
    /// A reading below this (probability 0.1) is not worth reporting.
    static let leastLogOdds = -2.2
    static let raisingEvidence = 1.5
    static let loweringEvidence = -2.5
    /// What a lowering word weighs beyond that where it is the label of a number: `订单号13800138000` is no telephone.
    static let labelEvidence = -2.5
    /// A number inside a web address is an identifier of the site, unless a word says otherwise.
    static let addressEvidence = -3.0
    static let densityEvidence = 0.5

    var rule: Int
    /// Folded characters of the value.
    var characters: Range<Int>
    var logOdds: Double
    var checks: [String] = []
    var attributes: [Attribute] = []
    var groups: [(name: String, characters: Range<Int>)] = []
    var normalized: [UInt8] = []
    var checkDigitVerified = false

    init(rule: Int, characters: Range<Int>, logOdds: Double) {
        self.rule = rule
        self.characters = characters
        self.logOdds = logOdds
    }

    /// Applies validators and context.
    ///
    /// - Parameter written: the value as written, where the rule's values tell capitals from small letters.
    /// - Returns: whether the reading stands: no validator refuted it.
    mutating func prove(
        with validators: [any Validator.Type], bytes: [UInt8], written: [UInt8]?, context: ContextWords.Weight,
        isNumber: Bool, isInsideURL: Bool, today: Int
    ) -> Bool {
        let candidate = Candidate(value: bytes, written: written, hasContext: context.raised, today: today)
        normalized = written ?? bytes
        checks.reserveCapacity(6)
        for validator in validators {
            let verdict = validator.verdict(on: candidate)
            switch verdict.outcome {
            case .refuted:
                return false
            case .notApplicable:
                continue
            case .proved:
                normalized = validator.normalized(validator.readsCase ? written ?? bytes : bytes)
                checkDigitVerified = checkDigitVerified || verdict.checkDigitVerified
                for check in verdict.checks {
                    logOdds += check.evidence
                    checks.append(check.name)
                }
                attributes += verdict.attributes
            }
        }
        if context.raised {
            logOdds += Self.raisingEvidence
            checks.append("context")
        }
        if context.lowered {
            logOdds += Self.loweringEvidence
            checks.append("context-against")
            if isNumber, context.isLabelledOtherwise { logOdds += Self.labelEvidence }
        }
        if isNumber, isInsideURL, !context.raised {
            logOdds += Self.addressEvidence
            checks.append("inside-url")
        }
        return true
    }
}
