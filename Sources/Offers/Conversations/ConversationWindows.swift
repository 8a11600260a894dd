package import FenceModel

/// The open conversations of one stream: what each author said lately in each channel that may belong to one trade.
///
/// Fed in input order by one thread. Bounded in number and in bytes; the one that was quiet longest is closed to make room.
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
        /// Most bytes that open conversations take together, roughly.
        package var bytes = 64 << 20
        /// Most messages that a conversation keeps.
        package var messages = 16
        /// Longest pause within a conversation, in seconds, where messages carry times.
        package var pause = 1_800
        /// Longest stretch of other text within a conversation where they do not: in lines, or in messages where no
        /// lines are counted.
        package var lines = 200
        /// Longest step from one record to the next in a run of records without an author, in the same measure.
        package var recordStep = 3

        package init() {}
    }

    private let emission: Emission
    private let limits: Limits
    private var windows: [Key: Window] = [:]
    /// Uses of conversations, oldest first, with the line if lines are counted; one that was used again since is passed over.
    private var uses: [(use: Int, key: Key, line: Int?)] = []
    private var firstUse = 0
    private var clock = 0
    /// Messages of the stream so far, telling or not.
    private var position = 0
    /// Bytes that the open conversations take.
    package private(set) var byteCount = 0
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
            byteCount += conversation.window.byteCount
            clock = max(clock, conversation.window.lastUse)
            position = max(position, conversation.window.lastPosition ?? 0)
        }
        orderUses()
    }

    /// Conversations that are open.
    package var count: Int { windows.count }

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

    /// Counts a message that tells nothing.
    package mutating func pass() { position += 1 }

    /// Takes the next telling message.
    ///
    /// - Parameter judged: what it is by itself, where that is known.
    /// - Returns: alerts that are due now, in order.
    package mutating func feed(_ message: TellingMessage, alone judged: JudgedAlone? = nil) -> [Alert] {
        position += 1
        let mayTrade = message.mayTrade
        let origin = message.origin
        guard mayTrade || origin.author != nil else { return [] }
        let alone = mayTrade ? judged ?? JudgedAlone(message) : nil
        if !message.hasConversation {
            // Nobody knows who wrote the next line, so each message stands for itself.
            return alone?.alert.map { [$0] } ?? []
        }
        clock += 1
        var due: [Alert] = []
        var key = Key(origin)
        let offering = alone?.offering
        // One search of the table, and the conversation is changed where it lies: most messages come through here.
        var known = windows.index(forKey: key)
        if known == nil, let saved = key.saved, let restored = windows.index(forKey: saved) {
            known = restored
            key = saved
        }
        var window = Window(origin: origin, use: clock)
        if let known {
            // The empty one holds its place, so that the other is changed without a copy.
            swap(&window, &windows.values[known])
            byteCount -= window.byteCount
            window.adoptScoring(of: message)
            if !continues(window, with: message, offering: offering) {
                if emission == .whenClosed, let alert = closingAlert(of: window) { due.append(alert) }
                window = Window(origin: origin, use: clock)
            }
        }
        var message = message
        message.tradesAlone = alone?.alert != nil
        window.append(message, offering: offering, limit: limits.messages)
        window.lastOrigin = origin
        window.lastLine = origin.lastLine ?? origin.line
        window.lastPosition = position
        window.lastUse = clock
        if emission == .immediately {
            if let alert = window.nextRevision() { due.append(alert) }
            touched.insert(key)
        }
        byteCount += window.byteCount
        if let known { windows.values[known] = window } else { windows[key] = window }
        uses.append((clock, key, origin.line))
        if emission == .whenClosed { closeQuiet(at: origin, into: &due) }
        makeRoom(into: &due)
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
        for (key, _) in closing { close(key, into: &due) }
        return due
    }

    // MARK: - One conversation

    private func continues(_ window: Window, with message: TellingMessage, offering: Offering?) -> Bool {
        if let offering, let known = window.offering ?? window.offeringOfAll, !known.agrees(with: offering) {
            return false
        }
        let last = window.lastOrigin
        var isTimely: Bool?
        if let before = last.time.flatMap(MessageTime.seconds),
            let now = message.origin.time.flatMap(MessageTime.seconds)
        {
            // Some exports begin with the newest.
            isTimely = abs(now - before) <= limits.pause
        }
        let isAnonymous = message.origin.author == nil
        if let isTimely, !isAnonymous || !isTimely { return isTimely }
        let step = isAnonymous ? limits.recordStep : limits.lines
        // Lines only grow, but where a log was begun anew: what was said before is another conversation.
        if let before = window.lastLine ?? last.line, let now = message.origin.line {
            return (0...step).contains(now - before)
        }
        return position - (window.lastPosition ?? position) <= step
    }

    private mutating func close(_ key: Key, into due: inout [Alert]) {
        guard let window = windows.removeValue(forKey: key) else { return }
        byteCount -= window.byteCount
        if emission == .immediately {
            touched.insert(key)
        } else if let alert = closingAlert(of: window) {
            due.append(alert)
        }
    }

    private func closingAlert(of window: Window) -> Alert? {
        window.messages.contains(where: { $0.mayTrade }) ? window.alert(revision: 1) : nil
    }

    // MARK: - Room

    /// Closes what was quiet longest, as long as the stream has passed it, in lines and in time: it may never end, and whoever
    /// reads the alerts waits for them. Only where its times go back again could what follows have gone on with it.
    private mutating func closeQuiet(at origin: MessageOrigin, into due: inout [Alert]) {
        while firstUse < uses.count {
            let (use, key, line) = uses[firstUse]
            // Asked first, as it is cheapest: mostly nothing is as far back.
            guard let line, let now = origin.line, now - line > limits.lines else { return }
            if let index = windows.index(forKey: key), windows.values[index].lastUse == use {
                guard hasPassed(windows.values[index].lastOrigin, at: origin) else { return }
                close(key, into: &due)
            }
            firstUse += 1
        }
    }

    /// Whether a source that has come far enough in lines has come far enough in time too, where messages carry times.
    private func hasPassed(_ last: MessageOrigin, at origin: MessageOrigin) -> Bool {
        guard last.source == origin.source, last.member == origin.member else { return false }
        guard let lastTime = last.time.flatMap(MessageTime.seconds) else { return true }
        guard let time = origin.time.flatMap(MessageTime.seconds) else { return false }
        return abs(time - lastTime) > limits.pause
    }

    /// Closes what was quiet longest until the rest is within the limits.
    private mutating func makeRoom(into due: inout [Alert]) {
        while windows.count > limits.windows || byteCount > limits.bytes, firstUse < uses.count {
            let (use, key, _) = uses[firstUse]
            firstUse += 1
            if windows[key]?.lastUse == use { close(key, into: &due) }
        }
        if uses.count > 4 * windows.count + 64 { orderUses() }
    }

    /// Leaves only the last use of each open conversation.
    private mutating func orderUses() {
        uses = windows.map { ($0.value.lastUse, $0.key, $0.value.lastOrigin.line) }.sorted { $0.0 < $1.0 }
        firstUse = 0
    }
}

/// A conversation as it outlives a restart: values in it are masks, never the texts.
package struct SavedConversation: Codable, Sendable {
    var key: ConversationWindows.Key
    var window: ConversationWindows.Window

    init(key: ConversationWindows.Key, window: ConversationWindows.Window) {
        self.key = key
        self.window = window
    }

    /// Equal for the same source, channel and author.
    package var identifier: String { key.identifier }
}
