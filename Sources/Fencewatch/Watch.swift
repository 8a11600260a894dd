public import FenceModel
import FenceOffers

/// Conversation windows over a stream of messages: an offer that is spread over several messages is still one alert.
///
/// One watch a stream, fed in order, by one thread at a time.
///
///     let detector = Detector()
///     var watch = Watch()
///     for message in messages {
///         for alert in watch.feed(detector.scan(message)) { report(alert) }
///     }
///     for alert in watch.finish() { report(alert) }
public struct Watch: Sendable {
    /// When alerts are handed out.
    public enum Emission: Sendable, Hashable {
        /// Once, when the conversation closes: for input that ends.
        case whenClosed
        /// At once, and again with the next revision whenever a later message adds to it: for input that goes on.
        case immediately
    }

    private var windows: ConversationWindows

    /// A conversation as it outlives a restart: values in it are masks.
    package struct Saved: Codable, Sendable {
        fileprivate var conversation: SavedConversation

        /// Equal for the same source, channel and author.
        package var identifier: String { conversation.identifier }
    }

    /// A watch without conversations.
    public init(emission: Emission = .whenClosed) {
        windows = ConversationWindows(emission: emission == .whenClosed ? .whenClosed : .immediately)
    }

    /// A watch that goes on with conversations that another one saved.
    package init(restoring saved: [Saved]) {
        windows = ConversationWindows(restoring: saved.map(\.conversation))
    }

    /// What changed since the last call: conversations to save, and identifiers of those that closed.
    package mutating func takeChanges() -> (changed: [Saved], closed: [String]) {
        let changes = windows.takeChanges()
        return (changes.changed.map { Saved(conversation: $0) }, changes.closed)
    }

    /// Takes what the detector said of the next message.
    ///
    /// - Returns: alerts that are due now, in order.
    public mutating func feed(_ report: MessageReport) -> [Alert] {
        guard let message = report.telling else {
            windows.pass()
            return report.settledAlert.map { [$0] } ?? []
        }
        return windows.feed(message, alone: report.alone)
    }

    /// Closes the conversations of a source that has ended.
    public mutating func finish(source: String) -> [Alert] {
        windows.close(source: source)
    }

    /// Closes every conversation.
    public mutating func finish() -> [Alert] {
        windows.closeAll()
    }
}
