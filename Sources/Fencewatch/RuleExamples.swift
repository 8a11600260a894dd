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

    /// - Throws: `FencewatchError` where the pack cannot be used.
    public static func run(_ pack: RulePack) throws(FencewatchError) -> Results {
        let detector = try Detector(pack: pack)
        var results = Results()
        for rule in pack.rules {
            func finds(_ text: String) -> Bool {
                detector.scan(text).findings.contains { $0.rule == rule.id && $0.confidence >= 0.5 }
            }
            for (index, text) in rule.examples.match.enumerated() {
                if finds(text) {
                    results.passed += 1
                } else {
                    results.failures.append("\(rule.id): match \(index + 1) is not found")
                }
            }
            for (index, text) in rule.examples.reject.enumerated() {
                if finds(text) {
                    results.failures.append("\(rule.id): reject \(index + 1) is found")
                } else {
                    results.passed += 1
                }
            }
            results.knownMisses += rule.examples.knownMiss.count(where: { !finds($0) })
        }
        return results
    }
}
