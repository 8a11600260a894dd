package import FenceModel
import FencePatterns
import FenceValidators

/// One worker's working memory for the closer look at messages that woke the scan.
///
/// Belongs to one thread at a time, so the run-time checks for overlapping access are off; makes its findings from an
/// immutable, shared `DetectionPlan`.
package final class Scanner {
    package let plan: DetectionPlan
    /// The segment looked at last.
    package let folded = FoldedText()
    /// Keywords of that segment, in order of where they begin: those that the scan looked for.
    @exclusivity(unchecked) package private(set) var hits: [KeywordHit] = []
    /// Attempts that hit a limit of time or stack, since the scanner was made.
    @exclusivity(unchecked) package private(set) var limitHits = 0

    let matcher: Matcher?
    @exclusivity(unchecked) private var compiled: [CompiledPattern?]
    @exclusivity(unchecked) private var windows = CandidateWindows()
    @exclusivity(unchecked) private var runs: [DigitRun] = []
    @exclusivity(unchecked) private var alphanumericRuns: [Range<Int>] = []
    @exclusivity(unchecked) var readings: [Reading] = []
    /// Days since 1970-01-01, against which dates of birth are checked; whoever keeps a scanner for days sets it.
    @exclusivity(unchecked) package var today: Int

    package init(plan: DetectionPlan, today: Int) {
        self.plan = plan
        self.today = today
        matcher = Matcher()
        compiled = Array(repeating: nil, count: plan.rules.count)
    }

    /// Looks closely at one segment of a message: folds it, finds its keywords and proves its candidates.
    ///
    /// - Parameters:
    ///   - segment: at most `Segments.maximumBytes` bytes.
    ///   - isListLine: whether the segment is one line of a list of pairs.
    ///   - scope: the keywords to look for; findings need no others than those of rules.
    /// - Returns: the findings that stand, in order of where they begin, spans counted from the segment's start.
    package func scan(
        _ segment: UnsafeBufferPointer<UInt8>, isListLine: Bool = false, keywords scope: KeywordHits.Scope = .all
    ) -> [Finding] {
        folded.fill(from: segment, tables: plan.tables)
        findKeywords(scope)
        readings.removeAll(keepingCapacity: true)
        windows.removeAll()
        addWindows()
        windows.merge()
        for window in windows.windows { tryPattern(in: window, of: segment) }
        if plan.hasSecretRules { addSecrets(in: segment) }
        if !plan.listRules.isEmpty { addReadingsOfLists(in: segment, isListLine: isListLine) }
        addReadingsBeside(in: segment)
        guard !readings.isEmpty else { return [] }
        Overlaps.resolve(&readings) { plan.rules[$0].role }
        weighDensity()
        // Held here, so that none is copied to be read.
        let readings = readings
        return readings.indices.map { finding(of: readings[$0], in: segment) }
    }

    /// Looks for keywords of the segment that was scanned last.
    package func findKeywords(_ scope: KeywordHits.Scope) {
        hits.removeAll(keepingCapacity: true)
        KeywordHits.collect(in: folded, scope, tables: plan.tables, into: &hits)
    }

    func countLimitHit() {
        limitHits += 1
    }

    // MARK: - Candidates

    private func addWindows() {
        let limit = folded.byteCount
        for hit in hits where hit.keyword < plan.ruleWords && plan.triggers[hit.keyword] {
            let bytes = folded.byteOffset(of: hit.range.lowerBound)..<folded.byteOffset(of: hit.range.upperBound)
            for rule in plan.triggered[hit.keyword] where plan.rules[Int(rule)].rule.secret == nil {
                windows.add(rule: Int(rule), around: bytes, reach: CandidateWindows.keywordReach, limit: limit)
            }
        }
        runs.removeAll(keepingCapacity: true)
        DigitRuns.collect(in: folded, into: &runs)
        for run in runs {
            let bytes = folded.byteOffset(of: run.range.lowerBound)..<folded.byteOffset(of: run.range.upperBound)
            for trigger in plan.digitRules where trigger.asks(for: run, in: folded) {
                windows.add(rule: trigger.rule, around: bytes, reach: CandidateWindows.runReach, limit: limit)
            }
            if !run.isUnbroken, run.digits >= 4 {
                for rule in plan.dottedRules {
                    windows.add(rule: rule, around: bytes, reach: CandidateWindows.runReach, limit: limit)
                }
            }
        }
        guard let least = plan.leastAlphanumerics else { return }
        alphanumericRuns.removeAll(keepingCapacity: true)
        DigitRuns.collectAlphanumerics(in: folded, least: least, into: &alphanumericRuns)
        for run in alphanumericRuns {
            let bytes = folded.byteOffset(of: run.lowerBound)..<folded.byteOffset(of: run.upperBound)
            for (least, rule) in plan.alphanumericRules where run.count >= least {
                windows.add(rule: rule, around: bytes, reach: CandidateWindows.runReach, limit: limit)
            }
        }
    }

    /// Rules that look only where another entity was found.
    private func addReadingsBeside(in segment: UnsafeBufferPointer<UInt8>) {
        guard !plan.besideRules.isEmpty, !readings.isEmpty else { return }
        windows.removeAll()
        for (rule, entities) in plan.besideRules {
            for index in readings.indices where entities.contains(plan.rules[readings[index].rule].entity) {
                let characters = readings[index].characters
                let bytes =
                    folded.byteOffset(of: characters.lowerBound)..<folded.byteOffset(of: characters.upperBound)
                windows.add(rule: rule, around: bytes, reach: CandidateWindows.keywordReach, limit: folded.byteCount)
            }
        }
        windows.merge()
        for window in windows.windows { tryPattern(in: window, of: segment) }
    }

    /// Rules that look at the lines of lists of pairs.
    private func addReadingsOfLists(in segment: UnsafeBufferPointer<UInt8>, isListLine: Bool) {
        func tryLine(_ bytes: Range<Int>) {
            for rule in plan.listRules { tryPattern(in: CandidateWindow(rule: rule, bytes: bytes), of: segment) }
        }
        if isListLine {
            tryLine(0..<folded.byteCount)
        } else {
            PairLists.forEachList(in: folded.bytes) { $0.forEach(tryLine) }
        }
    }

    // MARK: - Proof

    private func tryPattern(in window: CandidateWindow, of segment: UnsafeBufferPointer<UInt8>) {
        guard let matcher, let pattern = compiledPattern(of: window.rule) else { return }
        let bytes = folded.bytes
        var start = window.bytes.lowerBound
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        var end = min(bytes.count, window.bytes.upperBound + CandidateWindows.lookAhead)
        if plan.rules[window.rule].role == .secret {
            let limit = min(bytes.count, end + CandidateWindows.longestTokenRest)
            while end < limit, (0x21...0x7E).contains(bytes[end]) { end += 1 }
        }
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let text = UnsafeBufferPointer(rebasing: bytes[..<end])
        if let beginnings = plan.rules[window.rule].beginnings {
            return tryPlaces(where: beginnings, from: start, in: window, of: text, pattern: pattern, segment: segment)
        }
        while start < window.bytes.upperBound {
            switch matcher.firstMatch(of: pattern, in: text, from: start) {
            case .none:
                return
            case .limit:
                limitHits += 1
                return
            case .match:
                guard let whole = matcher.range(of: 0), whole.lowerBound < window.bytes.upperBound else { return }
                let value = matcher.range(of: pattern.valueGroup) ?? whole
                let isWhole = value.upperBound < end || end == bytes.count
                let stands =
                    isWhole && !value.isEmpty
                    && judge(value, of: window.rule, pattern: pattern, matcher: matcher, segment: segment)
                // What was refuted may hide another match that begins inside it: 转账给李莉, of which 账给李莉 is no name.
                start = stands ? max(whole.upperBound, start + 1) : max(whole.lowerBound, start) + 1
                while start < end, bytes[start] & 0xC0 == 0x80 { start += 1 }
            }
        }
    }

    /// The same for an anchored pattern, whose match begins with its value: only places where one may begin are tried.
    private func tryPlaces(
        where beginnings: Beginnings, from start: Int, in window: CandidateWindow,
        of text: UnsafeBufferPointer<UInt8>, pattern: CompiledPattern, segment: UnsafeBufferPointer<UInt8>
    ) {
        guard let matcher else { return }
        var character = folded.character(atByte: start)
        let end = folded.firstCharacter(fromByte: window.bytes.upperBound)
        let codes = folded.codes
        let count = folded.count
        // Where its mark does not stand, nothing begins with what leads to it.
        let hasMark = beginnings.mark.map { mark in
            (character..<min(count, end + beginnings.markReach)).contains { codes[$0] == mark }
        }
        while character < end {
            let place = character
            character += 1
            guard
                beginnings.holds(codes[place])
                    || hasMark == true
                        && beginnings.leadsToMark({ place + $0 < count ? codes[place + $0] : 0 })
            else { continue }
            switch matcher.firstMatch(of: pattern, in: text, from: folded.byteOffset(of: place)) {
            case .none: continue
            case .limit: limitHits += 1
            case .match:
                guard let whole = matcher.range(of: 0), let value = matcher.range(of: pattern.valueGroup),
                    !value.isEmpty, value.upperBound < text.count || text.count == folded.byteCount,
                    judge(value, of: window.rule, pattern: pattern, matcher: matcher, segment: segment)
                else { continue }
                character = max(character, folded.character(atByte: whole.upperBound))
            }
        }
    }

    func compiledPattern(of rule: Int) -> CompiledPattern? {
        if let pattern = compiled[rule] { return pattern }
        // A pack's patterns are compiled when it is loaded, the default one's when it is tested; none fails here.
        let pattern = try? plan.rules[rule].pattern.compiled()
        compiled[rule] = pattern
        return pattern
    }

    /// - Returns: whether the match became a reading.
    private func judge(
        _ value: Range<Int>, of rule: Int, pattern: CompiledPattern, matcher: Matcher,
        segment: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let compiledRule = plan.rules[rule]
        let first = folded.character(atByte: value.lowerBound)
        let characters = first..<max(first + 1, folded.character(atByte: value.upperBound))
        let context = ContextWords.weigh(
            rule: UInt16(rule), context: compiledRule.rule.context, around: characters, hits: hits, plan: plan)
        if compiledRule.rule.context.required, !context.raised { return false }
        var reading = Reading(rule: rule, characters: characters, logOdds: compiledRule.prior)
        for (number, name) in pattern.groupNames where number != pattern.valueGroup {
            guard let range = matcher.range(of: number), !range.isEmpty else { continue }
            reading.groups.append(
                (name, folded.character(atByte: range.lowerBound)..<folded.character(atByte: range.upperBound)))
        }
        guard
            reading.prove(
                with: compiledRule.validators, bytes: Array(folded.bytes[value]),
                written: compiledRule.readsCase ? written(characters, in: segment) : nil, context: context,
                isNumber: compiledRule.rule.trigger.digits != nil,
                isInsideURL: isInsideURL(value.lowerBound), today: today)
        else { return false }
        guard reading.logOdds > Reading.leastLogOdds else { return false }
        readings.append(consume reading)
        return true
    }

    /// The value with its capitals, without what folding deletes: base 58, EIP-55, keys and passwords tell them from small
    /// letters.
    private func written(_ characters: Range<Int>, in segment: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count)
        for character in characters {
            let origin = folded.origin(of: character..<character + 1)
            let code = folded.code(at: character)
            if code >= 0x80 {
                bytes += folded.text(of: character..<character + 1)
            } else if origin.count == 1 {
                bytes.append(segment[origin.lowerBound])
            } else {
                // A full-width or styled letter: only full-width forms keep apart what is a capital.
                let isCapital = segment[origin].starts(with: [0xEF, 0xBC]) && CharacterTraits.isASCIILetter(code)
                bytes.append(UInt8(code) & (isCapital ? 0xDF : 0xFF))
            }
        }
        return bytes
    }

    /// Whether a folded byte stands behind `://` in the same word of ASCII.
    private func isInsideURL(_ byte: Int) -> Bool {
        let bytes = folded.bytes
        var index = byte - 1
        let last = max(2, byte - Self.longestURL)
        while index >= last, bytes[index] > 0x20, bytes[index] < 0x7F {
            if bytes[index] == UInt8(ascii: "/"), bytes[index - 1] == UInt8(ascii: "/"),
                bytes[index - 2] == UInt8(ascii: ":")
            {
                return true
            }
            index -= 1
        }
        return false
    }

    /// How far before a number the beginning of its web address is looked for.
    private static let longestURL = 256

    /// Values that stand together make each other likelier: a record, not a stray number.
    private func weighDensity() {
        guard readings.count >= 3 else { return }
        for index in readings.indices {
            readings[index].logOdds += Reading.densityEvidence
            readings[index].checks.append("density")
        }
    }

    private func finding(of reading: Reading, in segment: UnsafeBufferPointer<UInt8>) -> Finding {
        let rule = plan.rules[reading.rule].rule
        let origin = folded.origin(of: reading.characters)
        let written = segment[origin]
        let text = String(decoding: written, as: UTF8.self)
        let value = SensitiveText(text, masked: Masking.mask(text, rule.mask, entity: rule.entity))
        let isFolded =
            !written.elementsEqual(folded.text(of: reading.characters))
            && !Self.differOnlyInCase(written, folded.text(of: reading.characters))
        let attributes =
            reading.attributes.map { FindingAttribute(name: $0.name, value: SensitiveText($0.value, masked: $0.value)) }
            + reading.groups.map { group in
                let text = String(decoding: segment[folded.origin(of: group.characters)], as: UTF8.self)
                return FindingAttribute(
                    name: group.name, value: SensitiveText(text, masked: Masking.whole(text)))
            }
        return Finding(
            entity: rule.entity, rule: rule.id, confidence: LogOdds.probability(reading.logOdds),
            checks: reading.checks, span: TextSpan(start: origin.lowerBound, end: origin.upperBound),
            value: value,
            normalized: written.elementsEqual(reading.normalized) ? value : normalized(of: reading, rule),
            folded: isFolded, attributes: attributes, checkDigitVerified: reading.checkDigitVerified)
    }

    private func normalized(of reading: Reading, _ rule: Rule) -> SensitiveText {
        let text = String(decoding: reading.normalized, as: UTF8.self)
        return SensitiveText(text, masked: Masking.mask(text, rule.mask, entity: rule.entity))
    }

    /// Lower case alone is no disguise worth reporting.
    private static func differOnlyInCase(_ written: Slice<UnsafeBufferPointer<UInt8>>, _ folded: [UInt8]) -> Bool {
        written.count == folded.count
            && zip(written, folded).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 && (0x61...0x7A).contains($1)) }
    }
}
