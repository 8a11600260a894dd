/// A finding of an alert, by the message that it stands in.
public struct AlertFinding: Sendable, Hashable {
    /// The finding; its span counts bytes of that message's text.
    public var finding: Finding
    /// Index in the alert's `messages`.
    public var message: Int

    /// A finding in the alert's message of that index.
    public init(finding: Finding, message: Int) {
        self.finding = finding
        self.message = message
    }
}
