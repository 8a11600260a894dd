package import FenceModel

/// What a message is by itself, which does not depend on its conversation: the workers ask ahead, side by side.
package struct JudgedAlone: Sendable {
    /// Alerts are large, and reports are copied from hand to hand.
    private final class Verdict: Sendable {
        let alert: Alert?
        let offering: Offering?

        init(alert: Alert?, offering: Offering?) {
            self.alert = alert
            self.offering = offering
        }
    }

    private let verdict: Verdict
    /// The message's line, where it was counted anew since.
    package var line: Int?

    package init(_ message: TellingMessage) {
        let alert = AlertBuilder.alert(for: [message], id: AlertBuilder.identifier(of: message), revision: 1)
        // Only conversations compare offerings.
        verdict = Verdict(
            alert: alert,
            offering: message.hasConversation
                ? alert.map { AlertBuilder.offering(of: [message], kind: $0.kind, contacts: $0.contacts) } : nil)
    }

    package var alert: Alert? {
        guard let line, var alert = verdict.alert else { return verdict.alert }
        for index in alert.messages.indices { alert.messages[index].origin.line = line }
        return alert
    }

    var offering: Offering? { verdict.offering }
}
