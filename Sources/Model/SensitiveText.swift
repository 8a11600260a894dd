/// Text of somebody's personal data.
///
/// Encoding it keeps the mask, and the fingerprint if there is one, never the text. Printing, logging or interpolating it shows
/// the mask; only `reveal()` gives the text.
public struct SensitiveText: Sendable, Hashable, Codable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let text: String?
    /// The text with all but the characters that the rule lets through replaced by `*`.
    public let masked: String
    /// Keyed digest that stands for the text where the text itself is not kept; nil where nobody made one.
    public var fingerprint: String?

    private enum CodingKeys: String, CodingKey {
        case masked, fingerprint
    }

    /// A text and its mask; whether the mask hides enough is the caller's to see to.
    public init(_ text: String, masked: String) {
        self.text = text
        self.masked = masked
    }

    /// What was encoded: the mask and the fingerprint, without the text.
    ///
    /// - Throws: `DecodingError` where there is no mask.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = nil
        masked = try container.decode(String.self, forKey: .masked)
        fingerprint = try container.decodeIfPresent(String.self, forKey: .fingerprint)
    }

    /// The text itself, or the mask where the text was not kept. Call it only where the user has asked for raw values.
    public func reveal() -> String { text ?? masked }

    /// Whether the text itself is at hand.
    public var isWhole: Bool { text != nil }

    /// The mask.
    public var description: String { masked }
    /// The mask.
    public var debugDescription: String { masked }
    /// The mask alone, so that a dump does not hold the text.
    public var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
