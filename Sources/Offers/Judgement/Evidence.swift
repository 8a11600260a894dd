import FenceDetection
import FenceModel

/// Adds up what the messages of a conversation say.
///
/// Adding keywords alone fails both ways: headlines carry verb, volume, price and goods together, while real advertisements
/// often carry only two of them. So the sum counts only where the message has the shape of a trade (`TradeShape`): goods,
/// and with them an act, or a contact with something that advertisers write.
struct Evidence {
    /// The shares of their weight that the first, second, third … different word of one kind add.
    private static let shares = [1.0, 0.5, 0.3, 0.2]
    static let leastRecordsOfDump = 3
    /// So many things that can be looked up about a person are a menu.
    static let leastMenu = 3
    private static let mostWords = 8
    /// So few entries are compared with each other faster than by a set of their names.
    private static let fewEntries = 12
    /// A text that names no contact and is longer, in Chinese characters, is hardly an advertisement.
    private static let shortText = 70
    private static let mostWording = 6.0
    /// What a wording counts that is too short to tell.
    private static let unsaid = -2.5

    /// How far from the goods of a long message a word may stand and still belong to the pitch, in bytes.
    private static let pitchReach = 450

    typealias Entry = (signal: Signal, message: Int)

    let messages: [MessageSignals]
    private(set) var byKind: [SignalTerm.Signal: [Entry]] = [:]
    private let scoring: Scoring
    private(set) var logOdds: Double
    private(set) var reasons: [Reason] = []
    /// The raw value of each feature, before its factor.
    private(set) var features: [String: Double] = [:]

    init(_ messages: [MessageSignals]) {
        scoring = messages.last { $0.scoring != nil }?.scoring ?? Scoring()
        logOdds = scoring.prior
        let messages = messages.map(Self.pitch)
        self.messages = messages
        for (index, message) in messages.enumerated() {
            for signal in message.signals where !signal.isUnbound || hasGoods(besides: index, in: messages) {
                byKind[signal.kind, default: []].append((signal, index))
            }
        }
    }

    /// Of a long message, what stands near its goods: in prose, words of the trade meet by chance if one only looks far enough.
    ///
    /// What speaks against a trade, and the contacts, count wherever they stand.
    private static func pitch(of message: MessageSignals) -> MessageSignals {
        let centers = message.signals.filter { $0.kind == .goods || $0.kind == .lookup }.map(\.span)
        guard !centers.isEmpty else { return message }
        var best = message
        var mostWeight = -Double.infinity
        for center in centers.prefix(32) {
            let reach = TextSpan(start: center.start - pitchReach, end: center.end + pitchReach)
            let near = message.signals.filter { $0.kind.isAgainst || reach.overlaps($0.span) }
            let weight = near.reduce(0) { $0 + $1.weight }
            guard weight > mostWeight else { continue }
            mostWeight = weight
            best.signals = near
            best.volumes = message.volumes.filter { reach.overlaps($0.span) }
            best.prices = message.prices.filter { reach.overlaps($0.span) }
        }
        return best
    }

    private func hasGoods(besides index: Int, in messages: [MessageSignals]) -> Bool {
        messages.indices.contains { other in other != index && messages[other].signals.contains { $0.kind == .goods } }
    }

    // MARK: - The sum

    mutating func weigh() {
        for kind in SignalTerm.Signal.allCases {
            guard let found = byKind[kind] else { continue }
            weigh(distinct(found), of: kind)
        }
        weighQuantities()
        weighContacts()
        weighSamples()
        weighForm()
        weighWording()
    }

    /// The wording of the likeliest message; beyond some point it says no more, and pieces of an offer say nothing.
    private mutating func weighWording() {
        guard let wording else { return }
        guard wording.verdict.isTelling || messages.count == 1 && wording.verdict.trade < Self.unsaid else {
            let trade = messages.count == 1 && wording.verdict.isRead ? min(wording.verdict.trade, 0) : Self.unsaid
            return add("wording", max(trade, Self.unsaid), text: nil, span: nil, message: wording.message)
        }
        add(
            "wording", min(max(wording.verdict.trade, -Self.mostWording), Self.mostWording), text: wording.verdict.text,
            span: wording.verdict.span, message: wording.message)
    }

    /// The wording that tells most: of one of the messages, or of the pieces among them read as one text.
    var wording: (verdict: WordingVerdict, message: Int)? {
        // What names the goods tells how they are spoken of; talk around it does not.
        let naming = Set((byKind[.goods] ?? []).map(\.message) + (byKind[.lookup] ?? []).map(\.message))
        var best: (verdict: WordingVerdict, message: Int)?
        for (index, message) in messages.enumerated() where naming.isEmpty || naming.contains(index) {
            guard let verdict = message.wording else { continue }
            if let known = best?.verdict, !verdict.tellsMore(than: known) { continue }
            best = (verdict, index)
        }
        if let known = best, let pieces = pieces, pieces.verdict.tellsMore(than: known.verdict) { return pieces }
        return best
    }

    /// The messages that are too short to tell anything by themselves.
    private var pieces: (verdict: WordingVerdict, message: Int)? {
        let pieces = messages.indices.filter { messages[$0].wording.map { !$0.isTelling && $0.isRead } == true }
        guard pieces.count > 1 else { return nil }
        var verdict = WordingVerdict(together: pieces.compactMap { messages[$0].wording })
        verdict.isTelling =
            pieces.reduce(0) { $0 + messages[$1].length } >= WordingVerdict.shortest || isWhole(pieces)
        return (verdict, pieces[0])
    }

    /// Whether pieces make an offer that lacks nothing, in however few words: goods, how many or how much, and a contact.
    private func isWhole(_ pieces: [Int]) -> Bool {
        byKind[.goods]?.contains { pieces.contains($0.message) } == true
            && pieces.contains { !messages[$0].volumes.isEmpty || !messages[$0].prices.isEmpty }
            && pieces.contains { !Self.contacts(of: messages[$0]).isEmpty }
    }

    private mutating func weigh(_ words: [Entry], of kind: SignalTerm.Signal) {
        // A noun that is data only in its setting, and whose data it is, prove nothing outside a composition.
        if kind == .dataNoun || kind == .quantity || kind == .people { return }
        for (place, word) in words.prefix(Self.mostWords).enumerated() {
            var share = Self.shares[min(place, Self.shares.count - 1)]
            // A menu is the longer the likelier; so is a report.
            if kind == .lookup || kind.isAgainst { share = max(share, 0.6) }
            // 户口 and 人脸 are ordinary words until they stand in a menu.
            if kind == .lookup, words.count < Self.leastMenu, word.signal.weight <= 1 { share *= 0.3 }
            add(
                kind.rawValue, word.signal.weight * share, text: word.signal.text, span: word.signal.span,
                message: word.message)
        }
    }

    private mutating func weighQuantities() {
        var priced: (unit: Bool, volume: Bool) = (false, false)
        for (index, message) in messages.enumerated() {
            if let volume = message.volumes.first, !priced.volume {
                priced.volume = true
                add("volume", 0.9, text: volume.value.text, span: volume.span, message: index)
            }
            let price = message.prices.first { $0.value.unit != nil } ?? message.prices.first
            if let price, features["price"] == nil, features["price-per-record"] == nil {
                let isPerRecord = [.record, .query, .set].contains(price.value.unit) || Self.isTiny(price.value)
                priced.unit = isPerRecord
                add(
                    isPerRecord ? "price-per-record" : "price", isPerRecord ? 1.4 : 0.6, text: price.value.text,
                    span: price.span, message: index)
            }
            if message.prices.count >= 3, features["price-ladder"] == nil {
                add("price-ladder", 0.8, text: nil, span: message.prices[1].span, message: index)
            }
        }
        if let index = messages.firstIndex(where: Self.isTitle), byKind[.goods] != nil {
            let hasPrice = !messages[index].prices.isEmpty || byKind[.priceWord] != nil
            add("title", hasPrice ? 1.3 : 0.7, text: nil, span: nil, message: index)
        }
        if priced.unit, priced.volume { add("priced-volume", 0.6, text: nil, span: nil, message: 0) }
    }

    /// Nothing but a record costs less than three yuan in an advertisement: 5毛, 1u.
    private static func isTiny(_ price: Price) -> Bool {
        guard price.unit == nil, let amount = price.amount else { return false }
        switch price.currency {
        case .cny: return amount <= 3
        case .usdt, .usd: return amount < 1
        default: return false
        }
    }

    private mutating func weighContacts() {
        for (index, message) in messages.enumerated() {
            guard let contact = Self.contacts(of: message).first else { continue }
            let isHandle = contact.value.entity != .phoneNumber && contact.value.entity != .emailAddress
            add("contact", isHandle ? 1.4 : 0.7, text: contact.value.value.masked, span: contact.span, message: index)
            if byKind[.sell] != nil || byKind[.buy] != nil || byKind[.pitch] != nil {
                add("act-with-contact", 0.5, text: nil, span: nil, message: index)
            }
            return
        }
    }

    private mutating func weighSamples() {
        guard let index = messages.firstIndex(where: { $0.samples.records > 0 }) else { return }
        let records = messages.reduce(0) { $0 + $1.samples.records }
        let sensitive = messages.reduce(0) { $0 + $1.sensitiveRecords }
        if sensitive >= Self.leastRecordsOfDump {
            add("dump", min(2.0 + 0.8 * Double(sensitive), 7), text: "\(records)", span: nil, message: index)
        } else if byKind[.goods] != nil {
            add("sample", min(0.6 + 0.2 * Double(records), 2), text: "\(records)", span: nil, message: index)
        }
    }

    /// What the way of writing says.
    private mutating func weighForm() {
        let lookups = distinct(byKind[.lookup] ?? [])
        if lookups.count >= Self.leastMenu {
            add("menu", 0.8, text: "\(lookups.count)", span: nil, message: lookups[0].message)
        }
        if let index = messages.firstIndex(where: Self.isTerse), byKind[.goods] != nil || byKind[.lookup] != nil {
            add("terse", 0.9, text: nil, span: nil, message: index)
        }
        if let index = messages.firstIndex(where: { $0.length > Self.shortText }),
            !messages.contains(where: { !Self.contacts(of: $0).isEmpty })
        {
            let excess = Double(messages[index].length - Self.shortText) / 80
            add("prose", -min(excess, 2.5), text: nil, span: nil, message: index)
        }
        if let index = messages.firstIndex(where: \.isQuoted) {
            add("quotation", -1.5, text: nil, span: nil, message: index)
        }
        if let index = messages.firstIndex(where: { $0.asks && $0.contacts.isEmpty }) {
            add("question", -1.0, text: nil, span: nil, message: index)
        }
        if let index = messages.firstIndex(where: { $0.decoratedWords > 0 }) {
            let words = min(messages[index].decoratedWords, 3)
            add("decoration", 0.4 + 0.4 * Double(words), text: "\(words)", span: nil, message: index)
        }
    }

    /// Goods and their number in a few words, as listings are titled.
    private static func isTitle(_ message: MessageSignals) -> Bool {
        message.length <= 44 && !message.asks
            && message.volumes.contains { ($0.value.records ?? 0) >= 1_000 || $0.value.bytes != nil }
            && !message.signals.contains { $0.kind.isAgainst }
    }

    /// A few words and the name of an account: prose takes longer to come to its point.
    private static func isTerse(_ message: MessageSignals) -> Bool {
        message.length <= 42
            && message.contacts.contains { $0.value.entity != .phoneNumber && $0.value.entity != .emailAddress }
    }

    private mutating func add(_ feature: String, _ value: Double, text: String?, span: TextSpan?, message: Int) {
        features[feature, default: 0] += value
        let weight = value * scoring.weight(of: feature)
        logOdds += weight
        reasons.append(
            Reason(signal: feature, weight: (weight * 100).rounded() / 100, text: text, span: span, message: message))
    }

    /// Each term once, in each spelling once, heaviest first.
    func distinct(_ found: [Entry]) -> [Entry] {
        guard found.count > 1 else { return found }
        var result: [Entry] = []
        if found.count <= Self.fewEntries {
            for entry in found
            where !result.contains(where: {
                $0.signal.term == entry.signal.term && $0.signal.text == entry.signal.text
            }) {
                result.append(entry)
            }
        } else {
            var seen: Set<String> = []
            for entry in found where seen.insert(entry.signal.term + "\u{0}" + entry.signal.text).inserted {
                result.append(entry)
            }
        }
        return result.enumerated().sorted { left, right in
            let (a, b) = (abs(left.element.signal.weight), abs(right.element.signal.weight))
            return a == b ? left.offset < right.offset : a > b
        }.map(\.element)
    }

    /// Contacts of the writer: values in a record are the victims'.
    static func contacts(of message: MessageSignals) -> [Located<Contact>] {
        let isRecord = message.samples.records > 0
        return message.contacts.filter { contact in
            let isPersonal = contact.value.entity == .phoneNumber || contact.value.entity == .emailAddress
            return !(isRecord && isPersonal)
        }
    }
}
