import FenceModel

@testable import FenceOffers

/// Conversations, the obvious way: lists that are searched from end to end, and every question asked anew.
///
/// What a message trades is not read from the message but told by whoever made it up.
struct SlowConversations {
    struct Said {
        var post: Post
        /// Nil where the message tells nothing.
        var telling: TellingMessage?
        /// What it trades and through whom, if it names them.
        var goods: Set<String>
        var contact: String?
        /// Whether it reports, warns or sells something else.
        var speaksAgainst: Bool

        var isTradeByItself: Bool { SlowConversations.judge(telling.map { [$0] } ?? []) }
        var isRecord: Bool { (telling?.signals.samples.records ?? 0) > 0 && goods.isEmpty }
    }

    struct Talk {
        var number: Int
        var said: [Said] = []
        var beyond = Samples(records: 0, validated: 0)
        var beyondSensitive = 0
        var lastPosition = 0
        var revisions = 0
        /// Messages and samples of the last revision.
        var emitted: [Int] = []
        /// The first trade in it.
        var offering: Said?
    }

    /// What there is to say of one alert.
    struct Told: Equatable {
        var id: String
        var revision: Int
        var kind: Alert.Kind
        var lines: [Int?]
        var records: Int
        var cluster: String

        init(_ alert: Alert) {
            id = alert.id
            revision = alert.revision
            kind = alert.kind
            lines = alert.messages.map(\.origin.line)
            records = alert.samples?.records ?? 0
            cluster = alert.cluster
        }
    }

    var limits: ConversationWindows.Limits
    var emitsAtOnce: Bool
    /// The one that was quiet longest comes first.
    var talks: [Talk] = []
    var told: [Told] = []
    private var position = 0
    private var made = 0

    init(limits: ConversationWindows.Limits, emitsAtOnce: Bool) {
        self.limits = limits
        self.emitsAtOnce = emitsAtOnce
    }

    static func judge(_ messages: [TellingMessage]) -> Bool {
        AlertBuilder.alert(for: messages, id: "", revision: 1) != nil
    }

    mutating func hear(_ said: Said) {
        position += 1
        guard let telling = said.telling else { return }
        if said.post.author == nil, !said.isRecord {
            if let alert = AlertBuilder.alert(for: [telling], id: AlertBuilder.identifier(of: telling), revision: 1) {
                told.append(Told(alert))
            }
            return
        }
        let ofSame = talks.firstIndex {
            $0.said[0].post.author == said.post.author && $0.said[0].post.channel == said.post.channel
        }
        var talk: Talk
        if let ofSame, goesOn(talks[ofSame], with: said) {
            talk = talks.remove(at: ofSame)
        } else {
            if let ofSame { end(talks.remove(at: ofSame)) }
            made += 1
            talk = Talk(number: made)
        }
        let isFirstTrade = talk.offering == nil && said.isTradeByItself
        if talk.said.count < limits.messages {
            talk.said.append(said)
        } else if !isFirstTrade, talk.revisions > 0 || talk.offering != nil || alert(of: talk, revision: 1) != nil {
            talk.beyond.records += telling.signals.samples.records
            talk.beyond.validated += telling.signals.samples.validated
            talk.beyondSensitive += telling.signals.sensitiveRecords
            // Only where it was said last counts from now on.
            talk.said[talk.said.count - 1].post.line = said.post.line
            talk.said[talk.said.count - 1].post.time = said.post.time
        } else {
            let hasName = talk.revisions > 0 && talk.said.count > 1
            talk.said.remove(at: hasName ? 1 : 0)
            talk.said.append(said)
        }
        talk.lastPosition = position
        if isFirstTrade { talk.offering = said }
        if emitsAtOnce, let alert = alert(of: talk, revision: talk.revisions + 1) {
            let content = [alert.messages.count, alert.samples?.records ?? -1, alert.samples?.validated ?? -1]
            if content != talk.emitted {
                talk.revisions += 1
                talk.emitted = content
                told.append(Told(alert))
            }
        }
        talks.append(talk)
        while !emitsAtOnce, let first = talks.first, isOver(first, at: said.post) { end(talks.removeFirst()) }
        while talks.count > limits.windows || bytes > limits.bytes { end(talks.removeFirst()) }
    }

    mutating func endAll() {
        while !talks.isEmpty { end(talks.removeFirst()) }
    }

    private var bytes: Int {
        talks.reduce(0) { sum, talk in messages(of: talk).reduce(sum + 256) { $0 + $1.byteCount } }
    }

    private func messages(of talk: Talk) -> [TellingMessage] {
        var messages = talk.said.compactMap(\.telling)
        guard !messages.isEmpty else { return [] }
        messages[messages.count - 1].signals.samples.records += talk.beyond.records
        messages[messages.count - 1].signals.samples.validated += talk.beyond.validated
        messages[messages.count - 1].signals.sensitiveRecords += talk.beyondSensitive
        return messages
    }

    private mutating func end(_ talk: Talk) {
        if !emitsAtOnce, let alert = alert(of: talk, revision: 1) { told.append(Told(alert)) }
    }

    private func alert(of talk: Talk, revision: Int) -> Alert? {
        let all = messages(of: talk)
        guard let first = all.first else { return nil }
        let id = AlertBuilder.identifier(of: first)
        func alert(_ messages: [TellingMessage]) -> Alert? {
            AlertBuilder.alert(for: messages, id: id, revision: revision)
        }
        let said = zip(talk.said, all)
        guard talk.offering != nil else { return pieces(of: talk).flatMap { alert($0.map(\.1)) } }
        let trades = said.filter { Self.judge([$0.1]) }.map(\.1)
        let spoken = said.filter { Self.judge([$0.1]) || !$0.0.speaksAgainst }.map(\.1)
        return alert(spoken) ?? alert(trades) ?? trades.first.flatMap { alert([$0]) }
    }

    /// The first five short messages in a row, fewer at the end, that make a trade, and all records; what speaks against
    /// one is passed over.
    private func pieces(of talk: Talk) -> [(Said, TellingMessage)]? {
        func shows(_ message: TellingMessage) -> Bool { message.signals.samples.records > 0 }
        let spoken = zip(talk.said, messages(of: talk)).filter {
            !$0.0.speaksAgainst && ($0.1.signals.length <= 16 || shows($0.1))
        }
        for start in spoken.indices {
            let end = min(start + 5, spoken.count)
            guard Self.judge(spoken[start..<end].map(\.1)) else { continue }
            return spoken.prefix(start).filter { shows($0.1) } + spoken[start..<end]
                + spoken.dropFirst(end).filter { shows($0.1) }
        }
        return nil
    }

    private func kind(of messages: [TellingMessage]) -> Alert.Kind? {
        AlertBuilder.alert(for: messages, id: "", revision: 1)?.kind
    }

    /// Whether the stream has gone too far for anybody to go on with a talk.
    private func isOver(_ talk: Talk, at now: Post) -> Bool {
        guard let last = talk.said.last?.post, let before = last.line, let line = now.line, line - before > limits.lines
        else { return false }
        guard let before = last.time.flatMap(Int.init) else { return true }
        return now.time.flatMap(Int.init).map { abs($0 - before) > limits.pause } ?? false
    }

    private func goesOn(_ talk: Talk, with said: Said) -> Bool {
        // The first trade of the talk, or the one that all of it makes, against this one.
        if said.isTradeByItself, let telling = said.telling {
            var known = pieces(of: talk) ?? []
            if let first = talk.offering, let telling = first.telling { known = [(first, telling)] }
            if let kind = kind(of: known.map(\.1)) {
                let goods = Set(known.flatMap(\.0.goods))
                let contacts = Set(known.compactMap(\.0.contact))
                if kind != self.kind(of: [telling]) { return false }
                if !goods.isSubset(of: said.goods), !goods.isSuperset(of: said.goods) { return false }
                if let contact = said.contact, !contacts.isEmpty, !contacts.contains(contact) { return false }
            }
        }
        guard let last = talk.said.last?.post else { return true }
        if let before = last.time, let now = said.post.time {
            let apart = abs((Int(now) ?? 0) - (Int(before) ?? 0))
            if said.post.author != nil || apart > limits.pause { return apart <= limits.pause }
        }
        let longest = said.post.author == nil ? limits.recordStep : limits.lines
        if let before = last.line, let now = said.post.line { return (0...longest).contains(now - before) }
        return position - talk.lastPosition <= longest
    }
}
