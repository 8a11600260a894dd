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

    /// A volume of these parts; one of `records` and `bytes` is usually nil.
    public init(records: Int?, bytes: Int? = nil, period: Period? = nil, text: String) {
        self.records = records
        self.bytes = bytes
        self.period = period
        self.text = text
    }
}
