/// `result.json` of Telegram Desktop: one chat, or all of an account.
enum TelegramJSON: JSONShape {
    static let name = "telegram-json"
    static let summary = "Telegram Desktop result.json, one chat or a full export"
    static let messageArrays: Set<String> = ["messages"]

    static func recognises(_ hint: FormatHint) -> Bool {
        hint.firstByte == UInt8(ascii: "{") && hint.holds("\"messages\"")
            && hint.holdsAny("\"date_unixtime\"", "\"text_entities\"", "\"from_id\"", "\"chats\"")
    }

    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage? {
        guard let text = value["text"].map(flatten), !text.isEmpty else { return nil }
        return IngestedMessage(
            text: text, author: value.text("from", "from_id", "actor"),
            channel: context["name"] ?? context["id"],
            time: value["date_unixtime"]?.integer.flatMap { TimeText.utc(unix: $0) } ?? value.text("date"))
    }

    /// A text is a string, or an array of strings and of objects with a text of their own.
    private static func flatten(_ value: JSONValue) -> [UInt8] {
        if let text = value.plainText { return text }
        return value.elements.flatMap { $0.plainText ?? $0["text"]?.plainText ?? [] }
    }
}
