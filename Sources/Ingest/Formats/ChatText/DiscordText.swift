/// Text of DiscordChatExporter: a head with guild and channel, then time and name on a line before each text.
///
///     [03-Nov-23 02:26 PM] nick
///     [11/3/2023 2:26 PM] nick#1234
struct DiscordText: ChatGrammar {
    static let name = "discord-text"
    static let summary = "DiscordChatExporter text"

    private(set) var channel: [UInt8]?

    static func recognises(_ hint: FormatHint) -> Bool {
        hint.holds("Guild: ", "Channel: ") && hint.holds("=====")
    }

    /// Whether numbers are day and month, in this order.
    private let isDayFirst: Bool

    init(hint: FormatHint) {
        isDayFirst = Self.isDayFirst(hint)
    }

    /// Written in the exporter's own locale: a number beyond 12 tells it, else the twelve-hour clock is American.
    private static func isDayFirst(_ hint: FormatHint) -> Bool {
        var hasHours = false
        for line in hint.lines(2_000) {
            var cursor = ByteCursor(line)
            guard cursor.take("["), let first = cursor.number(1...2), let separator = cursor.takeAny(["-", "/", "."]),
                let second = cursor.number(1...2), cursor.take(separator)
            else { continue }
            if first > 12 { return true }
            if second > 12 { return false }
            let clock = cursor.until("]") ?? []
            if clock.contains(UInt8(ascii: "M")) || clock.contains(UInt8(ascii: "m")) { return false }
            hasHours = true
        }
        return hasHours
    }

    mutating func read(_ line: ArraySlice<UInt8>) -> ChatLine {
        var cursor = ByteCursor(line)
        if cursor.take("Channel: ") {
            // Category and channel: the last part is the channel.
            let parts = ByteText.string(cursor.rest).split(separator: "/")
            channel = parts.last.map { Array(ByteText.trimmed(Array($0.utf8)[...])) }
            return .context
        }
        if cursor.take("Topic: ") { return .begins(author: nil, time: nil, text: cursor.rest) }
        if cursor.take("====") || cursor.take("Guild: ")
            || ["After: ", "Before: ", "Exported "].contains(where: { cursor.take($0) })
        {
            return .context
        }
        guard cursor.take("["), let time = time(&cursor), cursor.take("] ") else {
            return Self.isNote(line) ? .ignored : .continues
        }
        var author = ByteText.trimmed(cursor.rest)
        if author.ends(with: "(pinned)") { author = ByteText.trimmed(author.dropLast(8)) }
        return .begins(author: Array(author), time: time, text: [])
    }

    /// `{Attachments}`, `{Reactions}`, `{Embed}`: what the exporter adds to a text.
    private static func isNote(_ line: ArraySlice<UInt8>) -> Bool {
        line.first == UInt8(ascii: "{") && line.last == UInt8(ascii: "}") && line.count < 20
    }

    private func time(_ cursor: inout ByteCursor) -> [UInt8]? {
        if var next = Optional(cursor), let iso = ChatClock.dateAndTime(&next) {
            cursor = next
            return iso
        }
        guard let first = cursor.number(1...4), let separator = cursor.takeAny(["-", "/", "."]) else { return nil }
        let numbers: (year: Int, month: Int, day: Int)
        if let month = ChatClock.month(&cursor) {
            guard cursor.take(separator), let year = cursor.number(2...4) else { return nil }
            numbers = (year, month, first)
        } else {
            guard let second = cursor.number(1...2), cursor.take(separator), let year = cursor.number(2...4) else {
                return nil
            }
            numbers = isDayFirst ? (year, second, first) : (year, first, second)
        }
        cursor.skipSpaces()
        guard let (hour, minute, second) = ChatClock.time(&cursor) else { return nil }
        return TimeText.local(
            numbers.year < 100 ? 2_000 + numbers.year : numbers.year, numbers.month, numbers.day, hour, minute, second)
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with text: String) -> Bool {
        suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}
