/// Logs of irssi: clock times, with the date on lines of their own.
struct IrssiLog: ChatGrammar {
    static let name = "irssi"
    static let summary = "irssi log; dates from its 'Log opened' and 'Day changed' lines"

    let channel: [UInt8]?
    private var date: (year: Int, month: Int, day: Int)?

    static func recognises(_ hint: FormatHint) -> Bool {
        hint.holdsAny("--- Log opened ", "--- Day changed ")
    }

    init(hint: FormatHint) {
        channel = IRC.channel(inName: hint.name)
    }

    mutating func read(_ line: ArraySlice<UInt8>) -> ChatLine {
        var cursor = ByteCursor(line)
        if cursor.take("--- Log opened ") {
            readDate(&cursor, hasTime: true)
            return .context
        }
        if cursor.take("--- Day changed ") {
            readDate(&cursor, hasTime: false)
            return .context
        }
        if cursor.take("--- Log closed ") { return .context }
        guard let (hour, minute, second) = ChatClock.time(&cursor), cursor.take(" ") else { return .continues }
        let time = date.flatMap { TimeText.local($0.year, $0.month, $0.day, hour, minute, second) }
        return IRC.message(&cursor, time: time)
    }

    /// `Fri Nov 03 14:26:07 2023`, `Sat Nov 04 2023`.
    private mutating func readDate(_ cursor: inout ByteCursor, hasTime: Bool) {
        guard cursor.until(" ") != nil, let month = ChatClock.month(&cursor), cursor.take(" "),
            let day = cursor.number(1...2), cursor.take(" ")
        else { return }
        if hasTime, ChatClock.time(&cursor) != nil { _ = cursor.take(" ") }
        if let year = cursor.number(4...4) { date = (year, month, day) }
    }
}

/// Logs of ZNC: clock times in brackets, a file a day with the date in its name.
struct ZNCLog: ChatGrammar {
    static let name = "znc"
    static let summary = "ZNC log; the date is that of the file's name"

    let channel: [UInt8]?
    private let date: (year: Int, month: Int, day: Int)?

    static func recognises(_ hint: FormatHint) -> Bool {
        guard date(inName: hint.name) != nil else { return false }
        var lines = 0
        var matched = 0
        for line in hint.lines(60) where !line.isEmpty {
            lines += 1
            var cursor = ByteCursor(line)
            if cursor.take("["), ChatClock.time(&cursor) != nil, cursor.take("] "),
                let first = cursor.rest.first, first == UInt8(ascii: "<") || first == UInt8(ascii: "*")
            {
                matched += 1
            }
        }
        return matched > 0 && matched * 10 >= lines * 6
    }

    init(hint: FormatHint) {
        date = Self.date(inName: hint.name)
        channel = IRC.channel(inName: hint.name)
    }

    func read(_ line: ArraySlice<UInt8>) -> ChatLine {
        var cursor = ByteCursor(line)
        guard cursor.take("["), let (hour, minute, second) = ChatClock.time(&cursor), cursor.take("] ") else {
            return .continues
        }
        let time = date.flatMap { TimeText.local($0.year, $0.month, $0.day, hour, minute, second) }
        return IRC.message(&cursor, time: time)
    }

    /// `2023-11-03.log`, `#channel_20231103.log`.
    private static func date(inName name: String) -> (year: Int, month: Int, day: Int)? {
        let file = Array((name.split(separator: "/").last ?? "").utf8)
        for start in file.indices {
            var cursor = ByteCursor(file[start...])
            guard start == 0 || file[start - 1] &- 0x30 >= 10, let year = cursor.number(4...4),
                (1990...2100).contains(year)
            else { continue }
            let separated = cursor.take("-")
            guard let month = cursor.number(2...2), !separated || cursor.take("-"), let day = cursor.number(2...2),
                (1...12).contains(month), (1...31).contains(day)
            else { continue }
            return (year, month, day)
        }
        return nil
    }
}

/// Logs of WeeChat: time, name and text parted by tabs.
struct WeeChatLog: ChatGrammar {
    static let name = "weechat"
    static let summary = "WeeChat log: time, nick and text between tabs"

    let channel: [UInt8]?

    static func recognises(_ hint: FormatHint) -> Bool {
        beginsMessages(hint, share: 0.3)
    }

    init(hint: FormatHint) {
        channel = IRC.channel(inName: hint.name)
    }

    func read(_ line: ArraySlice<UInt8>) -> ChatLine {
        var cursor = ByteCursor(line)
        guard let time = ChatClock.dateAndTime(&cursor), cursor.take("\t"), let nick = cursor.until("\t") else {
            return .continues
        }
        let name = ByteText.trimmed(nick)
        if ["-->", "=!="].contains(where: { name.elementsEqual($0.utf8) }) { return .context }
        if ["--", "<--"].contains(where: { name.elementsEqual($0.utf8) }) {
            if cursor.take("Notice("), let nick = cursor.until("): ") {
                return .begins(author: Array(nick), time: time, text: cursor.rest)
            }
            return IRC.event(cursor.rest, time: time)
        }
        if name.elementsEqual("*".utf8), let actor = cursor.until(" ") {
            return .begins(author: Array(actor), time: time, text: cursor.rest)
        }
        return .begins(author: Array(IRC.withoutMode(name)), time: time, text: cursor.rest)
    }
}

/// What IRC logs have in common.
enum IRC {
    /// `<@nick> text`, `* nick does`, `-nick:#channel- notice`, `-!- nick changed the topic`, `*** nick changes topic`.
    static func message(_ cursor: inout ByteCursor, time: [UInt8]?) -> ChatLine {
        cursor.skipSpaces()
        if cursor.take("<") {
            guard let nick = cursor.until("> ") ?? cursor.until(">") else { return .continues }
            return .begins(author: Array(withoutMode(ByteText.trimmed(nick))), time: time, text: cursor.rest)
        }
        if cursor.take("* "), let nick = cursor.until(" ") {
            return .begins(author: Array(nick), time: time, text: cursor.rest)
        }
        if cursor.take("-!- ") || cursor.take("*** ") { return event(cursor.rest, time: time) }
        var notice = cursor
        if notice.take("-"), let sender = notice.until("- "), !sender.isEmpty, !sender.contains(0x20) {
            let nick = sender.prefix { $0 != UInt8(ascii: ":") }
            return .begins(author: Array(nick), time: time, text: notice.rest)
        }
        return .begins(author: nil, time: time, text: cursor.rest)
    }

    /// What the server or the program tells: topics, kicks and leaves carry texts; that somebody joined is no message.
    static func event(_ text: ArraySlice<UInt8>, time: [UInt8]?) -> ChatLine {
        for change in [" changed the topic of ", " changes topic to ", " has changed topic for "] {
            var cursor = ByteCursor(text)
            guard let nick = cursor.until(change), !nick.isEmpty, !nick.contains(0x20) else { continue }
            return .begins(author: Array(nick), time: time, text: text)
        }
        let isJoin = text.starts(with: "Joins: ".utf8) || isJoin(text)
        return isJoin ? .context : .begins(author: nil, time: time, text: text)
    }

    /// `nick [user@host] has joined #channel`, and nothing more: what somebody says when leaving may hold the words too.
    private static func isJoin(_ text: ArraySlice<UInt8>) -> Bool {
        var cursor = ByteCursor(text)
        guard let nick = cursor.until(" has joined ") else { return false }
        return nick.count { $0 == 0x20 } <= 1 && !ByteText.trimmed(cursor.rest).contains(0x20)
    }

    /// A nick without the sign of its rank in the channel.
    static func withoutMode(_ nick: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = nick.first, "@+%&~!".utf8.contains(first), nick.count > 1 else { return nick }
        return nick.dropFirst()
    }

    /// The part of a file's path or name that begins with `#`.
    static func channel(inName name: String) -> [UInt8]? {
        for part in name.split(separator: "/").reversed() {
            guard let start = part.firstIndex(of: "#") else { continue }
            let end = part[start...].firstIndex { $0 == "." || $0 == "_" } ?? part.endIndex
            return Array(part[start..<end].utf8)
        }
        return nil
    }
}
