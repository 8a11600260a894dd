import FenceDetection
import FenceDigest
package import FenceModel

/// Puts an alert together from the messages of a conversation.
package enum AlertBuilder {
    /// The most findings that an alert carries; their number in all is in `samples`.
    private static let maximumFindings = 50
    private static let maximumContacts = 10

    /// - Parameter id: the id of the conversation's first telling message, from `identifier(of:)`; asked for only where
    ///   there is an alert to name.
    /// - Returns: nil where the judgement finds no trade.
    package static func alert(for messages: [TellingMessage], id: @autoclosure () -> String, revision: Int) -> Alert? {
        guard let judgement = Judgement.judge(messages.map(\.signals)) else { return nil }
        let categories = categories(of: messages)
        let volume = ClaimedQuantities.volume(of: messages, kind: judgement.kind)
        let price = ClaimedQuantities.price(of: messages, kind: judgement.kind)
        let contacts = contacts(of: messages)
        var samples = Samples(records: 0, validated: 0)
        for message in messages {
            samples.records += message.signals.samples.records
            samples.validated += message.signals.samples.validated
        }
        let legal = LegalTiers.tier(
            of: messages, categories: categories, claimed: volume?.records, validated: samples.validated)
        let findings = messages.enumerated().flatMap { index, message in
            message.signals.findings.map { AlertFinding(finding: $0, message: index) }
        }
        return Alert(
            id: id(), revision: revision, kind: judgement.kind,
            severity: LegalTiers.severity(score: judgement.score, legal: legal, samples: samples),
            score: judgement.score, categories: categories, data: data(of: messages, contacts: contacts),
            volume: volume,
            price: price, contacts: contacts, reasons: judgement.reasons,
            messages: messages.map { AlertMessage(origin: $0.origin, excerpt: $0.signals.excerpt) },
            findings: Array(findings.prefix(maximumFindings)), samples: samples.records > 0 ? samples : nil,
            cluster: cluster(of: messages, kind: judgement.kind, categories: categories, contacts: contacts),
            legal: legal)
    }

    /// Whether there would be an alert.
    static func isTrade(_ messages: [TellingMessage]) -> Bool { Judgement.judge(messages.map(\.signals)) != nil }

    /// The same message in the same place gives the same id on every machine and in every run.
    package static func identifier(of message: TellingMessage) -> String {
        let origin = message.origin
        // A line tells places apart where nobody counted bytes.
        let place = origin.offset.map(String.init) ?? origin.line.map { "line \($0)" } ?? ""
        return Digest.identifier(of: [
            "fencewatch/1", plainPath(origin.source), origin.member ?? "", place,
            origin.shownChannel ?? "", origin.shownAuthor ?? "", origin.time ?? "", message.signals.excerpt,
        ])
    }

    /// A path without what says nothing of where it leads: `./a//b` is `a/b`.
    private static func plainPath(_ path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    // MARK: - What is traded

    /// What a word for a topic weighs beside one of the trade that names a category.
    private static let topicShare = 0.6

    private static func categories(of messages: [TellingMessage]) -> [DataCategory] {
        var weights: [DataCategory: Double] = [:]
        var order: [DataCategory] = []
        for signal in messages.flatMap(\.signals.signals) where !signal.kind.isAgainst {
            guard let category = signal.category else { continue }
            if weights[category] == nil { order.append(category) }
            // What the goods are called tells more than a subject that stands by itself.
            weights[category, default: 0] += signal.kind == .goods ? 2 : 1
        }
        for topic in messages.flatMap({ $0.signals.topics ?? [] }) {
            if weights[topic.category] == nil { order.append(topic.category) }
            weights[topic.category, default: 0] += topic.weight * topicShare
        }
        // Of no trade in particular only where nothing names one.
        if weights.count > 1 { weights[.other] = nil }
        order.removeAll { weights[$0] == nil }
        let most = weights.values.max() ?? 0
        let telling = order.filter { weights[$0, default: 0] >= most / 2 }
        return telling.isEmpty
            ? [.other] : Array(telling.sorted { weights[$0, default: 0] > weights[$1, default: 0] }.prefix(4))
    }

    private static func data(of messages: [TellingMessage], contacts: [Contact]) -> [Entity] {
        var entities: [Entity] = []
        for entity in messages.flatMap(\.signals.signals).flatMap(\.data) where !entities.contains(entity) {
            entities.append(entity)
        }
        for message in messages where message.signals.samples.records > 0 {
            for finding in message.signals.findings where !entities.contains(finding.entity) {
                if !contacts.contains(where: { $0.entity == finding.entity }) { entities.append(finding.entity) }
            }
        }
        return entities
    }

    private static func contacts(of messages: [TellingMessage]) -> [Contact] {
        var contacts: [Contact] = []
        for contact in messages.flatMap({ Evidence.contacts(of: $0.signals) }).map(\.value) {
            let isKnown = contacts.contains { $0.isSame(as: contact) }
            if !isKnown, contacts.count < maximumContacts { contacts.append(contact) }
        }
        return contacts
    }

    // MARK: - Clusters

    /// How far from its goods a word that says whose data they are may stand, in folded characters.
    private static let subjectReach = 8

    /// Equal for the same goods and contacts, wherever they are posted.
    ///
    /// Of a contact only its mask goes in, which stands beside the cluster anyway: whoever tries all numbers learns nothing.
    package static func cluster(
        of messages: [TellingMessage], kind: Alert.Kind, categories: [DataCategory], contacts: [Contact]
    ) -> String {
        var parts = [kind.rawValue]
        parts += goods(of: messages).sorted()
        parts.append("|")
        parts += categories.map(\.rawValue).sorted()
        parts.append("|")
        parts += distinct(contacts.map(\.shown)).sorted()
        return Digest.identifier(of: parts, hexDigits: 16)
    }

    /// What is traded, word by word, and through whom.
    static func offering(of messages: [TellingMessage], kind: Alert.Kind, contacts: [Contact]) -> Offering {
        Offering(kind: kind, goods: Set(goods(of: messages)), contacts: Set(contacts.map(\.shown)))
    }

    private static func goods(of messages: [TellingMessage]) -> [String] {
        var goods: [String] = []
        for message in messages {
            let signals = message.signals.signals
            let places = signals.filter { $0.kind == .goods || $0.kind == .lookup }.map(\.characters)
            for signal in signals where isOfGoods(signal, near: places) {
                goods.append("\(signal.term)/\(signal.category?.rawValue ?? "")/\(plain(signal.text))")
            }
        }
        return distinct(goods)
    }

    /// Each text once. Hashing Chinese texts costs more than comparing a few of them.
    private static func distinct(_ texts: [String]) -> [String] {
        guard texts.count <= 16 else { return Array(Set(texts)) }
        var distinct: [String] = []
        for text in texts where !distinct.contains(text) { distinct.append(text) }
        return distinct
    }

    private static func isOfGoods(_ signal: Signal, near places: [Range<Int>]) -> Bool {
        switch signal.kind {
        case .goods, .lookup: true
        case .subject, .people:
            places.contains {
                $0.lowerBound - signal.characters.upperBound <= subjectReach
                    && signal.characters.lowerBound - $0.upperBound <= subjectReach
            }
        default: false
        }
    }

    /// A word without its disguise: 业.主 and 業主 are 业主.
    private static func plain(_ word: String) -> String {
        var plain = ""
        for code in FoldTable.shared.fold(word) where !CharacterTraits.isDecoration(code) {
            if let scalar = Unicode.Scalar(code) { plain.unicodeScalars.append(scalar) }
        }
        return plain
    }
}

extension Contact {
    /// What is shown of it, in the form that all ways of writing it share: enough to tell one seller from another.
    var shown: String { "\(entity.rawValue) \(normalized.masked)" }

    /// Told apart by what is shown of them where a restart left nothing else.
    fileprivate func isSame(as other: Contact) -> Bool {
        guard entity == other.entity else { return false }
        return normalized.isWhole && other.normalized.isWhole
            ? normalized.reveal() == other.normalized.reveal()
            : shown == other.shown && value.masked == other.value.masked
    }
}
