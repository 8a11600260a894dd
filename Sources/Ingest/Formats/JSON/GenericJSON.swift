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
            return hint.holds("{")
                && (ObjectText.usualNames + ObjectText.titleNames).contains { hint.holds("\"\($0)\"") }
        }
        // Things with titles lie in documents of every kind, and what lies around them is not read as messages are.
        guard hint.firstByte == UInt8(ascii: "{"),
            ObjectText.usualNames.contains(where: { hint.holds("\"\($0)\"") })
        else { return false }
        // One object a line is JSON Lines, or a feed's items; a document's first line does not close what it opens.
        let lines = hint.lines(60)
        if let first = lines.first.map(Array.init) {
            let json = JSONLines()
            if json.holdsText(first.span) || AILFeed.isItem(first.span) { return false }
            if JSONTape(first).isWhole, lines.dropFirst().contains(where: { json.holdsText($0.span) }) { return false }
        }
        return messageArrays.contains { !$0.isEmpty && hint.holdsArray($0) }
    }

    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage? {
        message(value, context: context, includesMessages: false)
    }

    /// - Parameter includesMessages: whether messages within the object are a part of its text; else they are read by themselves.
    static func message(
        _ value: JSONValue, context: [String: [UInt8]], includesMessages: Bool
    ) -> IngestedMessage? {
        var author = namedAuthor(of: value)
        let channel = channel(of: value)
        let time = time(of: value)
        // In a record without a time a name is whom it is about, not who wrote it.
        if author?.field == "name", channel == nil, time == nil, isRecord(value) { author = nil }
        guard value.isObject,
            let said = ObjectText(
                of: value, author: author.map { [$0.field] } ?? [], includesMessages: includesMessages)
        else { return nil }
        var message = IngestedMessage(
            text: said.text, author: author?.name, channel: channel, time: time)
        message.addFacts(of: said.holder)
        message.channel = message.channel ?? context["name"] ?? context["title"]
        return message
    }

    /// Whether there is personal data in an object but for a name.
    private static func isRecord(_ value: JSONValue) -> Bool {
        value.members(where: PersonalColumns.hold).contains { key, member in
            !key.elementsEqual("name".utf8) && member.plainText?.isEmpty == false
        }
    }

    static func author(of value: JSONValue) -> [UInt8]? {
        namedAuthor(of: value)?.name
    }

    /// The author, and the field that holds it.
    private static func namedAuthor(of value: JSONValue) -> (name: [UInt8], field: String)? {
        for field in ["author", "from", "sender", "user", "from_user", "from_id"] {
            if let name = name(in: value, [field]) { return (name, field) }
        }
        for field in ["nickname", "nick", "username", "screen_name", "name", "talker", "role"] {
            if let name = value.text(field) { return (name, field) }
        }
        return nil
    }

    static func channel(of value: JSONValue) -> [UInt8]? {
        name(in: value, ["channel", "chat", "group", "room", "peer_id"])
            ?? value.text("forum", "board", "thread", "room_name")
    }

    static func time(of value: JSONValue) -> [UInt8]? {
        for key in ["timestamp", "time", "ts", "date", "created_at", "CreateTime"] {
            guard let time = value[key], let written = time.plainText, !written.isEmpty else { continue }
            return time.integer.flatMap { TimeText.utc(unix: $0) } ?? written
        }
        return nil
    }

    /// What the first of these fields names that names somebody or a place: a text, or an object that holds one.
    private static func name(in value: JSONValue, _ keys: [String]) -> [UInt8]? {
        for key in keys {
            guard let member = value[key] else { continue }
            let name =
                member.plainText
                ?? member.text(
                    "name", "username", "nickname", "title", "first_name", "id", "user_id", "channel_id", "chat_id")
            if let name, !name.isEmpty { return name }
        }
        return nil
    }
}

extension IngestedMessage {
    /// Fills in what is not known yet from the object that the text stood in.
    fileprivate mutating func addFacts(of holder: JSONValue?) {
        guard let holder else { return }
        author = author ?? GenericJSON.author(of: holder)
        channel = channel ?? GenericJSON.channel(of: holder)
        time = time ?? GenericJSON.time(of: holder)
    }
}
