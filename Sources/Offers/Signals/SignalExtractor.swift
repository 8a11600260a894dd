package import FenceDetection
package import FenceModel

/// Finds what a message says about a trade, from the keywords and findings of the closer look.
package struct SignalExtractor: Sendable {
    /// From which confidence on a finding is taken for what it says.
    private static let likely = 0.5
    private static let likelyHandle = 0.2

    let lexicon: Lexicon
    private let scoring: Scoring
    let wording: WordingTable?
    private let isWorded: Bool
    private let contactRule: Rule?

    /// - Parameter rules: the pack's; the least sure of those for TELEGRAM says what a name without a mark is a finding of.
    package init(lexicon: Lexicon, scoring: Scoring, wording: WordingTable?, rules: [Rule]) {
        contactRule = rules.filter { $0.entity == .telegram }.min { $0.confidence < $1.confidence }
        self.lexicon = lexicon
        self.scoring = scoring
        self.wording = wording
        isWorded = wording != nil
    }

    /// - Parameters:
    ///   - scanner: holds the folded segment and its keywords.
    ///   - segment: the same segment's bytes.
    ///   - base: where the segment begins in the message.
    ///   - findings: the segment's findings, spans counted from the message's start; those that the trade around them
    ///     makes likelier are raised, and an account that only it tells for one is added.
    ///   - isOpen: whether a glance at the segment's wording leaves it open that something is traded; where not, the wording
    ///     is read only of what is short or names goods.
    ///   - learning: is handed the keys of the sequences that the wording reads.
    /// - Returns: nil where the message tells nothing of a trade.
    package func signals(
        in scanner: Scanner, segment: UnsafeBufferPointer<UInt8>, base: Int, findings all: inout [Finding],
        isOpen: () -> Bool, learning: (([UInt32]) -> Void)? = nil
    ) -> MessageSignals? {
        let text = scanner.folded
        let rows = SQLRows(in: text)
        var words = words(in: scanner)
        words.removeAll { rows.hold($0.characters) }
        // Whoever writes among the values is read as anybody else.
        let isTable = rows.isAll && words.allSatisfy { $0.kind == .neutral }
        var result = MessageSignals()
        result.scoring = scoring
        // Numbers mean something only beside a word of the trade.
        let hasQuantities =
            !isTable && (words.contains(where: { Self.givesMeaningToNumbers($0.kind) }) || holdsUnit(scanner))
        if hasQuantities { readQuantities(into: &result, words: words, in: text, segment, base: base, findings: all) }
        let asFound = words
        if !words.isEmpty {
            Clauses.compose(
                &words, volumes: result.volumes.map(\.characters),
                hasUnitPrice: result.prices.contains { $0.value.unit == .record }, in: text, lexicon: lexicon)
        }
        ContactReader.read(&all, by: contactRule, words: words, in: text, segment: segment, base: base)
        result.findings = all
        // What is hardly a value must not hide the words of the trade; the excerpt masks it all the same.
        let masked = Self.those(of: all) { $0.confidence >= Self.likely || $0.entity != .person }
        let findings = Self.those(of: all) {
            // A bare @name is how one is reached where everybody has one; beside the trade it needs no label.
            $0.confidence >= ($0.entity == .telegram ? Self.likelyHandle : Self.likely)
        }
        let taken = characters(of: findings, in: text, base: base)
        let records = SampleLines.count(
            in: text, findings: findings, characters: taken, isStatement: isTable)
        result.samples = records.samples
        result.sensitiveRecords = records.telling
        result.isMostlyRows = records.areRows ? true : nil
        if records.samples.records >= Self.leastRows { result.removeQuantities(onLinesOf: taken, in: text) }
        for index in findings.indices where findings[index].entity.isContact {
            let contact = Contact(
                entity: findings[index].entity, value: findings[index].value, normalized: findings[index].normalized)
            result.contacts.append(
                Located(value: contact, span: findings[index].span, characters: taken[index]))
        }
        result.isQuoted = Clauses.isQuoted(words, in: text)
        result.length = WritingForm.length(of: text)
        result.asks = WritingForm.asks(words, in: text)
        result.decoratedWords = WritingForm.decoratedWords(words, in: text, segment: segment, lexicon: lexicon)
        result.signals = words.filter { Self.tells($0.kind) }.map { word in
            signal(of: word, in: text, segment: segment, base: base, taken: taken)
        }
        let isWoken = !isTable && (asFound.contains { $0.kind != .neutral } || holdsUnit(scanner))
        // An account with its labels, or with a few other settings, has no wording of its own.
        let isAccount =
            isWorded && !words.contains { Self.acts($0.kind) }
            && Self.areMostlyAccounts(findings, at: taken, of: text.count)
        if learning != nil
            || isWorded && isWoken && !isAccount
                && (result.namesGoods || result.length < WordingVerdict.shortest || isOpen())
        {
            let sequences = sequences(
                in: text, words: asFound,
                quantities: (result.volumes.map(\.characters), result.prices.map(\.characters)),
                values: Self.values(findings, at: taken).map { (characters: $0.0, entity: $0.1) })
            learning?(sequences.sequences.map { WordingTable.key(of: $0.hash) })
            var verdict = wording(
                of: sequences, in: text, segment: segment, base: base,
                hidden: findings.count == all.count ? taken : characters(of: all, in: text, base: base))
            if let read = verdict {
                verdict?.isTelling = result.length >= WordingVerdict.shortest || Self.saysMuch(read, in: result)
            }
            result.wording = verdict
            // Or in what reads like a trade, whichever words it uses.
            if !hasQuantities, result.wording?.mayBeTrade == true, records.samples.records < Self.leastRows {
                readQuantities(into: &result, words: words, in: text, segment, base: base, findings: all)
            }
        } else if isWorded, isWoken, !isAccount {
            result.wording = .silent
        }
        guard result.tells else { return nil }
        result.topics = topics(in: scanner)
        let telling = (result.signals.map(\.span.start) + result.contacts.map(\.span.start)).min() ?? base
        result.excerpt = Excerpt.masked(segment, findings: masked, base: base, near: telling - base)
        return result
    }

    private func readQuantities(
        into result: inout MessageSignals, words: [FoundWord], in text: FoldedText,
        _ segment: UnsafeBufferPointer<UInt8>, base: Int, findings: [Finding]
    ) {
        var quantities = QuantityReader(text: text, bytes: segment, base: base)
        let order = characters(of: findings, in: text, base: base).sorted { $0.lowerBound < $1.lowerBound }
        quantities.read { character in Self.contains(order, character) }
        let items = words.filter { $0.kind == .lookup }.map(\.characters)
        if items.count >= 2 { quantities.readMenu(items) { character in Self.contains(order, character) } }
        // A record of hotel stays is looked up, and named as goods: its number is what the answer costs.
        let isLookup =
            !items.isEmpty
            && !words.contains { ($0.kind == .goods || $0.kind == .dataNoun) && !items.contains($0.characters) }
        result.guessedVolume = quantities.guessVolume(isLookup: isLookup)
        result.guessedPrice = quantities.guessPrice(isLookup: isLookup)
        result.volumes = quantities.volumes
        result.prices = quantities.prices
    }

    /// Findings of which something holds: mostly all, which are not copied then.
    private static func those(of findings: [Finding], where holds: (Finding) -> Bool) -> [Finding] {
        findings.indices.allSatisfy { holds(findings[$0]) } ? findings : findings.filter(holds)
    }

    private static func areMostlyAccounts(
        _ findings: [Finding], at characters: [Range<Int>], of count: Int
    ) -> Bool {
        let covered = findings.indices.reduce(0) { sum, index in
            findings[index].entity == .credential ? sum + characters[index].count : sum
        }
        return covered * 3 > count
    }

    /// Findings by place; of those that overlap, the first.
    private static func values(_ findings: [Finding], at characters: [Range<Int>]) -> [(Range<Int>, Entity)] {
        zip(characters, findings).map { ($0, $1.entity) }.sorted { $0.0.lowerBound < $1.0.lowerBound }
    }

    private func holdsUnit(_ scanner: Scanner) -> Bool {
        scanner.hits.contains { lexicon.termsOfKeyword.isFor(.unit, $0.keyword) }
    }

    private func characters(of findings: [Finding], in text: FoldedText, base: Int) -> [Range<Int>] {
        // Findings are large: only their spans are read.
        findings.indices.map { index in
            let span = findings[index].span
            return text.characters(fromOrigin: span.start - base..<span.end - base)
        }
    }

    /// What is left of the words when they were composed: nouns and fields that found no partner say nothing.
    private static func tells(_ kind: SignalTerm.Signal) -> Bool {
        switch kind {
        case .neutral, .field, .dataNoun, .quantity, .topic: false
        default: true
        }
    }

    /// Records from which on the numbers beside their values are theirs: a balance, a tariff.
    private static let leastRows = 3

    /// Log-odds from which on a few words tell all the same, and where they say what is done with the goods that they
    /// name: "三要素谁能出".
    private static let plainWording = 4.0
    private static let plainWordingOfAct = -1.0

    private static func saysMuch(_ verdict: WordingVerdict, in message: MessageSignals) -> Bool {
        let namesAct = message.namesGoods && message.signals.contains { acts($0.kind) }
        return verdict.trade >= (namesAct ? plainWordingOfAct : plainWording)
    }

    private static func acts(_ kind: SignalTerm.Signal) -> Bool {
        switch kind {
        case .sell, .buy, .lookup, .recruit, .pitch: true
        default: false
        }
    }

    private static func givesMeaningToNumbers(_ kind: SignalTerm.Signal) -> Bool {
        switch kind {
        case .goods, .lookup, .sell, .buy, .sourceClaim, .dataNoun, .people, .subject, .field: true
        default: false
        }
    }

    private static func contains(_ ranges: [Range<Int>], _ character: Int) -> Bool {
        let next = ranges.partitionPoint { $0.upperBound <= character }
        return next < ranges.count && ranges[next].contains(character)
    }

    /// The lexicon's words in the text: surroundings checked, and of overlapping ones the longest.
    private func words(in scanner: Scanner) -> [FoundWord] {
        var candidates: [FoundWord] = []
        for hit in scanner.hits where lexicon.termsOfKeyword.isFor(.word, hit.keyword) {
            // A unit beside a number only wakes, and a topic only sorts; neither must hide the words that it is made of.
            for term in lexicon.termsOfKeyword[hit.keyword]
            where KeywordTerms.Uses(lexicon.terms[Int(term)].signal) == .word
                && isAllowed(term: Int(term), at: hit.range, in: scanner.folded)
            {
                candidates.append(
                    FoundWord(term: Int(term), kind: lexicon.terms[Int(term)].signal, characters: hit.range))
            }
        }
        return LongestWords.select(candidates)
    }

    /// Whether a Latin word is part of an identifier, a path or a call: dump_relocations, error.cc, leak(, $data.
    private static func isCode(_ range: Range<Int>, in text: FoldedText) -> Bool {
        guard text.isLetter(at: range.upperBound - 1) || text.isLetter(at: range.lowerBound) else { return false }
        let before = text.code(at: range.lowerBound - 1)
        let after = text.code(at: range.upperBound)
        if codeSigns.contains(before) || codeSigns.contains(after) || after == 0x28 { return true }
        if before == 0x2E, text.isLetter(at: range.lowerBound - 2) { return true }
        return after == 0x2E && text.isLetter(at: range.upperBound + 1)
    }

    private static let codeSigns: Set<UInt32> = [0x5F, 0x3D, 0x60, 0x5C, 0x24, 0x3C, 0x3E, 0x7B, 0x7D, 0x40]

    private func isAllowed(term: Int, at range: Range<Int>, in text: FoldedText) -> Bool {
        if !lexicon.terms[term].signal.isAgainst, Self.isCode(range, in: text) { return false }
        guard lexicon.hasSurroundings[term] else { return true }
        let surroundings = lexicon.surroundings[term]
        if surroundings.unlessBefore.contains(where: { text.has($0, endingAt: range.lowerBound) }) { return false }
        if surroundings.unlessAfter.contains(where: { text.has($0, at: range.upperBound) }) { return false }
        if surroundings.onlyBefore.isEmpty, surroundings.onlyAfter.isEmpty { return true }
        return surroundings.onlyBefore.contains { text.has($0, endingAt: range.lowerBound) }
            || surroundings.onlyAfter.contains { text.has($0, at: range.upperBound) }
    }

    private func signal(
        of word: FoundWord, in text: FoldedText, segment: UnsafeBufferPointer<UInt8>, base: Int, taken: [Range<Int>]
    ) -> Signal {
        let term = lexicon.terms[word.term]
        let origin = text.origin(of: word.characters)
        let written = String(decoding: segment[origin], as: UTF8.self)
        let holdsValue = taken.contains { $0.overlaps(word.characters) }
        return Signal(
            kind: word.kind, term: term.id, weight: word.weight ?? term.weight, characters: word.characters,
            span: TextSpan(start: base + origin.lowerBound, end: base + origin.upperBound),
            category: word.category ?? term.category, data: term.data, isUnbound: word.isUnbound,
            text: holdsValue ? Masking.whole(written) : written)
    }
}

/// A word of the lexicon at a place of the folded text.
struct FoundWord {
    var term: Int
    var kind: SignalTerm.Signal
    var characters: Range<Int>
    /// Set where composition with a neighbour says more than the term alone.
    var category: DataCategory?
    var weight: Double?
    var isUnbound = false

    init(term: Int, kind: SignalTerm.Signal, characters: Range<Int>) {
        self.term = term
        self.kind = kind
        self.characters = characters
    }
}

enum LongestWords {
    /// Of words that overlap, the longest; of equally long ones, the first. Words of one place all stay.
    static func select(_ candidates: [FoundWord]) -> [FoundWord] {
        guard candidates.count > 1 else { return candidates }
        // Mostly they come in order and do not overlap; then there is nothing to choose.
        let isSettled = candidates.indices.dropFirst().allSatisfy { index in
            let (last, next) = (candidates[index - 1].characters, candidates[index].characters)
            return next == last || next.lowerBound >= last.upperBound
        }
        if isSettled { return candidates }
        let order = candidates.indices.sorted {
            let left = candidates[$0].characters
            let right = candidates[$1].characters
            return (right.count, left.lowerBound, $0) < (left.count, right.lowerBound, $1)
        }
        var kept: [FoundWord] = []
        var occupied: [Range<Int>] = []
        for index in order {
            let range = candidates[index].characters
            // `occupied` is sorted and free of overlaps, so two neighbours decide.
            let next = occupied.partitionPoint { $0.lowerBound < range.lowerBound }
            if next < occupied.count, occupied[next] == range {
                kept.append(candidates[index])
                continue
            }
            if next > 0, occupied[next - 1].upperBound > range.lowerBound { continue }
            if next < occupied.count, occupied[next].lowerBound < range.upperBound { continue }
            occupied.insert(range, at: next)
            kept.append(candidates[index])
        }
        return kept.sorted { $0.characters.lowerBound < $1.characters.lowerBound }
    }
}

extension FoldedText {
    /// Whether the codes stand at a character.
    func has(_ codes: [UInt32], at start: Int) -> Bool {
        start >= 0 && codes.enumerated().allSatisfy { code(at: start + $0.offset) == $0.element }
    }

    /// Whether the codes stand right before a character.
    func has(_ codes: [UInt32], endingAt end: Int) -> Bool {
        has(codes, at: end - codes.count)
    }
}
