import FenceDigest
import FenceModel

extension ConversationWindows {
    /// Whose conversation it is. Without an author it is a run of records that nobody is known to have posted.
    struct Key: Hashable, Codable, Sendable {
        var source: String
        var member: String?
        var channel: String?
        var author: String?
        /// The names as they may be put away, where values stand in them; a conversation that was saved is known by these.
        private var masked: (channel: String?, author: String?)

        init(_ origin: MessageOrigin) {
            source = origin.source
            member = origin.member
            channel = origin.channel
            author = origin.author
            masked = (origin.maskedChannel, origin.maskedAuthor)
        }

        /// The key under which a saved conversation comes back; nil where it is this one.
        var saved: Key? {
            guard masked.channel != nil || masked.author != nil else { return nil }
            var saved = self
            saved.channel = masked.channel ?? channel
            saved.author = masked.author ?? author
            saved.masked = (nil, nil)
            return saved
        }

        // By bytes: a text is compared and hashed by what it looks like, which costs ten times as much.
        static func == (left: Key, right: Key) -> Bool {
            left.author.hasSameBytes(as: right.author) && left.channel.hasSameBytes(as: right.channel)
                && left.source.hasSameBytes(as: right.source) && left.member.hasSameBytes(as: right.member)
        }

        func hash(into hasher: inout Hasher) {
            for text in [author, channel, source] { text.hashBytes(into: &hasher) }
        }

        var identifier: String {
            let key = saved ?? self
            return Digest.identifier(of: [
                key.source, key.member ?? "", key.channel ?? "", key.author ?? "", key.author == nil ? "-" : "+",
            ])
        }

        private enum CodingKeys: CodingKey {
            case source, member, channel, author
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            source = try container.decode(String.self, forKey: .source)
            member = try container.decodeIfPresent(String.self, forKey: .member)
            channel = try container.decodeIfPresent(String.self, forKey: .channel)
            author = try container.decodeIfPresent(String.self, forKey: .author)
        }

        func encode(to encoder: any Encoder) throws {
            let key = saved ?? self
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(key.source, forKey: .source)
            try container.encodeIfPresent(key.member, forKey: .member)
            try container.encodeIfPresent(key.channel, forKey: .channel)
            try container.encodeIfPresent(key.author, forKey: .author)
        }
    }

    /// One open conversation.
    struct Window: Codable, Sendable {
        /// Of the first telling message; asked for when there is an alert to name.
        var id: String { messages.first.map(AlertBuilder.identifier) ?? "" }
        /// What was said, in order.
        private(set) var messages: [TellingMessage] = []
        var lastOrigin: MessageOrigin
        /// Line on which the last message ends, where lines are counted.
        var lastLine: Int?
        /// How many messages the stream had when the last of these came; for input that counts no lines.
        var lastPosition: Int?
        var revision = 0
        var lastUse: Int
        /// Set once a message is a trade by itself; then another trade is another conversation.
        var offering: Offering?
        /// Set once the messages are known to be a trade; then none of them gives way to a later one.
        private var isSettled: Bool?
        /// What the last revision was made of.
        private var emittedMessages = 0
        private var emittedSamples: Samples?

        init(origin: MessageOrigin, use: Int) {
            lastOrigin = origin
            lastLine = origin.lastLine ?? origin.line
            lastUse = use
        }

        /// Bytes in memory, roughly.
        var byteCount: Int { messages.reduce(256) { $0 + $1.byteCount } }

        /// Messages that outlived a restart do not know how signals add up; the next one does.
        mutating func adoptScoring(of message: TellingMessage) {
            guard let last = messages.indices.last, messages[last].signals.scoring == nil else { return }
            messages[last].signals.scoring = message.signals.scoring
        }

        /// Adds a message.
        ///
        /// A full window that is a trade keeps its first messages, which gave it its name; of later ones only the records
        /// count, for the text of a seventeenth repost tells nothing new. One that is none forgets the oldest: whoever
        /// talks all day about prices may come to sell data in the evening.
        mutating func append(_ message: TellingMessage, offering new: Offering?, limit: Int) {
            let isFirstTrade = offering == nil && new != nil
            if isFirstTrade { offering = new }
            guard messages.count >= max(limit, 1) else {
                messages.append(message)
                return
            }
            guard isTrade(), !isFirstTrade else {
                // Once it was reported, the first message is what it is known by.
                messages.remove(at: revision > 0 ? min(1, messages.count - 1) : 0)
                messages.append(message)
                return
            }
            let last = messages.count - 1
            messages[last].tradesAlone = nil
            messages[last].countRecords(of: message)
        }

        private mutating func isTrade() -> Bool {
            if revision > 0 || offering != nil || isSettled == true { return true }
            isSettled = alert(revision: 1) != nil
            return isSettled == true
        }

        /// What the messages trade together where none of them is a trade by itself.
        var offeringOfAll: Offering? {
            guard let pieces = firstRunOfPieces else { return nil }
            return AlertBuilder.alert(for: pieces, id: "", revision: 1)
                .map { AlertBuilder.offering(of: pieces, kind: $0.kind, contacts: $0.contacts) }
        }

        /// The alert that the conversation deserves.
        ///
        /// What is a trade by itself stays one, whatever else its author talks about, and what was said beside it adds
        /// to it. Where nothing is, an offer may have been written in pieces: one after the other, not all day long.
        func alert(revision: Int) -> Alert? {
            guard offering != nil else {
                return firstRunOfPieces.flatMap { AlertBuilder.alert(for: $0, id: id, revision: revision) }
            }
            let trades = messages.map(\.isTradeByItself)
            let said = zip(messages, trades).filter { $1 || $0.maySpeakForATrade }.map(\.0)
            if let alert = AlertBuilder.alert(for: said, id: id, revision: revision) { return alert }
            let trading = zip(messages, trades).filter(\.1).map(\.0)
            guard let first = trading.first else { return nil }
            return AlertBuilder.alert(for: trading, id: id, revision: revision)
                ?? AlertBuilder.alert(for: [first], id: id, revision: revision)
        }

        /// The first few messages in a row that are a trade together, with every record that is shown.
        private var firstRunOfPieces: [TellingMessage]? {
            let pieces = messages.filter(\.isPiece)
            for start in pieces.indices {
                let run = start..<min(start + Self.mostPieces, pieces.count)
                guard pieces[run].contains(where: { $0.mayTrade }) else { continue }
                guard AlertBuilder.isTrade(Array(pieces[run])) else { continue }
                return pieces.indices.filter { run.contains($0) || pieces[$0].showsRecords }.map { pieces[$0] }
            }
            return nil
        }

        /// In how many pieces an offer is written at most.
        private static let mostPieces = 5

        /// The next revision, where it says more than the last one.
        mutating func nextRevision() -> Alert? {
            guard let alert = alert(revision: revision + 1) else { return nil }
            if revision > 0, emittedMessages == alert.messages.count, emittedSamples == alert.samples { return nil }
            revision += 1
            emittedMessages = alert.messages.count
            emittedSamples = alert.samples
            return alert
        }
    }
}

/// What is for sale and how to get it, as far as it tells one offer from another.
struct Offering: Codable, Sendable, Hashable {
    var kind: Alert.Kind
    var goods: Set<String>
    var contacts: Set<String>

    /// Whether both may be the same trade: one may name fewer goods than the other, or leave out the contact.
    func agrees(with other: Offering) -> Bool {
        kind == other.kind && (goods.isSubset(of: other.goods) || other.goods.isSubset(of: goods))
            && (contacts.isEmpty || other.contacts.isEmpty || !contacts.isDisjoint(with: other.contacts))
    }
}

extension String {
    fileprivate func hasSameBytes(as other: String) -> Bool {
        let isEqual = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                left.count == right.count && zip(left, right).allSatisfy { $0 == $1 }
            }
        }
        return (isEqual ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}

extension String? {
    fileprivate func hasSameBytes(as other: String?) -> Bool {
        guard let self, let other else { return self == nil && other == nil }
        return self.hasSameBytes(as: other)
    }

    fileprivate func hashBytes(into hasher: inout Hasher) {
        guard let self else { return hasher.combine(0 as UInt8) }
        hasher.combine(self.utf8.count)
        let isDone: Void? = self.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isDone == nil { for byte in self.utf8 { hasher.combine(byte) } }
    }
}

extension TellingMessage {
    /// From which sum of weights on what speaks against a trade is more than a word in passing.
    private static let leastAgainst = -1.0

    /// How long a piece of an offer is at most, in Chinese characters: whoever writes more at a time says it all.
    private static let longestPiece = 16

    var showsRecords: Bool { signals.samples.records > 0 }

    /// Whether the message may be one of several that only together are an offer.
    var isPiece: Bool { (signals.length <= Self.longestPiece || showsRecords) && maySpeakForATrade }

    var isTradeByItself: Bool { tradesAlone ?? AlertBuilder.isTrade([self]) }

    /// Whether another message may belong to it: one by the same writer, or the next record in a row of them.
    package var hasConversation: Bool { origin.author != nil || isRecordOnly }

    /// Whether it shows records of persons and names no trade in them.
    var isRecordOnly: Bool {
        signals.samples.records > 0
            && !signals.signals.contains { $0.kind == .sell || $0.kind == .buy || $0.kind == .goods }
    }

    /// Whether the message may add to an offer: a report, a warning or the goods of a shop do not, however many
    /// words of the trade they hold. A word that is one of the trade's too (进群) does not count against it.
    var maySpeakForATrade: Bool {
        let signals = signals.signals
        let against = signals.filter { word in
            word.kind.isAgainst && !signals.contains { !$0.kind.isAgainst && $0.span == word.span }
        }
        return against.reduce(0) { $0 + $1.weight } > Self.leastAgainst
    }

    /// Bytes in memory, roughly: what bounds the open conversations.
    package var byteCount: Int {
        var bytes = MemoryLayout<TellingMessage>.size + signals.excerpt.utf8.count + origin.source.utf8.count
        bytes += (origin.member?.utf8.count ?? 0) + (origin.channel?.utf8.count ?? 0)
        bytes += (origin.author?.utf8.count ?? 0) + (origin.time?.utf8.count ?? 0)
        bytes += signals.signals.reduce(0) { $0 + MemoryLayout<Signal>.stride + $1.text.utf8.count }
        bytes += signals.findings.count * MemoryLayout<Finding>.stride
        bytes += signals.findings.reduce(0) { $0 + 3 * $1.value.masked.utf8.count }
        bytes += signals.contacts.count * MemoryLayout<Located<Contact>>.stride
        bytes += signals.volumes.count * MemoryLayout<Located<Volume>>.stride
        return bytes + signals.prices.count * MemoryLayout<Located<Price>>.stride
    }
}
