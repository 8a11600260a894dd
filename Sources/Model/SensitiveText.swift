/// Text of somebody's personal data. Printing, logging or interpolating it shows the mask; only `reveal()` gives the text.
public struct SensitiveText: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let text: String
    /// The text with all but the characters that the rule lets through replaced by `*`.
    public let masked: String

    public init(_ text: String, masked: String) {
        self.text = text
        self.masked = masked
    }

    /// The text itself. Call it only where the user has asked for raw values.
    public func reveal() -> String { text }

    public var description: String { masked }
    public var debugDescription: String { masked }
    public var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
