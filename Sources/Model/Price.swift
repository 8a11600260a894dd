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

    /// A price of these parts.
    public init(amount: Double?, currency: Currency?, unit: Unit? = nil, text: String) {
        self.amount = amount
        self.currency = currency
        self.unit = unit
        self.text = text
    }
}
