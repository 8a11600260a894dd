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

        /// Whether the first is the less urgent.
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
    /// Which side of the trade it is.
    public var kind: Kind
    /// How soon somebody should look.
    public var severity: Severity
    /// Probability, between 0 and 1, that this is trade in personal data.
    public var score: Double
    /// Most telling first.
    public var categories: [DataCategory]
    /// What the records are said to hold, or were found to hold.
    public var data: [Entity]
    /// The largest number of records that is offered, or the sum of what several goods each have; a size where no number is named.
    /// Least orders, steps of a price list and balances are none. Nil where the messages name neither.
    public var volume: Volume?
    /// The first price that the messages name; one without an amount where they only say that there is one (价格面议). Nil where they
    /// name none.
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

    /// An alert of these parts; nothing is derived or checked.
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
