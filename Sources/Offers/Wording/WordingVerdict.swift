package import FenceModel

/// What a text's wording says.
package struct WordingVerdict: Sendable, Codable {
    /// The log-odds of one answer, as they add up over the sequences that are known.
    private struct Answer: Sendable, Codable {
        /// Of a text of which nothing is known.
        var prior = 0.0
        var sum = 0.0

        func logOdds(of count: Int) -> Double { prior + sum / Wording.length(ofSequences: count) }
    }

    private var isTrade = Answer()
    private var isRequest = Answer()
    private var isLookup = Answer()
    /// How many sequences are known.
    private var count = 0
    /// The words that weighed most, for or against a trade as the whole does; nil where a value stands among them.
    package var text: String?
    package var span: TextSpan?
    /// Whether the text is long enough to be judged by its wording, or says much in few words.
    package var isTelling = false

    /// Chinese characters from which on a text has a wording: "私 @name" and "一手股民" belong to what stands around them.
    static let shortest = 10

    /// Of a text whose wording was not worth reading.
    package static let silent = WordingVerdict()

    private init() {}

    /// Adds up what is known of a text.
    init(_ matches: [WordingTable.Match], by table: WordingTable) {
        count = matches.count
        isTrade.prior = table.trade.prior
        isRequest.prior = table.request.prior
        isLookup.prior = table.lookup.prior
        var (trade, request, lookup) = (0, 0, 0)
        for (known, _) in matches {
            trade += Int(known.trade)
            request += Int(known.request)
            lookup += Int(known.lookup)
        }
        isTrade.sum = Double(trade) * table.trade.step
        isRequest.sum = Double(request) * table.request.step
        isLookup.sum = Double(lookup) * table.lookup.step
    }

    /// Several pieces read as one text.
    init(together pieces: [WordingVerdict]) {
        guard let first = pieces.first(where: { $0.count > 0 }) else { return }
        (isTrade.prior, isRequest.prior, isLookup.prior) = (
            first.isTrade.prior, first.isRequest.prior, first.isLookup.prior
        )
        for piece in pieces {
            count += piece.count
            isTrade.sum += piece.isTrade.sum
            isRequest.sum += piece.isRequest.sum
            isLookup.sum += piece.isLookup.sum
        }
    }

    /// Log-odds of a trade, and of a trade that it is a request or a look-up.
    package var trade: Double { isTrade.logOdds(of: count) }
    package var request: Double { isRequest.logOdds(of: count) }
    package var lookup: Double { isLookup.logOdds(of: count) }

    /// Whether the wording makes a trade of a text of which nothing else does: it is likelier than not.
    package var mayBeTrade: Bool { isTelling && trade > 0 }

    /// Whether anything of the text is known.
    var isRead: Bool { count > 0 }

    /// A wording that was not worth reading says less than any that was.
    func tellsMore(than other: WordingVerdict) -> Bool {
        (isTelling ? 1 : 0, isRead ? 1 : 0, trade) > (other.isTelling ? 1 : 0, other.isRead ? 1 : 0, other.trade)
    }
}
