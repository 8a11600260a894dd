/// Text of QQ's message manager: who and when on a line, the text on those that follow.
///
///     2019-07-16 18:15:05 【title】nick(12345678)
///     2019-07-16 下午 6:15:05 nick<a@b.com>
struct QQText: ChatGrammar {
    static let name = "qq-text"
    static let summary = "QQ message manager export, text"

    private(set) var channel: [UInt8]?

    static func recognises(_ hint: FormatHint) -> Bool {
        hint.holds("消息对象") && hint.holdsAny("消息分组", "消息记录") || beginsMessages(hint, share: 0.2)
    }

    /// Whether the head is the message manager's own: then names need no number behind them, as friends' have none.
    private let hasHead: Bool

    init(hint: FormatHint) {
        hasHead = hint.holds("消息对象")
    }

    mutating func read(_ line: ArraySlice<UInt8>) -> ChatLine {
        var cursor = ByteCursor(line)
        cursor.skipMarks()
        if cursor.take("消息对象:") || cursor.take("消息对象：") {
            channel = Array(ByteText.trimmed(cursor.rest))
            return .context
        }
        if cursor.take("消息分组") || cursor.take("消息记录") || cursor.take("================") { return .context }
        guard let time = ChatClock.dateAndTime(&cursor) else { return .continues }
        cursor.skipSpaces()
        if let author = Self.author(cursor.rest) { return .begins(author: author, time: time, text: []) }
        let name = ByteText.trimmed(cursor.rest)
        guard hasHead, !name.isEmpty, name.count <= Self.longestName else { return .continues }
        return ChatName.head(name, time: time)
    }

    /// Longest name, in bytes; a longer rest of the line is a text.
    private static let longestName = 96

    /// The name without its number or address, which are the author's own data, and without the group's title.
    private static func author(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var text = ByteText.trimmed(text)
        guard !text.isEmpty, text.count <= 256 else { return nil }
        if text.starts(with: "【".utf8), let end = ByteText.find(Array("】".utf8), in: text) {
            text = text[(end + 3)...]
        }
        let open: UInt8
        switch text.last {
        case UInt8(ascii: ")"): open = UInt8(ascii: "(")
        case UInt8(ascii: ">"): open = UInt8(ascii: "<")
        default: return nil
        }
        guard let start = text.lastIndex(of: open) else { return nil }
        let number = text[(start + 1)...].dropLast()
        let isNumber =
            open == UInt8(ascii: "(") && (5...12).contains(number.count) && number.allSatisfy { $0 &- 0x30 < 10 }
        guard isNumber || open == UInt8(ascii: "<") && number.contains(UInt8(ascii: "@")) else { return nil }
        let name = ByteText.trimmed(text[text.startIndex..<start])
        // A user without a name is told apart by the last digits.
        return name.isEmpty ? Array("…".utf8) + number.suffix(3) : Array(name)
    }
}

/// Dates and clock times at the begin of chat log lines.
enum ChatClock {
    /// `2019-07-16 18:15:05`, `2019/7/16 6:15`, `2019-07-16 下午 6:15:05`, `… 6:15:05 PM`.
    static func dateAndTime(_ cursor: inout ByteCursor) -> [UInt8]? {
        var next = cursor
        guard let year = next.number(4...4), let separator = next.takeAny(["-", "/", "."]),
            let month = next.number(1...2), next.take(separator), let day = next.number(1...2),
            next.takeAny([" ", "T"]) != nil
        else { return nil }
        next.skipSpaces()
        guard let (hour, minute, second) = time(&next),
            let text = TimeText.local(year, month, day, hour, minute, second)
        else { return nil }
        cursor = next
        return text
    }

    /// `18:15:05`, `下午 6:15`, `6:15:05 PM`.
    static func time(_ cursor: inout ByteCursor) -> (Int, Int, Int)? {
        var next = cursor
        var half = next.takeAny(["上午", "下午", "凌晨", "中午", "晚上", "早上"])
        next.skipSpaces()
        guard let hour = next.number(1...2), next.take(":"), let minute = next.number(2...2) else { return nil }
        let second = next.take(":") ? next.number(2...2) ?? 0 : 0
        var behind = next
        behind.skipSpaces()
        if half == nil, let found = behind.takeAny(["AM", "PM", "am", "pm"]) {
            half = found
            next = behind
        }
        cursor = next
        guard let half else { return (hour, minute, second) }
        return (
            TimeText.hour(hour, isAfternoon: ["下午", "中午", "晚上", "PM", "pm"].contains(half)), minute, second
        )
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The number of an English month, by its first three letters.
    static func month(_ cursor: inout ByteCursor) -> Int? {
        guard let name = cursor.takeAny(months) else { return nil }
        return months.firstIndex(of: name).map { $0 + 1 }
    }
}
