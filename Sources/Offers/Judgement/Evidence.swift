import FenceDetection
import FenceModel

/// Adds up what the messages of a conversation say.
///
/// Adding keywords alone fails both ways: headlines carry verb, volume, price and goods together, while real advertisements
/// often carry only two of them. So the sum counts only where the message has the shape of a trade: goods, and with them
/// an act, or a contact with something that advertisers write.
struct Evidence {
    /// Log-odds before anything is known: few messages trade in personal data.
    private static let prior = -4.0
    private static let quotedWeight = -1.5
    /// The shares of their weight that the first, second, third … different word of one kind add.
    private static let shares = [1.0, 0.5, 0.3, 0.2]
    private static let leastRecordsOfDump = 3
    /// So many things that can be looked up about a person are a menu.
    private static let leastMenu = 3

    /// How far from the goods of a long message a word may stand and still belong to the pitch, in bytes.
    private static let pitchReach = 450

    private let messages: [MessageSignals]
    private var byKind: [SignalTerm.Signal: [(signal: Signal, message: Int)]] = [:]
    private(set) var logOdds = Self.prior
    private(set) var reasons: [Reason] = []

    init(_ messages: [MessageSignals]) {
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
        guard let first = centers.first else { return message }
        var best = message
        var mostWeight = -Double.infinity
        for center in centers.isEmpty ? [first] : centers.prefix(32) {
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
        if let index = messages.firstIndex(where: \.isQuoted) {
            add("quotation", Self.quotedWeight, text: nil, span: nil, message: index)
        }
    }

    private mutating func weigh(_ words: [(signal: Signal, message: Int)], of kind: SignalTerm.Signal) {
        // A noun that is data only in its setting, and whose data it is, prove nothing outside a composition.
        if kind == .dataNoun || kind == .quantity { return }
        for (place, word) in words.enumerated() {
            var share = Self.shares[min(place, Self.shares.count - 1)]
            // A menu is the longer the likelier; so is a report.
            if kind == .lookup || kind.isAgainst { share = max(share, 0.6) }
            // 户口 and 人脸 are ordinary words until they stand in a menu.
            if kind == .lookup, words.count < Self.leastMenu, word.signal.weight <= 1 { share *= 0.3 }
            if kind == .subject { share *= place == 0 ? 1 : 0.5 }
            guard place < 8 else { return }
            add(
                kind.rawValue, word.signal.weight * share, text: word.signal.text, span: word.signal.span,
                message: word.message)
        }
    }

    private mutating func weighQuantities() {
        for (index, message) in messages.enumerated() {
            if let volume = message.volumes.first, !reasons.contains(where: { $0.signal == "volume" }) {
                add("volume", 0.9, text: volume.value.text, span: volume.span, message: index)
            }
            let price = message.prices.first { $0.value.unit != nil } ?? message.prices.first
            if let price, !reasons.contains(where: { $0.signal == "price" }) {
                let isPerRecord = price.value.unit == .record || price.value.unit == .query || price.value.unit == .set
                add("price", isPerRecord ? 1.4 : 0.6, text: price.value.text, span: price.span, message: index)
            }
        }
    }

    private mutating func weighContacts() {
        for (index, message) in messages.enumerated() where !reasons.contains(where: { $0.signal == "contact" }) {
            guard let contact = Self.contacts(of: message).first else { continue }
            let isHandle = contact.value.entity != .phoneNumber && contact.value.entity != .emailAddress
            add("contact", isHandle ? 1.4 : 0.7, text: contact.value.value.masked, span: contact.span, message: index)
        }
    }

    private mutating func weighSamples() {
        guard let index = messages.firstIndex(where: { $0.samples.records > 0 }) else { return }
        let records = messages.reduce(0) { $0 + $1.samples.records }
        let sensitive = messages.reduce(0) { $0 + $1.sensitiveRecords }
        if sensitive >= Self.leastRecordsOfDump {
            add("sample", min(2.0 + 0.8 * Double(sensitive), 7), text: "\(records)", span: nil, message: index)
        } else if goods != nil {
            add("sample", min(0.6 + 0.2 * Double(records), 2), text: "\(records)", span: nil, message: index)
        }
    }

    private mutating func add(_ signal: String, _ weight: Double, text: String?, span: TextSpan?, message: Int) {
        logOdds += weight
        let weight = (weight * 100).rounded() / 100
        reasons.append(Reason(signal: signal, weight: weight, text: text, span: span, message: message))
    }

    /// Each term once, in each spelling once, heaviest first.
    private func distinct(_ found: [(signal: Signal, message: Int)]) -> [(signal: Signal, message: Int)] {
        var seen: Set<String> = []
        var result: [(signal: Signal, message: Int)] = []
        for entry in found where seen.insert(entry.signal.term + "\u{0}" + entry.signal.text).inserted {
            result.append(entry)
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

    // MARK: - The shape

    private var goods: Signal? { byKind[.goods]?.first?.signal }

    private func weight(of kind: SignalTerm.Signal) -> Double {
        byKind[kind]?.map { $0.signal.weight }.max() ?? 0
    }

    private func has(_ kinds: SignalTerm.Signal...) -> Bool {
        kinds.contains { byKind[$0] != nil }
    }

    /// What kind of trade the messages have the shape of, or nil.
    var kind: Alert.Kind? {
        let sensitiveRecords = messages.reduce(0) { $0 + $1.sensitiveRecords }
        let hasContact = messages.contains { !Self.contacts(of: $0).isEmpty } || has(.contactWord)
        let hasQuantity = messages.contains { !$0.volumes.isEmpty || !$0.prices.isEmpty }
        let lookups = distinct(byKind[.lookup] ?? [])
        let lookupWeight = lookups.reduce(0) { $0 + $1.signal.weight }
        let advertises = has(.freshness, .sourceClaim, .assurance, .priceWord, .sampleWord) || hasQuantity
        let hasAct = has(.sell, .buy, .recruit)
        let hasGoods = goods != nil
        let claimsRecords = messages.contains { $0.volumes.contains { ($0.value.records ?? 0) >= 1_000 } }

        if lookups.count >= 2 || lookupWeight >= 1.6, hasContact || hasQuantity || hasAct || lookups.count >= 4 {
            let sellsRecords = hasGoods && has(.sell) && claimsRecords
            if !sellsRecords, !(hasGoods && weight(of: .buy) > lookupWeight) { return .lookup }
        }
        if hasGoods,
            hasAct || (hasContact && advertises) || (has(.sourceClaim) && (hasContact || advertises))
                || (hasQuantity && has(.freshness, .assurance, .sourceClaim, .priceWord))
                || messages.contains(where: { !$0.volumes.isEmpty && !$0.prices.isEmpty })
                || (distinct(byKind[.goods] ?? []).count >= 2 && messages.contains { !$0.volumes.isEmpty })
        {
            let buys = weight(of: .buy)
            return buys > 0 && buys >= weight(of: .sell) && !(has(.sell) && has(.freshness)) ? .request : .offer
        }
        // Several ways of getting at data, and a way to get in touch: the goods go without saying.
        if distinct(byKind[.sourceClaim] ?? []).count >= 2 || (has(.sourceClaim) && has(.assurance)), hasContact {
            return .offer
        }
        if sensitiveRecords >= Self.leastRecordsOfDump { return hasAct && hasContact ? .offer : .dump }
        return nil
    }
}
