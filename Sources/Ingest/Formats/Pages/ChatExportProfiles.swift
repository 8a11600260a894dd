/// Chats that were exported as pages. A message that follows another of its author's names nobody.
extension ForumProfile {
    /// `messages.html` of Telegram Desktop. What was passed on is whose message it is in, as in `result.json`.
    static let telegramExport = ForumProfile(
        name: "Telegram Desktop",
        marks: ["class=\"message default", "class=\"page_body chat_page\"", "class=\"history\""],
        role: { element, inPost in
            if element.hasClass("message"), element.hasClass("default") { return .post }
            guard inPost else { return element.hasClass("text") && element.hasClass("bold") ? .title : nil }
            // Within what was passed on this is who wrote it first, and when.
            if element.hasClass("from_name") { return element.isInBody ? .quote : .author }
            if element.hasClass("forwarded"), element.hasClass("body") { return .body }
            if element.hasClass("date"), element.hasClass("details") { return .time }
            return telegramTexts.contains(where: element.hasClass) ? .body : nil
        },
        isJoined: { $0.hasClass("joined") },
        time: { telegramTime($0) ?? $0 },
        contact: { element in
            guard element.name == "a", let link = element.value("href") else { return nil }
            return ["https://t.me/", "http://t.me/", "tg://"].contains(where: link.hasPrefix) ? link : nil
        })

    /// Texts of a message: its own, names of files, contacts with their numbers, polls, buttons of bots.
    private static let telegramTexts = [
        "text", "title", "status", "description", "question", "answer", "bot_button", "signature",
    ]

    /// `03.11.2026 14:26:07 UTC+08:00`; older exports name no zone.
    private static func telegramTime(_ written: String) -> String? {
        var cursor = ByteCursor(Array(written.utf8)[...])
        guard let day = cursor.number(1...2), cursor.take("."), let month = cursor.number(1...2), cursor.take("."),
            let year = cursor.number(4...4), cursor.take(" "), let (hour, minute, second) = ChatClock.time(&cursor),
            let local = TimeText.local(year, month, day, hour, minute, second)
        else { return nil }
        let time = ByteText.string(local)
        guard cursor.take(" UTC"), let sign = cursor.takeAny(["+", "-"]), let hours = cursor.number(2...2),
            cursor.take(":"), let minutes = cursor.number(2...2), hours <= 23, minutes <= 59
        else { return time }
        func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(time)\(sign)\(twoDigits(hours)):\(twoDigits(minutes))"
    }

    /// HTML of DiscordChatExporter. Times are written in its user's own language, and left so where that is not English.
    static let discordExport = ForumProfile(
        name: "DiscordChatExporter", marks: ["chatlog__message", "preamble__entry"],
        role: { element, inPost in
            if element.hasClass("chatlog__message-container") { return .post }
            guard inPost else { return nil }
            if element.hasClass("chatlog__author") { return .author }
            if element.hasClass("chatlog__timestamp") || element.hasClass("chatlog__short-timestamp") { return .time }
            // Others' texts, and pictures of letters.
            if discordQuotes.contains(where: element.hasClass) { return .quote }
            return discordTexts.contains(where: element.hasClass) ? .body : nil
        },
        isJoined: { _ in true },
        time: { discordTime($0) ?? $0 })

    /// `Tuesday, November 3, 2026 2:26 PM`.
    private static func discordTime(_ written: String) -> String? {
        var cursor = ByteCursor(Array(written.utf8)[...])
        guard cursor.until(", ") != nil, let month = ChatClock.month(&cursor), cursor.until(" ") != nil,
            let day = cursor.number(1...2), cursor.take(", "), let year = cursor.number(4...4), cursor.take(" ")
        else { return nil }
        _ = cursor.take("at ")
        guard let (hour, minute, second) = ChatClock.time(&cursor) else { return nil }
        return TimeText.local(year, month, day, hour, minute, second).map { ByteText.string($0) }
    }

    private static let discordQuotes = ["chatlog__reply", "chatlog__markdown-quote-content", "chatlog__reactions"]
    private static let discordTexts = [
        "chatlog__content", "chatlog__embed", "chatlog__attachment-generic-name", "chatlog__forwarded",
    ]
}
