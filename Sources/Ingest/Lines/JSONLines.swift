package import FencePipeline

/// One JSON object a line, with the message in one of the usual fields.
///
/// A line that is no such object is scanned as plain text: damage hides nothing.
package struct JSONLines: LineFormat {
    package static let name = "jsonl"
    package static let summary = "JSON Lines: one object a line, with a text in one of the usual fields"
    package let hasContinuations = false

    /// Names of the fields, first match in the object wins.
    package struct FieldNames: Sendable {
        package var text = ["text", "content", "message", "body", "msg", "StrContent", "caption"]
        package var author = [
            "author", "from", "sender", "nick", "from_user", "from_id", "user", "username", "nickname", "sender_name",
            "sender_id", "NickName",
        ]
        package var channel = [
            "channel", "chat", "group", "room", "peer_id", "chat_title", "group_name", "channel_name", "forum", "board",
            "thread", "room_id",
        ]
        package var time = ["time", "date", "timestamp", "created_at", "datetime", "ts"]

        package init() {}
    }

    private enum Part: Int {
        case text, author, channel, time, title
        /// Messages within the object, which are a part of its text.
        case messages
        /// A post that is passed on within another.
        case shared
        /// Personal data beside the text.
        case personal
    }

    private let textNames: [String]
    private let authorNames: [String]
    /// By their length in bytes.
    private let names: [[(name: [UInt8], part: Part)]]

    package init(fields: FieldNames = FieldNames()) {
        textNames = fields.text
        authorNames = fields.author
        let parts: [(names: [String], part: Part)] = [
            (fields.text, .text), (fields.author, .author), (fields.channel, .channel), (fields.time, .time),
            (ObjectText.titleNames, .title), (GenericJSON.messageArrays.filter { !$0.isEmpty }, .messages),
            (ObjectText.sharedNames, .shared),
        ]
        let all = parts.flatMap { names, part in names.map { (name: Array($0.utf8), part: part) } }
        names = (0...(all.map(\.name.count).max() ?? 0)).map { length in all.filter { $0.name.count == length } }
    }

    package func beginsMessage(_ line: Span<UInt8>) -> Bool { true }

    package func parts(of message: Span<UInt8>) -> MessageParts? {
        var end = message.count
        while end > 0, message[end - 1] <= 0x20 { end -= 1 }
        guard end > 0 else { return nil }
        guard let fields = fields(in: message, end: end), fields.holdsText else {
            return MessageParts(text: 0..<end)
        }
        if fields.isRich { return richParts(of: message, end: end, fields) }
        guard let text = fields.values[Part.text.rawValue] else { return richParts(of: message, end: end, fields) }
        if fields.title != nil || !fields.personal.isEmpty {
            var parts = MessageParts(text: 0..<end)
            parts.decoded = decoded(joinedText(of: fields, text, in: message), fields, in: message)
            return parts
        }
        if text.range.isEmpty { return nil }
        var parts = MessageParts(text: text.range)
        parts.author = fields.values[Part.author.rawValue]?.range ?? 0..<0
        parts.channel = fields.values[Part.channel.rawValue]?.range ?? 0..<0
        parts.time = fields.values[Part.time.rawValue]?.range ?? 0..<0
        if fields.values.indices.contains(where: { fields.values[$0]?.hasEscapes == true }) {
            parts.decoded = decoded(JSONText.decode(message, text.range), fields, in: message)
        }
        return parts
    }

    /// The title, the text, and the fields of personal data with their names, line by line.
    private func joinedText(of fields: Fields, _ text: JSONText.Value, in line: Span<UInt8>) -> [UInt8] {
        var joined = fields.title.map { JSONText.decode(line, $0.range) } ?? []
        if !text.range.isEmpty {
            if !joined.isEmpty { joined.append(0x0A) }
            joined += JSONText.decode(line, text.range)
        }
        for (name, value) in fields.personal {
            if !joined.isEmpty { joined.append(0x0A) }
            joined += JSONText.decode(line, name.range) + Array(": ".utf8) + JSONText.decode(line, value.range)
        }
        return joined
    }

    /// The parts of an object whose text is not in fields of its own: it stands deeper, or other messages belong to it.
    private func richParts(of message: Span<UInt8>, end: Int, _ fields: Fields) -> MessageParts {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end)
        for index in 0..<end { bytes.append(message[index]) }
        var parts = MessageParts(text: 0..<end)
        guard let value = JSONValue(bytes[...]),
            let said = ObjectText(of: value, names: textNames, author: authorNames, includesMessages: true)
        else { return parts }
        var decoded = decoded(said.text, fields, in: message)
        if let holder = said.holder {
            decoded.author = decoded.author ?? GenericJSON.author(of: holder)
            decoded.channel = decoded.channel ?? GenericJSON.channel(of: holder)
            decoded.time = decoded.time ?? GenericJSON.time(of: holder)
        }
        parts.decoded = decoded
        return parts
    }

    private func decoded(_ text: [UInt8], _ fields: Fields, in line: Span<UInt8>) -> DecodedParts {
        func value(_ part: Part) -> [UInt8]? {
            fields.values[part.rawValue].map { JSONText.decode(line, $0.range) }
        }
        var decoded = DecodedParts(text: text)
        decoded.author = value(.author)
        decoded.channel = value(.channel)
        decoded.time = value(.time)
        return decoded
    }

    /// Whether a text begins with a line that is an object with a text field.
    func isBegun(by head: [UInt8]) -> Bool {
        guard head.first == UInt8(ascii: "{"), let end = head.firstIndex(of: 0x0A) else { return false }
        return holdsText(head.span.extracting(0..<end))
    }

    /// Whether a line is an object that holds a text field.
    package func holdsText(_ line: Span<UInt8>) -> Bool {
        var end = line.count
        while end > 0, line[end - 1] <= 0x20 { end -= 1 }
        return fields(in: line, end: end)?.holdsText ?? false
    }

    /// What a line's object holds.
    private struct Fields {
        /// The first value of each part that is not empty, else an empty one.
        var values = [4 of JSONText.Value?](repeating: nil)
        private(set) var title: JSONText.Value?
        private(set) var personal: [(name: JSONText.Value, value: JSONText.Value)] = []
        private var hasText = false
        private var hasMessages = false
        /// Whether the text is in objects and arrays, or these belong to it.
        private(set) var isRich = false

        /// A list of messages with a title is a document, not a message.
        var holdsText: Bool { hasText || title != nil && !hasMessages }

        /// - Parameter isNested: whether the value is an object or array.
        mutating func note(_ part: Part, named name: JSONText.Value, _ value: JSONText.Kind, isNested: Bool) {
            switch part {
            case .text where isNested:
                hasText = true
                isRich = true
            case .text, .author, .channel, .time:
                guard let telling = value.telling else { return }
                if part == .text { hasText = true }
                if values[part.rawValue]?.range.isEmpty ?? true { values[part.rawValue] = telling }
            case .title:
                guard title == nil, !isNested, let found = value.telling, !found.range.isEmpty else { return }
                title = found
            case .personal:
                guard !isNested, let value = value.telling, !value.range.isEmpty else { return }
                personal.append((name, value))
            case .messages, .shared:
                guard isNested else { return }
                // One object where others have an array of messages holds the message itself.
                if part == .messages, case .object = value { hasText = true }
                if part == .messages { hasMessages = true }
                isRich = true
            }
        }
    }

    /// The named fields of the line's object; nil where the line is no object.
    private func fields(in line: Span<UInt8>, end: Int) -> Fields? {
        var cursor = JSONText.Cursor(index: 0, end: end)
        cursor.skipSpaces(in: line)
        guard cursor.take(UInt8(ascii: "{"), in: line) else { return nil }
        var fields = Fields()
        while true {
            cursor.skipSpaces(in: line)
            if cursor.take(UInt8(ascii: "}"), in: line) { return fields }
            guard let key = cursor.string(in: line) else { return nil }
            cursor.skipSpaces(in: line)
            guard cursor.take(UInt8(ascii: ":"), in: line) else { return nil }
            cursor.skipSpaces(in: line)
            let part = part(named: key, in: line)
            let isNested = cursor.index < end && (line[cursor.index] == 0x7B || line[cursor.index] == 0x5B)
            guard let value = cursor.value(in: line) else { return nil }
            if let part { fields.note(part, named: key, value, isNested: isNested) }
            cursor.skipSpaces(in: line)
            if !cursor.take(UInt8(ascii: ","), in: line) {
                guard cursor.take(UInt8(ascii: "}"), in: line) else { return nil }
                return fields
            }
        }
    }

    private func part(named key: JSONText.Value, in line: Span<UInt8>) -> Part? {
        guard key.hasEscapes else {
            return part(named: key.range, in: line)
                ?? (PersonalColumns.hold(line.extracting(key.range)) ? .personal : nil)
        }
        let name = JSONText.decode(line, key.range)
        return part(named: name.indices, in: name.span) ?? (PersonalColumns.hold(name.span) ? .personal : nil)
    }

    private func part(named range: Range<Int>, in line: Span<UInt8>) -> Part? {
        guard range.count < names.count else { return nil }
        for (name, part) in names[range.count] {
            var isEqual = true
            for offset in 0..<name.count where line[range.lowerBound + offset] != name[offset] {
                isEqual = false
                break
            }
            if isEqual { return part }
        }
        return nil
    }
}
