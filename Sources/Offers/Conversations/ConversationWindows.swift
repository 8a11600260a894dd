import FenceDigest
package import FenceModel

/// The open conversations of one stream: what each author said lately in each channel that may belong to one trade.
///
/// Fed in input order by one thread. Bounded in number; the one that was quiet longest is closed to make room.
package struct ConversationWindows: Sendable {
    /// When alerts are handed out.
    package enum Emission: Sendable, Hashable {
        /// Once, when the conversation closes: for input that ends.
        case whenClosed
        /// At once, and again with the next revision whenever a later message adds to it: for input that goes on.
        case immediately
    }

    package struct Limits: Sendable {
        /// Most conversations open at a time.
        package var windows = 4_096
        /// Most messages that a conversation keeps.
        package var messages = 16
        /// Longest pause within a conversation, in seconds, where messages carry times.
        package var pause = 1_800
        /// Longest stretch of other text within a conversation, in lines, where they do not.
        package var lines = 200

        package init() {}
    }

    struct Key: Hashable, Codable, Sendable {
        var source: String
        var member: String?
        var channel: String?
        var author: String?

        var identifier: String {
            Digest.identifier(of: [source, member ?? "", channel ?? "", author ?? "", author == nil ? "-" : "+"])
        }
    }

    struct Window: Codable, Sendable {
        /// Of the first telling message; asked for when there is an alert to name.
        var id: String { messages.first.map(AlertBuilder.identifier) ?? "" }
        var messages: [TellingMessage]
        var lastOrigin: MessageOrigin
        /// Records shown beyond the messages that were kept.
        var revision = 0
        var lastUse: Int
        /// Set once the conversation is a trade by itself; then another trade is another conversation.
        var cluster: String?
        /// What the last revision was made of.
        var emittedMessages = 0
        var emittedSamples: Samples?
    }

    private let emission: Emission
    private let limits: Limits
    private var windows: [Key: Window] = [:]
    private var clock = 0
    /// Conversations that were added to or closed since the last save; only where input goes on.
    private var touched: Set<Key> = []

    package init(emission: Emission, limits: Limits = Limits()) {
        self.emission = emission
        self.limits = limits
    }

    /// Goes on with conversations that were saved.
    package init(restoring saved: [SavedConversation], limits: Limits = Limits()) {
        self.init(emission: .immediately, limits: limits)
        for conversation in saved {
            windows[conversation.key] = conversation.window
            clock = max(clock, conversation.window.lastUse)
        }
    }

    /// What changed since the last call.
    package mutating func takeChanges() -> (changed: [SavedConversation], closed: [String]) {
        var changes: (changed: [SavedConversation], closed: [String]) = ([], [])
        for key in touched {
            if let window = windows[key] {
                changes.changed.append(SavedConversation(key: key, window: window))
            } else {
                changes.closed.append(key.identifier)
            }
        }
        touched.removeAll()
        return changes
    }

    /// Takes the next telling message.
    ///
    /// - Returns: alerts that are due now, in order.
    package mutating func feed(_ message: TellingMessage) -> [Alert] {
        let mayTrade = message.signals.mayTrade
        guard mayTrade || message.origin.author != nil else { return [] }
        clock += 1
        var due: [Alert] = []
        let origin = message.origin
        let key = Key(source: origin.source, member: origin.member, channel: origin.channel, author: origin.author)
        let alone =
            mayTrade ? AlertBuilder.alert(for: [message], id: AlertBuilder.identifier(of: message), revision: 1) : nil
        if origin.author == nil, !isRecordOnly(message) {
            // Nobody knows who wrote the next line, so each message stands for itself.
            return alone.map { [$0] } ?? []
        }
        if let window = windows[key], !continues(window, with: message, alone: alone) {
            windows[key] = nil
            close(window, into: &due)
        }
        var window =
            windows[key]
            ?? Window(messages: [], lastOrigin: origin, lastUse: clock)
        append(message, to: &window)
        window.lastOrigin = origin
        window.lastUse = clock
        if window.cluster == nil { window.cluster = alone?.cluster }
        if emission == .immediately { revise(&window, into: &due) }
        windows[key] = window
        if emission == .immediately { touched.insert(key) }
        if windows.count > limits.windows { evictOldest(into: &due) }
        return due
    }

    /// Closes every conversation of a source that has ended, oldest first.
    package mutating func close(source: String) -> [Alert] {
        closeAll { $0.source == source }
    }

    /// Closes every conversation, oldest first.
    package mutating func closeAll() -> [Alert] {
        closeAll { _ in true }
    }

    private mutating func closeAll(where isMeant: (Key) -> Bool) -> [Alert] {
        var due: [Alert] = []
        let closing = windows.filter { isMeant($0.key) }.sorted { $0.value.lastUse < $1.value.lastUse }
        for (key, window) in closing {
            windows[key] = nil
            close(window, into: &due)
        }
        return due
    }

    // MARK: - One conversation

    private func isRecordOnly(_ message: TellingMessage) -> Bool {
        message.signals.samples.records > 0
            && !message.signals.signals.contains { $0.kind == .sell || $0.kind == .buy || $0.kind == .goods }
    }

    private func continues(_ window: Window, with message: TellingMessage, alone: Alert?) -> Bool {
        if let cluster = window.cluster, let alone, alone.cluster != cluster { return false }
        let last = window.lastOrigin
        if let before = last.time.flatMap(MessageTime.seconds),
            let now = message.origin.time.flatMap(MessageTime.seconds)
        {
            return now - before <= limits.pause
        }
        if let before = last.line, let now = message.origin.line {
            return now - before <= (message.origin.author == nil ? 3 : limits.lines)
        }
        return true
    }

    private func append(_ message: TellingMessage, to window: inout Window) {
        if window.messages.count < limits.messages {
            window.messages.append(message)
        } else {
            // The count of shown records goes on; the text of a seventeenth record tells nothing new.
            window.messages[window.messages.count - 1].signals.samples.records += message.signals.samples.records
            window.messages[window.messages.count - 1].signals.samples.validated += message.signals.samples.validated
            window.messages[window.messages.count - 1].signals.sensitiveRecords += message.signals.sensitiveRecords
        }
    }

    private func revise(_ window: inout Window, into due: inout [Alert]) {
        guard var alert = AlertBuilder.alert(for: window.messages, id: window.id, revision: window.revision + 1) else {
            return
        }
        if window.revision > 0, window.emittedMessages == alert.messages.count, window.emittedSamples == alert.samples {
            return
        }
        window.revision += 1
        alert.revision = window.revision
        window.emittedMessages = alert.messages.count
        window.emittedSamples = alert.samples
        due.append(alert)
    }

    private func close(_ window: Window, into due: inout [Alert]) {
        guard emission == .whenClosed, window.messages.contains(where: \.signals.mayTrade) else { return }
        if let alert = AlertBuilder.alert(for: window.messages, id: window.id, revision: 1) { due.append(alert) }
    }

    /// Closes the quarter that was quiet longest: one search makes room for a thousand newcomers.
    private mutating func evictOldest(into due: inout [Alert]) {
        let byAge = windows.sorted { $0.value.lastUse < $1.value.lastUse }
        for (key, window) in byAge.prefix(limits.windows / 4 + 1) {
            windows[key] = nil
            if emission == .immediately { touched.insert(key) }
            close(window, into: &due)
        }
    }
}

/// A conversation as it outlives a restart: values in it are masks, never the texts.
package struct SavedConversation: Codable, Sendable {
    var key: ConversationWindows.Key
    var window: ConversationWindows.Window

    init(key: ConversationWindows.Key, window: ConversationWindows.Window) {
        self.key = key
        self.window = window
        for message in window.messages.indices {
            for contact in window.messages[message].signals.contacts.indices {
                let kept = window.messages[message].signals.contacts[contact].value
                self.window.messages[message].signals.contacts[contact].value = kept.digested
            }
        }
    }

    /// Equal for the same source, channel and author.
    package var identifier: String { key.identifier }
}
