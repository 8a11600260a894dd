public import FenceModel
package import FenceOffers

/// What a detector says of one message.
public struct MessageReport: Sendable {
    /// Proved pieces of personal data, in order of where they begin.
    public private(set) var findings: [Finding]
    package typealias Signals = MessageSignals

    /// What the message says about a trade; nil where it says nothing.
    package private(set) var signals: Signals? {
        get { sharedSignals?.value }
        set { sharedSignals = newValue.map(SharedSignals.init) }
    }
    private var sharedSignals: SharedSignals?

    package var origin: MessageOrigin {
        didSet { alone = nil }
    }
    /// The message as one of a conversation; nil where it says nothing of a trade.
    package var telling: TellingMessage? {
        sharedSignals.map { TellingMessage(origin: origin, signals: $0) }
    }
    /// What the message is by itself, where somebody has asked already.
    package private(set) var alone: JudgedAlone?

    package init(findings: [Finding], signals: MessageSignals?, origin: MessageOrigin) {
        self.findings = findings
        sharedSignals = signals.map(SharedSignals.init)
        self.origin = origin
    }

    /// Judges the message by itself ahead of its conversation, on whichever thread has the time.
    ///
    /// Where nobody is known to have written it, it has no conversation: then only the alert is left, if there is one.
    ///
    /// - Parameter countsLines: whether the number of its line will change. An alert's id depends on it where nobody
    ///   counted bytes; then nothing is judged ahead.
    package mutating func judgeAlone(countsLines: Bool) {
        guard let message = telling, !countsLines || origin.offset != nil else { return }
        if message.mayTrade { alone = JudgedAlone(message) }
        if !message.hasConversation { sharedSignals = nil }
    }

    /// Whether there is an alert, and nothing that a later message could add to it.
    package var settledAlert: Alert? { sharedSignals == nil ? alone?.alert : nil }

    /// Leaves out what was printed: the findings, and the alert of a message without a conversation.
    package mutating func dropPrinted() {
        findings = []
        if sharedSignals == nil { alone = nil }
    }

    /// Counts the line, whose number was counted from elsewhere, from `first` on.
    package mutating func count(linesFrom first: Int) {
        guard let line = origin.line else { return }
        let judged = alone
        origin.line = line + first
        origin.lastLine = origin.lastLine.map { $0 + first }
        alone = judged
        alone?.line = line + first
    }

    /// What is said at bytes of which `isKept` holds.
    package func keeping(where isKept: (Int) -> Bool) -> MessageReport {
        MessageReport(
            findings: findings.filter { isKept($0.span.start) }, signals: signals?.keeping(where: isKept),
            origin: origin)
    }

    /// The same with all that is said so many bytes further on.
    package func moved(by offset: Int) -> MessageReport {
        var moved = self
        moved.alone = nil
        for index in moved.findings.indices { moved.findings[index].span.move(by: offset) }
        moved.signals = signals?.moved(by: offset)
        return moved
    }

    /// Puts keyed fingerprints beside the values, for when the values themselves are no longer kept.
    package mutating func setFingerprints(_ fingerprint: (Entity, String) -> String) {
        alone = nil
        func set(_ text: inout SensitiveText, _ entity: Entity) {
            if text.isWhole { text.fingerprint = fingerprint(entity, text.reveal()) }
        }
        for index in findings.indices { set(&findings[index].normalized, findings[index].entity) }
        guard var signals else { return }
        for index in signals.findings.indices {
            set(&signals.findings[index].normalized, signals.findings[index].entity)
        }
        for index in signals.contacts.indices {
            set(&signals.contacts[index].value.normalized, signals.contacts[index].value.entity)
        }
        self.signals = signals
    }

    static let quiet = MessageReport(findings: [], signals: nil, origin: MessageOrigin(source: "-"))

    /// The alert that the message deserves by itself, without the conversation around it; nil for nearly all messages.
    public var alert: Alert? {
        guard let message = telling else { return nil }
        return AlertBuilder.alert(for: [message], id: AlertBuilder.identifier(of: message), revision: 1)
    }

    /// Raw features of the judgement, for calibration; nil where the message has not the shape of a trade.
    ///
    /// - Parameter isWorded: whether a wording gives a shape to every message that says anything at all.
    package func features(isWorded: Bool = false) -> [String: Double]? {
        signals.flatMap { Judgement.features(of: [$0], isWorded: isWorded) }
    }

    /// Evidence for and against a trade, whether or not it suffices for an alert.
    public var evidence: (score: Double, reasons: [Reason]) {
        assessment.map { ($0.score, $0.reasons) } ?? (0, [])
    }

    /// How the message was judged: what `fencewatch explain` prints; nil where it says nothing of a trade.
    package var assessment: Assessment? { signals.map { Judgement.assess([$0]) } }
}
