package import FenceModel

/// A word of the lexicon, found in a message and kept after the grammar was checked.
package struct Signal: Sendable, Codable {
    package var kind: SignalTerm.Signal
    package var term: String
    package var weight: Double
    /// Folded characters.
    package var characters: Range<Int>
    /// Original bytes.
    package var span: TextSpan
    package var category: DataCategory?
    package var data: [Entity]
    /// A verb without goods in its message: it counts only where another message of the conversation has them.
    package var isUnbound: Bool
    /// As it stands in the message, masked where a finding overlaps it.
    package var text: String
}

/// What one message says about a trade.
package struct MessageSignals: Sendable, Codable {
    package var signals: [Signal] = []
    package var volumes: [Located<Volume>] = []
    package var prices: [Located<Price>] = []
    /// What a number without unit or currency would be, were this a trade; it speaks neither for nor against one.
    package var guessedVolume: Located<Volume>?
    package var guessedPrice: Located<Price>?
    package var contacts: [Located<Contact>] = []
    /// Findings of the message.
    package var findings: [Finding] = []
    /// Lines that look like a record of a person, and how many of them hold a proved value.
    package var samples = Samples(records: 0, validated: 0)
    /// Those of them that hold more than name and contact, or all where they make a table: a class list is no dump.
    package var sensitiveRecords = 0
    /// Whether most lines are rows with somebody's number, address or account; nil where not.
    package var isMostlyRows: Bool?
    /// What the data are about, by the words that tell; nil where none does.
    package var topics: [Topic]?
    /// The text with every value masked, cut to a length that a person would read.
    package var excerpt = ""
    /// Whether marks of quotation surround the pitch, as in a report about one.
    package var isQuoted = false
    /// Whether the sentence with the goods asks something.
    package var asks = false
    /// Words of the trade that were broken up or styled to escape notice.
    package var decoratedWords = 0
    /// How long the message reads, in Chinese characters.
    package var length = 0
    /// What its wording says by itself; nil where the pack knows none.
    package var wording: WordingVerdict?
    /// How the pack adds signals up; not kept over a restart, when the next message brings it again.
    package var scoring: Scoring?

    package init() {}

    private enum CodingKeys: CodingKey {
        case signals, volumes, prices, guessedVolume, guessedPrice, contacts, findings, samples, sensitiveRecords,
            isMostlyRows, topics, excerpt, isQuoted, asks,
            decoratedWords, length, wording
    }

    /// Leaves only what begins at bytes of which `isKept` holds.
    ///
    /// - Returns: nil where nothing telling is left.
    package func keeping(where isKept: (Int) -> Bool) -> MessageSignals? {
        var kept = self
        kept.signals.removeAll { !isKept($0.span.start) }
        kept.volumes.removeAll { !isKept($0.span.start) }
        kept.prices.removeAll { !isKept($0.span.start) }
        if let volume = guessedVolume, !isKept(volume.span.start) { kept.guessedVolume = nil }
        if let price = guessedPrice, !isKept(price.span.start) { kept.guessedPrice = nil }
        kept.contacts.removeAll { !isKept($0.span.start) }
        kept.findings.removeAll { !isKept($0.span.start) }
        return kept.tells ? kept : nil
    }

    /// The same with everything so many bytes further on.
    package func moved(by offset: Int) -> MessageSignals {
        var moved = self
        for index in moved.signals.indices { moved.signals[index].span.move(by: offset) }
        for index in moved.volumes.indices { moved.volumes[index].span.move(by: offset) }
        for index in moved.prices.indices { moved.prices[index].span.move(by: offset) }
        moved.guessedVolume?.span.move(by: offset)
        moved.guessedPrice?.span.move(by: offset)
        for index in moved.contacts.indices { moved.contacts[index].span.move(by: offset) }
        for index in moved.findings.indices { moved.findings[index].span.move(by: offset) }
        moved.wording?.span?.move(by: offset)
        return moved
    }

    /// Where everything begins that a segment says.
    private var starts: Set<Int> {
        var starts = Set(signals.map(\.span.start))
        starts.formUnion(volumes.map(\.span.start))
        starts.formUnion(prices.map(\.span.start))
        starts.formUnion(contacts.map(\.span.start))
        return starts
    }

    /// Adds what a later segment of the same message says. What stands where the two overlap, and both have read, is said once.
    ///
    /// - Parameter owned: the bytes of which the later segment's reading counts.
    package mutating func append(_ later: MessageSignals, owning owned: Range<Int>) {
        let twice = starts.intersection(later.starts)
        guard !twice.isEmpty else { return append(later) }
        guard let before = keeping(where: { !twice.contains($0) || !owned.contains($0) }) else {
            self = later
            return
        }
        self = before
        if let behind = later.keeping(where: { !twice.contains($0) || owned.contains($0) }) { append(behind) }
    }

    private mutating func append(_ other: MessageSignals) {
        signals += other.signals
        volumes += other.volumes
        prices += other.prices
        guessedVolume = guessedVolume ?? other.guessedVolume
        guessedPrice = guessedPrice ?? other.guessedPrice
        contacts += other.contacts
        findings += other.findings
        samples.records += other.samples.records
        samples.validated += other.samples.validated
        sensitiveRecords += other.sensitiveRecords
        if other.isMostlyRows != true { isMostlyRows = nil }
        if let more = other.topics { topics = (topics ?? []) + more }
        isQuoted = isQuoted || other.isQuoted
        asks = asks || other.asks
        length += other.length
        decoratedWords += other.decoratedWords
        if let more = other.wording, wording.map(more.tellsMore) ?? true { wording = more }
    }

    /// Whether the message can open or continue a conversation that may lead to an alert.
    package var tells: Bool {
        mayTrade || !contacts.isEmpty || !volumes.isEmpty || !prices.isEmpty
            || signals.contains { $0.kind == .sell || $0.kind == .buy || $0.kind == .pitch }
    }

    /// Whether the message names what is traded, or may; without that no judgement finds a trade.
    package var mayTrade: Bool { samples.records > 0 || wording?.mayBeTrade == true || namesGoods }

    /// Whether a word says what is traded.
    var namesGoods: Bool {
        signals.contains { signal in
            switch signal.kind {
            case .goods, .lookup, .sourceClaim: true
            default: false
            }
        }
    }
}

/// A value with the original bytes that it was read from.
package struct Located<Value: Sendable & Codable>: Sendable, Codable {
    package var value: Value
    package var span: TextSpan
    /// Folded characters.
    package var characters: Range<Int>
}
