/// Any JSON document with an array of objects that hold a text: crawlers' items, other exports.
enum GenericJSON: JSONShape {
    static let name = "json"
    static let summary = "any JSON document with an array of objects that hold a text"
    static let messageArrays: Set<String> = [
        "", "messages", "data", "items", "posts", "comments", "replies", "records", "rows", "results", "list",
        "threads", "conversations",
    ]

    static func recognises(_ hint: FormatHint) -> Bool {
        if hint.firstByte == UInt8(ascii: "[") {
            return hint.holds("{") && textKeys.contains { hint.holds("\"\($0)\"") }
        }
        guard hint.firstByte == UInt8(ascii: "{"), textKeys.contains(where: { hint.holds("\"\($0)\"") }) else {
            return false
        }
        // One object a line is JSON Lines, or a feed's items; a document's first line does not close what it opens.
        if let line = hint.lines(1).first {
            let line = Array(line)
            if JSONLines().holdsText(line.span) || AILFeed.isItem(line.span) { return false }
        }
        return messageArrays.contains { !$0.isEmpty && hint.holds("\"\($0)\"") }
    }

    private static let textKeys = ["text", "content", "message", "body", "msg"]

    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage? {
        guard
            let text = value.text("text", "content", "message", "body", "msg")
                ?? (value["content"] ?? value["message"])?.text("text", "content", "msg", "body")
        else { return nil }
        let title = value.text("title", "subject").map { $0 + [0x0A] } ?? []
        let time =
            value["timestamp"] ?? value["time"] ?? value["ts"] ?? value["date"] ?? value["created_at"]
            ?? value["CreateTime"]
        return IngestedMessage(
            text: title + text,
            author: name(
                value["author"] ?? value["from"] ?? value["sender"] ?? value["user"] ?? value["from_user"]
                    ?? value["from_id"])
                ?? value.text("nickname", "nick", "username", "name", "talker", "role"),
            channel: name(
                value["channel"] ?? value["chat"] ?? value["group"] ?? value["room"] ?? value["peer_id"])
                ?? value.text("forum", "board", "thread", "room_name") ?? context["name"] ?? context["title"],
            time: time.flatMap { $0.integer.flatMap { TimeText.utc(unix: $0) } ?? $0.plainText })
    }

    /// What names somebody or a place: a text, or an object that holds one.
    private static func name(_ value: JSONValue?) -> [UInt8]? {
        value?.plainText
            ?? value?.text(
                "name", "username", "nickname", "title", "first_name", "id", "user_id", "channel_id", "chat_id")
    }
}
