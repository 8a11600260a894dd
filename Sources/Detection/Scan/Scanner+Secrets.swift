import FenceModel
import FencePatterns
import FenceValidators

/// Rules for secrets, which match on text as written.
extension Scanner {
    /// Where a rule for secrets matched, in bytes of the segment.
    private struct SecretMatch {
        var whole: Range<Int>
        var secret: Range<Int>
    }

    /// Tries every rule for secrets of which a keyword was seen.
    func addSecrets(in segment: UnsafeBufferPointer<UInt8>) {
        var triggered = Set(plan.alwaysRules)
        for hit in hits where hit.keyword < plan.ruleWords {
            for rule in plan.triggered[hit.keyword] where plan.rules[Int(rule)].rule.secret != nil {
                triggered.insert(Int(rule))
            }
        }
        var neighbours = SecretNeighbours()
        for rule in triggered.sorted() {
            guard let terms = plan.rules[rule].rule.secret, terms.isReported else { continue }
            for match in matches(of: rule, terms, in: segment)
            where terms.required.allSatisfy({ isMet($0, near: match, in: segment, &neighbours) }) {
                addReading(of: rule, terms, match, in: segment)
            }
        }
    }

    private func addReading(
        of rule: Int, _ terms: SecretTerms, _ match: SecretMatch, in segment: UnsafeBufferPointer<UInt8>
    ) {
        let characters = folded.characters(fromOrigin: match.secret)
        guard !characters.isEmpty else { return }
        var reading = Reading(rule: rule, characters: characters, logOdds: plan.rules[rule].prior)
        reading.normalized = Array(segment[match.secret])
        reading.checks = terms.entropy == nil ? ["pattern"] : ["pattern", "entropy"]
        readings.append(reading)
    }

    /// All matches of a rule that no allowlist excuses.
    private func matches(
        of rule: Int, _ terms: SecretTerms, in segment: UnsafeBufferPointer<UInt8>
    ) -> [SecretMatch] {
        guard let matcher, let pattern = compiledPattern(of: rule) else { return [] }
        var matches: [SecretMatch] = []
        var start = 0
        while start < segment.count {
            switch matcher.firstMatch(of: pattern, in: segment, from: start) {
            case .none:
                return matches
            case .limit:
                countLimitHit()
                return matches
            case .match:
                guard let whole = matcher.range(of: 0) else { return matches }
                let match = SecretMatch(whole: whole, secret: secret(terms, pattern, matcher) ?? whole)
                start = max(whole.upperBound, start + 1)
                while start < segment.count, segment[start] & 0xC0 == 0x80 { start += 1 }
                guard !match.secret.isEmpty else { continue }
                if let least = terms.entropy, Entropy.bits(of: segment[match.secret]) <= least { continue }
                if isAllowed(match, by: plan.rules[rule], in: segment) { continue }
                matches.append(match)
            }
        }
        return matches
    }

    private func secret(_ terms: SecretTerms, _ pattern: CompiledPattern, _ matcher: Matcher) -> Range<Int>? {
        if terms.group > 0 { return matcher.range(of: terms.group) }
        guard pattern.groupCount > 0 else { return nil }
        return (1...pattern.groupCount).lazy.compactMap { matcher.range(of: $0) }.first { !$0.isEmpty }
    }

    private func isAllowed(
        _ match: SecretMatch, by rule: CompiledRule, in segment: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        rule.allowlists.contains { list, patterns in
            let target: Range<Int>
            switch list.target {
            case .secret: target = match.secret
            case .match: target = match.whole
            case .line: target = Self.lines(around: match.whole, in: segment)
            }
            let text = UnsafeBufferPointer(rebasing: segment[target])
            let isNamed = patterns.contains { pattern in
                guard let matcher, let compiled = try? pattern.compiled() else { return false }
                switch matcher.firstMatch(of: compiled, in: text, from: 0) {
                case .match: return true
                case .none: return false
                case .limit:
                    // What was not looked at to its end excuses nothing.
                    countLimitHit()
                    return false
                }
            }
            let small = String(decoding: segment[match.secret], as: UTF8.self).lowercased()
            let hasStopword = list.stopwords.contains { small.contains($0.lowercased()) }
            guard list.needsAll else { return isNamed || hasStopword }
            return (patterns.isEmpty || isNamed) && (list.stopwords.isEmpty || hasStopword)
        }
    }

    /// What rules ask for in a segment, found once however many matches ask.
    private struct SecretNeighbours {
        /// Where each line begins; empty until a place is asked for.
        private var lineStarts: [Int] = []
        /// Where the matches of a rule begin.
        var places: [Int: [(line: Int, column: Int)]] = [:]

        mutating func place(of byte: Int, in text: UnsafeBufferPointer<UInt8>) -> (line: Int, column: Int) {
            if lineStarts.isEmpty { lineStarts = [0] + text.indices.filter { text[$0] == 0x0A }.map { $0 + 1 } }
            let line = lineStarts.partitionPoint { $0 <= byte } - 1
            return (line, byte - lineStarts[line])
        }
    }

    private func isMet(
        _ requirement: SecretTerms.Requirement, near match: SecretMatch, in segment: UnsafeBufferPointer<UInt8>,
        _ neighbours: inout SecretNeighbours
    ) -> Bool {
        guard let rule = plan.ruleNumbers[requirement.rule], let terms = plan.rules[rule].rule.secret else {
            return false
        }
        let place = neighbours.place(of: match.whole.lowerBound, in: segment)
        if neighbours.places[rule] == nil {
            neighbours.places[rule] = matches(of: rule, terms, in: segment).map {
                neighbours.place(of: $0.whole.lowerBound, in: segment)
            }
        }
        return neighbours.places[rule, default: []].contains { other in
            abs(place.line - other.line) <= requirement.lines ?? .max
                && abs(place.column - other.column) <= requirement.columns ?? .max
        }
    }

    private static func lines(around match: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let start = text[..<match.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return start..<(text[match.upperBound...].firstIndex(of: 0x0A) ?? text.count)
    }
}
