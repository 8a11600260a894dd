/// A day of a channel in a Slack export: an array of messages, their authors named by identifier.
enum SlackJSON: JSONShape {
    static let name = "slack-json"
    static let summary = "Slack export, one channel's day; in the zip, users.json names the authors"
    static let messageArrays: Set<String> = [""]

    static func recognises(_ hint: FormatHint) -> Bool {
        hint.firstByte == UInt8(ascii: "[") && hint.holds("\"ts\"", "\"type\"", "\"text\"")
            && hint.holdsAny("\"user\"", "\"bot_id\"")
    }

    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage? {
        var texts = [value.text("text")]
        if texts == [nil] { texts += (value["blocks"]?.elements ?? []).flatMap(blockTexts) }
        for attachment in value["attachments"]?.elements ?? [] {
            texts += [attachment.text("pretext"), attachment.text("title"), attachment.text("text", "fallback")]
            for field in attachment["fields"]?.elements ?? [] { texts += [field.text("title"), field.text("value")] }
        }
        for file in value["files"]?.elements ?? [] { texts.append(file.text("title", "name")) }
        let text = Array(texts.compactMap { $0 }.joined(separator: [0x0A]))
        guard !text.isEmpty else { return nil }
        // Else the user's identifier, which `users.json` names.
        return IngestedMessage(
            text: unescaped(text),
            author: value["user_profile"]?.text("display_name", "real_name", "name") ?? value.text("user", "username")
                ?? value["bot_profile"]?.text("name") ?? value.text("bot_id"),
            time: value["ts"]?.integer.flatMap { TimeText.utc(unix: $0) })
    }

    /// What a block says, where it says it by its parts: sections, fields, lists and links.
    private static func blockTexts(_ value: JSONValue) -> [[UInt8]?] {
        var texts = [value["text"]?.plainText ?? value["text"]?.text("text"), value.text("url")]
        for part in ["elements", "fields"] { texts += (value[part]?.elements ?? []).flatMap(blockTexts) }
        return texts
    }

    /// Slack writes three characters as entities, and no others.
    private static func unescaped(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "&")) else { return text }
        var cursor = ByteCursor(text[...])
        var result: [UInt8] = []
        while let byte = cursor.rest.first {
            if cursor.take("&amp;") {
                result.append(UInt8(ascii: "&"))
            } else if cursor.take("&lt;") {
                result.append(UInt8(ascii: "<"))
            } else if cursor.take("&gt;") {
                result.append(UInt8(ascii: ">"))
            } else {
                result.append(byte)
                cursor.rest = cursor.rest.dropFirst()
            }
        }
        return result
    }
}
