/// JSON of DiscordChatExporter.
enum DiscordJSON: JSONShape {
    static let name = "discord-json"
    static let summary = "DiscordChatExporter JSON"
    static let messageArrays: Set<String> = ["messages"]

    static func recognises(_ hint: FormatHint) -> Bool {
        hint.firstByte == UInt8(ascii: "{") && hint.holds("\"guild\"", "\"channel\"", "\"messages\"")
    }

    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage? {
        var texts = [value.text("content"), value["forwardedMessage"]?.text("content")]
        for embed in value["embeds"]?.elements ?? [] {
            texts += [embed["author"]?.text("name"), embed.text("title"), embed.text("description")]
            for field in embed["fields"]?.elements ?? [] { texts += [field.text("name"), field.text("value")] }
            texts.append(embed["footer"]?.text("text"))
        }
        let text = Array(texts.compactMap { $0 }.joined(separator: [0x0A]))
        guard !text.isEmpty else { return nil }
        return IngestedMessage(
            text: text, author: value["author"]?.text("name", "nickname", "id"), channel: context["channel.name"],
            time: value.text("timestamp"))
    }
}
