/// `result.json` of Telegram Desktop: one chat, or all of an account.
enum TelegramJSON: JSONShape {
    static let name = "telegram-json"
    static let summary = "Telegram Desktop result.json, one chat or a full export"
    static let messageArrays: Set<String> = ["messages"]

    static func recognises(_ hint: FormatHint) -> Bool {
        guard hint.firstByte == UInt8(ascii: "{") else { return false }
        if hint.holds("\"messages\"") {
            return hint.holdsAny("\"date_unixtime\"", "\"text_entities\"", "\"from_id\"", "\"chats\"")
        }
        // In a full export the messages stand behind the account's contacts, which may fill the head.
        return hint.holds("\"about\"", "\"contacts\"", "\"list\"", "\"first_name\"", "\"phone_number\"")
    }

    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage? {
        let text = texts(of: value)
        guard !text.isEmpty else { return nil }
        return IngestedMessage(
            text: text, author: value.text("from", "from_id", "actor", "actor_id"),
            channel: context["name"] ?? context["id"],
            time: value["date_unixtime"]?.integer.flatMap { TimeText.utc(unix: $0) } ?? value.text("date"))
    }

    /// The text, and what a message says in other ways: a poll, a contact, buttons, a link behind a word, a group's new name.
    private static func texts(of value: JSONValue) -> [UInt8] {
        var texts = value["text"].map(ObjectText.flat) ?? []
        if texts.isEmpty, let entities = value["text_entities"] { texts = ObjectText.flat(entities) }
        func add(_ text: [UInt8]?) {
            guard let text, !text.isEmpty else { return }
            if !texts.isEmpty { texts.append(0x0A) }
            texts += text
        }
        if value["text"]?.isArray == true {
            for part in value["text"]?.elements ?? [] { add(part.text("href")) }
        }
        if let poll = value["poll"] {
            add(poll["question"].map(ObjectText.flat))
            for answer in poll["answers"]?.elements ?? [] { add(answer["text"].map(ObjectText.flat)) }
        }
        if let contact = value["contact_information"] {
            let parts = [contact.text("first_name"), contact.text("last_name"), contact.text("phone_number")]
            add(Array(parts.compactMap { $0 }.joined(separator: [0x20])))
        }
        for row in value["inline_bot_buttons"]?.elements ?? [] {
            for button in row.elements {
                add(button.text("text"))
                add(button.text("data"))
            }
        }
        add(value.text("file_name"))
        if value["action"] != nil { add(value.text("title")) }
        return texts
    }
}
