/// Records that the seller shows, counted.
public struct Samples: Sendable, Hashable, Codable {
    /// Lines that look like a record.
    public var records: Int
    /// Lines of which at least one value was proved.
    public var validated: Int

    /// So many records, of which so many have a proved value.
    public init(records: Int, validated: Int) {
        self.records = records
        self.validated = validated
    }
}
