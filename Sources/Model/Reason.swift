/// One named, weighted piece of evidence.
public struct Reason: Sendable, Hashable {
    /// `sell`, `goods`, `contact`, …
    public var signal: String
    /// Log-odds that it adds; negative where it speaks against a trade.
    public var weight: Double
    /// As written; masked where it is a value.
    public var text: String?
    /// Where the text stands in its message; nil where the evidence is no piece of text.
    public var span: TextSpan?
    /// Index in the alert's `messages`.
    public var message: Int

    /// A reason of these parts.
    ///
    /// - Parameter message: index in the alert's `messages`.
    public init(signal: String, weight: Double, text: String?, span: TextSpan?, message: Int = 0) {
        self.signal = signal
        self.weight = weight
        self.text = text
        self.span = span
        self.message = message
    }
}
