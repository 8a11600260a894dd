/// A way to reach the seller or buyer.
public struct Contact: Sendable, Hashable, Codable {
    /// What kind of account, address or number it is.
    public var entity: Entity
    /// As written.
    public var value: SensitiveText
    /// In the one form that all ways of writing it share; what a keyed fingerprint is made of.
    public var normalized: SensitiveText

    /// A contact of these parts.
    public init(entity: Entity, value: SensitiveText, normalized: SensitiveText) {
        self.entity = entity
        self.value = value
        self.normalized = normalized
    }
}
