/// A message of an alert: where it stands, and its text with every value masked.
public struct AlertMessage: Sendable, Hashable {
    /// Where it comes from and who wrote it.
    public var origin: MessageOrigin
    /// What tells, with every value masked.
    public var excerpt: String

    /// A message of these parts; masking is the caller's.
    public init(origin: MessageOrigin, excerpt: String) {
        self.origin = origin
        self.excerpt = excerpt
    }
}
