/// Whose data it is, by the trade it was taken from.
public enum DataCategory: String, Codable, Sendable, Hashable, CaseIterable {
    case transportation, logistics, medical, social, banking, government, telecom, education, ecommerce, hotel, property
    case gambling, other
}
