public import FenceModel

/// Runs the examples that rules carry.
public enum RuleExamples {
    /// How the examples of a pack came out.
    public struct Results: Sendable {
        /// Examples that came out as they should.
        public var passed = 0
        /// `rule: what was expected`, with the example's number; the example itself is in the rule file.
        public var failures: [String] = []
        /// Known misses that are still missed; none of them is a failure.
        public var knownMisses = 0
    }

    /// Confidence from which on an example counts as found: that of `fencewatch eval`, from which on a finding is likelier
    /// right than not.
    public static let leastConfidence = 0.5

    /// Runs all examples of a pack's recognisers, each text as a message of its own, against the whole pack.
    ///
    /// - Throws: `FencewatchError` where the pack cannot be used.
    public static func run(_ pack: RulePack) throws(FencewatchError) -> Results {
        let detector = try Detector(pack: pack)
        var results = Results()
        for rule in pack.rules {
            /// The surest finding of the rule; nil where there is none.
            func confidence(in text: String) -> Double? {
                detector.scan(text).findings.lazy.filter { $0.rule == rule.id }.map(\.confidence).max()
            }
            func finds(_ text: String) -> Bool { confidence(in: text).map { $0 >= leastConfidence } ?? false }
            for (index, text) in rule.examples.match.enumerated() {
                if finds(text) {
                    results.passed += 1
                    continue
                }
                let outcome =
                    confidence(in: text).map { "found with \(hundredths($0)); examples ask for \(leastConfidence)" }
                    ?? "not found"
                results.failures.append("\(rule.id): match \(index + 1) is \(outcome)")
            }
            for (index, text) in rule.examples.reject.enumerated() {
                if let confidence = confidence(in: text), confidence >= leastConfidence {
                    results.failures.append("\(rule.id): reject \(index + 1) is found with \(hundredths(confidence))")
                } else {
                    results.passed += 1
                }
            }
            results.knownMisses += rule.examples.knownMiss.count(where: { !finds($0) })
        }
        return results
    }

    /// Two digits behind the point, cut rather than rounded: what is short of a half must not look like one.
    private static func hundredths(_ value: Double) -> String {
        let number = Int(value * 100)
        return "\(number / 100).\(number % 100 < 10 ? "0" : "")\(number % 100)"
    }
}
