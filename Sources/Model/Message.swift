/// One post or chat line.
public struct Message: Sendable, Hashable {
    /// The text, without author, time and what else the format writes around it.
    public var text: String
    /// Where it comes from and who wrote it.
    public var origin: MessageOrigin

    /// A message of that text.
    public init(text: String, origin: MessageOrigin) {
        self.text = text
        self.origin = origin
    }
}
