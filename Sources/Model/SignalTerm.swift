/// Words of the offer lexicon that mean the same, as a rule pack writes them. See Documentation/rule-format.md.
public struct SignalTerm: Sendable, Hashable {
    /// What a word says about a trade.
    public enum Signal: String, Codable, Sendable, Hashable, CaseIterable {
        // Acts.
        case sell, buy, lookup, recruit
        // What is traded: personal data in itself; a noun that is data only in its setting; whose data it is.
        case goods
        case dataNoun = "data-noun"
        case subject
        /// A group of persons, whose records can be counted: 业主, 学员, patients.
        case people
        /// What a record about a person holds: 姓名, 手机, dob.
        case field
        // What makes an advertisement of it.
        case freshness, sourceClaim = "source-claim", assurance, contactWord = "contact-word", priceWord = "price-word"
        case sampleWord = "sample-word"
        /// How only advertisements speak: 要的私, 先到先得, 不测勿扰.
        case pitch
        // What says neither.
        /// A unit of records or of price: 万条, 元/条. Reading the numbers is left to the quantity reader.
        case quantity
        /// Swallows words that only look like one of the others: 演出, 资料, 手机主屏.
        case neutral
        // What speaks against a trade in personal data.
        case news, warning, asking, shop, job, study, ownLoss = "own-loss", security, neighbour
        // Says nothing of a trade.
        /// Tells which category of data a trade is about.
        case topic

        /// Whether the signal lowers the score.
        public var isAgainst: Bool {
            switch self {
            case .news, .warning, .asking, .shop, .job, .study, .ownLoss, .security, .neighbour: true
            default: false
            }
        }
    }

    /// Text that adjoins a word and decides whether it counts.
    public struct Surroundings: Sendable, Hashable {
        /// Texts that end where the word begins.
        public var before: [String]
        /// Texts that begin where the word ends.
        public var after: [String]

        /// Surroundings; none by default.
        public init(before: [String] = [], after: [String] = []) {
            self.before = before
            self.after = after
        }

        /// Whether they ask for nothing.
        public var isEmpty: Bool { before.isEmpty && after.isEmpty }
    }

    /// When finding a word is reason to look at the message closely.
    public enum Waking: String, Sendable, Hashable, CaseIterable {
        case never = "false"
        /// Where a glance at the message's wording leaves a trade open.
        case byWording = "by-wording"
        /// The same, and in every short message, which may be a piece of an offer.
        case asPiece = "as-piece"
        case always = "true"
    }

    /// Unique in the pack: lower case, digits, hyphens.
    public var id: String
    /// What its words say.
    public var signal: Signal
    /// Log-odds that the first such word adds; negative for what speaks against a trade.
    public var weight: Double
    /// Found in folded text; a bracket stands for any one of the characters in it.
    public var words: [String]
    /// The word does not count where one of these adjoins it.
    public var unless: Surroundings
    /// The word counts only where one of these adjoins it, if any are given.
    public var only: Surroundings
    /// Whether the word counts only with goods in its clause.
    public var needsGoods: Bool
    /// When a message with it gets the closer look.
    public var waking: Waking
    /// Whose data it is, where the words tell.
    public var category: DataCategory?
    /// What records of this kind hold.
    public var data: [Entity]
    /// `file:line`, for messages about the term; nil in the default pack.
    public var location: String?

    /// A term; a word that cannot be looked for is an error of `Detector.init(pack:)`.
    ///
    /// - Parameters:
    ///   - weight: log-odds that the first word of the term adds.
    ///   - location: `file:line`, for messages about the term.
    public init(
        id: String, signal: Signal, weight: Double, words: [String], unless: Surroundings = Surroundings(),
        only: Surroundings = Surroundings(), needsGoods: Bool = false, waking: Waking = .never,
        category: DataCategory? = nil, data: [Entity] = [], location: String? = nil
    ) {
        self.id = id
        self.signal = signal
        self.weight = weight
        self.words = words
        self.unless = unless
        self.only = only
        self.needsGoods = needsGoods
        self.waking = waking
        self.category = category
        self.data = data
        self.location = location
    }
}

extension SignalTerm.Signal {
    /// A number for each case. Hashed by it: hashing the raw value, as an enumeration of texts does, costs ten times as much.
    private var number: UInt8 {
        switch self {
        case .sell: 0
        case .buy: 1
        case .lookup: 2
        case .recruit: 3
        case .goods: 4
        case .dataNoun: 5
        case .subject: 6
        case .people: 7
        case .field: 8
        case .freshness: 9
        case .sourceClaim: 10
        case .assurance: 11
        case .contactWord: 12
        case .priceWord: 13
        case .sampleWord: 14
        case .pitch: 15
        case .quantity: 16
        case .neutral: 17
        case .news: 18
        case .warning: 19
        case .asking: 20
        case .shop: 21
        case .job: 22
        case .study: 23
        case .ownLoss: 24
        case .security: 25
        case .neighbour: 26
        case .topic: 27
        }
    }

    /// Hashes the case's number.
    public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
