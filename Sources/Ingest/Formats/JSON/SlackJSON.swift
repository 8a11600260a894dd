import FenceDecoding

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
        guard let text = value.text("text") else { return nil }
        return IngestedMessage(
            text: text,
            author: value["user_profile"]?.text("real_name", "name") ?? value.text("user", "username", "bot_id"),
            time: value["ts"]?.integer.flatMap { TimeText.utc(unix: $0) })
    }
}

/// Names of a Slack export's users, from its `users.json`.
struct SlackNames {
    private static let largestList = 64 << 20

    private var names: [[UInt8]: [UInt8]] = [:]

    var isEmpty: Bool { names.isEmpty }

    static func isUserList(_ member: String) -> Bool {
        member == "users.json" || member.hasSuffix("/users.json")
    }

    /// The channel that a member belongs to: the folder that a day's file stands in.
    static func channel(of member: String) -> String? {
        let parts = member.split(separator: "/")
        guard let file = parts.last, parts.count >= 2, file.hasSuffix(".json"), file.count == 15 else { return nil }
        return String(parts[parts.count - 2])
    }

    /// Reads the list, and returns its bytes, which are a source as any other.
    mutating func take(from stream: any ByteStream) -> [UInt8] {
        var bytes: [UInt8] = []
        try? stream.fill(Self.largestList, into: &bytes)
        guard let list = JSONValue(bytes[...]) else { return bytes }
        for user in list.elements {
            guard let id = user.text("id") else { continue }
            names[id] = user["profile"]?.text("display_name", "real_name") ?? user.text("real_name", "name")
        }
        return bytes
    }

    func name(of author: [UInt8]) -> [UInt8]? {
        names[author]
    }
}
