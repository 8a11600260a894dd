/// The decision about a conversation: somebody trades in other people's personal data.
public struct Alert: Sendable {
    /// Which side of the trade it is.
    public enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        /// Data for sale.
        case offer
        /// Wanting to buy.
        case request
        /// Paid look-ups of a person.
        case lookup
        /// Many people's records posted, no trade named.
        case dump
    }

    /// How soon somebody should look, by the law's number of records, the samples shown and how sure the judgement is; README
    /// has the table.
    public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
        case low, medium, high, critical

        public static func < (left: Severity, right: Severity) -> Bool {
            left.rank < right.rank
        }

        /// A number that grows with it, as stores keep it.
        package var rank: Int {
            switch self {
            case .low: 0
            case .medium: 1
            case .high: 2
            case .critical: 3
            }
        }
    }

    /// Derived from content and origin: the same input gives the same id on every machine and every run. 32 hex digits.
    public var id: String
    /// Counts from 1; the highest stands.
    public var revision: Int
    public var kind: Kind
    public var severity: Severity
    /// Probability, between 0 and 1, that this is trade in personal data.
    public var score: Double
    /// Most telling first.
    public var categories: [DataCategory]
    /// What the records are said to hold, or were found to hold.
    public var data: [Entity]
    /// The largest number of records that the messages name, a size where they name no number; nil where they name neither.
    public var volume: Volume?
    /// The first price that says what it is for, else the first; nil where the messages name none.
    public var price: Price?
    /// Each once, in order, at most 10; empty where the messages name none.
    public var contacts: [Contact]
    /// Never empty.
    public var reasons: [Reason]
    /// The messages of the conversation that told something, in order; never empty.
    public var messages: [AlertMessage]
    /// In order, at most 50; empty where the messages hold no value.
    public var findings: [AlertFinding]
    /// Nil where no records are shown.
    public var samples: Samples?
    /// Equal for reposts of the same offer with the same contacts, in whatever channel.
    public var cluster: String
    /// What Chinese law says of data of this kind and number; decision support, nothing more.
    public var legal: LegalTier?

    public init(
        id: String, revision: Int, kind: Kind, severity: Severity, score: Double, categories: [DataCategory],
        data: [Entity], volume: Volume?, price: Price?, contacts: [Contact], reasons: [Reason],
        messages: [AlertMessage], findings: [AlertFinding], samples: Samples?, cluster: String, legal: LegalTier?
    ) {
        self.id = id
        self.revision = revision
        self.kind = kind
        self.severity = severity
        self.score = score
        self.categories = categories
        self.data = data
        self.volume = volume
        self.price = price
        self.contacts = contacts
        self.reasons = reasons
        self.messages = messages
        self.findings = findings
        self.samples = samples
        self.cluster = cluster
        self.legal = legal
    }
}

/// Whose data it is, by the trade it was taken from.
public enum DataCategory: String, Codable, Sendable, Hashable, CaseIterable {
    case transportation, logistics, medical, social, banking, government, telecom, education, ecommerce, hotel, property
    case gambling, other
}

/// How many records are said to be for sale.
public struct Volume: Sendable, Hashable, Codable {
    /// How often so many records come in.
    public enum Period: String, Codable, Sendable, Hashable { case day, week, month }

    /// Number of records, where the text counts records.
    public var records: Int?
    /// Size in bytes, where the text names a size instead.
    public var bytes: Int?
    /// Set where so many come in every day, week or month.
    public var period: Period?
    /// As written.
    public var text: String

    public init(records: Int?, bytes: Int? = nil, period: Period? = nil, text: String) {
        self.records = records
        self.bytes = bytes
        self.period = period
        self.text = text
    }
}

/// What is asked for the data.
public struct Price: Sendable, Hashable, Codable {
    /// Money that prices are asked in, by ISO 4217 or the coin's usual sign.
    public enum Currency: String, Codable, Sendable, Hashable, CaseIterable {
        case cny = "CNY"
        case usd = "USD"
        case eur = "EUR"
        case hkd = "HKD"
        case twd = "TWD"
        case usdt = "USDT"
        case btc = "BTC"
        case eth = "ETH"
        case xmr = "XMR"
    }

    /// What the amount buys: one record, one set of several documents, a batch as a whole, one look-up, a day or month of access.
    public enum Unit: String, Codable, Sendable, Hashable { case record, set, batch, query, day, month }

    /// In units of the currency; nil where the price is open to negotiation.
    public var amount: Double?
    /// Nil where the price is open, or in money that has no name here.
    public var currency: Currency?
    /// Nil where the text does not say what the amount buys.
    public var unit: Unit?
    /// As written.
    public var text: String

    public init(amount: Double?, currency: Currency?, unit: Unit? = nil, text: String) {
        self.amount = amount
        self.currency = currency
        self.unit = unit
        self.text = text
    }
}

/// A way to reach the seller or buyer.
public struct Contact: Sendable, Hashable, Codable {
    public var entity: Entity
    public var value: SensitiveText
    /// In the one form that all ways of writing it share; what a keyed fingerprint is made of.
    public var normalized: SensitiveText

    public init(entity: Entity, value: SensitiveText, normalized: SensitiveText) {
        self.entity = entity
        self.value = value
        self.normalized = normalized
    }
}

/// One named, weighted piece of evidence.
public struct Reason: Sendable, Hashable {
    /// `sell`, `goods`, `contact`, …
    public var signal: String
    /// Log-odds that it adds; negative where it speaks against a trade.
    public var weight: Double
    /// As written; masked where it is a value.
    public var text: String?
    public var span: TextSpan?
    /// Index in the alert's `messages`.
    public var message: Int

    public init(signal: String, weight: Double, text: String?, span: TextSpan?, message: Int = 0) {
        self.signal = signal
        self.weight = weight
        self.text = text
        self.span = span
        self.message = message
    }
}

/// A message of an alert: where it stands, and its text with every value masked.
public struct AlertMessage: Sendable, Hashable {
    public var origin: MessageOrigin
    public var excerpt: String

    public init(origin: MessageOrigin, excerpt: String) {
        self.origin = origin
        self.excerpt = excerpt
    }
}

/// A finding of an alert, by the message that it stands in.
public struct AlertFinding: Sendable, Hashable {
    public var finding: Finding
    /// Index in the alert's `messages`.
    public var message: Int

    public init(finding: Finding, message: Int) {
        self.finding = finding
        self.message = message
    }
}

/// Records that the seller shows, counted.
public struct Samples: Sendable, Hashable, Codable {
    /// Lines that look like a record.
    public var records: Int
    /// Lines of which at least one value was proved.
    public var validated: Int

    public init(records: Int, validated: Int) {
        self.records = records
        self.validated = validated
    }
}

/// The tier of article 253-1's 2017 interpretation: from how many records the crime is "serious".
public struct LegalTier: Sendable, Hashable {
    /// 50, 500 or 5,000 records.
    public var threshold: Int
    /// Records claimed by the seller.
    public var claimed: Int?
    /// Records of the samples that were validated.
    public var validated: Int
    /// The larger of the two over the threshold.
    public var ratio: Double?

    public init(threshold: Int, claimed: Int?, validated: Int) {
        self.threshold = threshold
        self.claimed = claimed
        self.validated = validated
        let most = max(claimed ?? 0, validated)
        ratio = most > 0 ? Double(most) / Double(threshold) : nil
    }
}
