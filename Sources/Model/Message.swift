/// One post or chat line.
public struct Message: Sendable, Hashable {
    public var text: String
    public var origin: MessageOrigin

    public init(text: String, origin: MessageOrigin) {
        self.text = text
        self.origin = origin
    }
}
