package import FenceModel

/// A telling message with where it stands.
///
/// It is large and goes from hand to hand, so copies share what it says.
package struct TellingMessage: Sendable, Codable {
    package var origin: MessageOrigin
    private var content: SharedSignals
    /// Whether it is a trade by itself, where that was asked already; not kept over a restart.
    var tradesAlone: Bool?

    package var signals: MessageSignals {
        get { content.value }
        set { content = SharedSignals(newValue) }
    }

    /// Whether it names what is traded, or may.
    package var mayTrade: Bool { content.value.mayTrade }

    /// Counts the records of another message as its own.
    mutating func countRecords(of other: TellingMessage) {
        var signals = content.value
        signals.samples.records += other.content.value.samples.records
        signals.samples.validated += other.content.value.samples.validated
        signals.sensitiveRecords += other.content.value.sensitiveRecords
        content = SharedSignals(signals)
    }

    package init(origin: MessageOrigin, signals: SharedSignals) {
        self.origin = origin
        content = signals
    }

    private enum CodingKeys: CodingKey {
        case origin, signals
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        origin = try container.decode(MessageOrigin.self, forKey: .origin)
        content = SharedSignals(try container.decode(MessageSignals.self, forKey: .signals))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(origin, forKey: .origin)
        try container.encode(content.value, forKey: .signals)
    }
}

/// Signals that several hands hold.
package final class SharedSignals: Sendable {
    package let value: MessageSignals

    package init(_ value: MessageSignals) { self.value = value }
}
