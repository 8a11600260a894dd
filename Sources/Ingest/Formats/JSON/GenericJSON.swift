/// Any JSON document with an array of objects that hold a text: crawlers' items, other exports.
enum GenericJSON: JSONShape {
    static let name = "json"
    static let summary = "any JSON document with an array of objects that hold a text"
    static let messageArrays: Set<String> = [
        "", "messages", "data", "items", "posts", "comments", "replies", "records", "rows", "results", "list",
        "threads",
    ]

    static func recognises(_ hint: FormatHint) -> Bool {
        if hint.firstByte == UInt8(ascii: "[") {
            return hint.holds("{") && textKeys.contains { hint.holds("\"\($0)\"") }
        }
        guard hint.firstByte == UInt8(ascii: "{"), textKeys.contains(where: { hint.holds("\"\($0)\"") }) else {
            return false
        }
        // One object a line is JSON Lines; a document's first line does not close what it opens.
        if let line = hint.lines(1).first, hint.head.contains(0x0A), JSONLines().holdsText(Array(line).span) {
            return false
        }
        return messageArrays.contains { !$0.isEmpty && hint.holds("\"\($0)\"") }
    }

    private static let textKeys = ["text", "content", "message", "body", "msg"]

    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage? {
        guard let text = value.text("text", "content", "message", "body", "msg") else { return nil }
        let title = value.text("title", "subject").map { $0 + [0x0A] } ?? []
        let time = value["timestamp"] ?? value["time"] ?? value["ts"] ?? value["date"] ?? value["created_at"]
        return IngestedMessage(
            text: title + text,
            author: name(value["author"] ?? value["from"] ?? value["sender"] ?? value["user"])
                ?? value.text("nickname", "nick", "username", "name"),
            channel: name(value["channel"] ?? value["chat"] ?? value["group"] ?? value["room"])
                ?? value.text("forum", "board", "thread") ?? context["name"] ?? context["title"],
            time: time.flatMap { $0.integer.flatMap { TimeText.utc(unix: $0) } ?? $0.plainText })
    }

    private static func name(_ value: JSONValue?) -> [UInt8]? {
        value?.plainText ?? value?.text("name", "username", "nickname", "title", "first_name", "id")
    }
}
