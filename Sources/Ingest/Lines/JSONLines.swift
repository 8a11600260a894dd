package import FencePipeline

/// One JSON object a line, with the message in one of the usual fields.
///
/// A line that is no such object is scanned as plain text: damage hides nothing.
package struct JSONLines: LineFormat {
    package static let name = "jsonl"
    package let hasContinuations = false

    /// Names of the fields, first match in the object wins.
    package struct FieldNames: Sendable {
        package var text = ["text", "content", "message", "body", "msg", "StrContent"]
        package var author = [
            "author", "from", "sender", "nick", "from_user", "from_id", "user", "username", "nickname", "sender_name",
            "sender_id", "NickName",
        ]
        package var channel = [
            "channel", "chat", "group", "room", "peer_id", "chat_title", "group_name", "channel_name", "forum", "board",
            "thread",
        ]
        package var time = ["time", "date", "timestamp", "created_at", "datetime", "ts"]

        package init() {}
    }

    private enum Part: Int {
        case text, author, channel, time
    }

    private let names: [(name: [UInt8], part: Part)]

    package init(fields: FieldNames = FieldNames()) {
        names =
            fields.text.map { (Array($0.utf8), .text) } + fields.author.map { (Array($0.utf8), .author) }
            + fields.channel.map { (Array($0.utf8), .channel) } + fields.time.map { (Array($0.utf8), .time) }
    }

    package func beginsMessage(_ line: Span<UInt8>) -> Bool { true }

    package func parts(of message: Span<UInt8>) -> MessageParts? {
        var end = message.count
        while end > 0, message[end - 1] <= 0x20 { end -= 1 }
        guard end > 0 else { return nil }
        guard let values = values(in: message, end: end), let text = values[Part.text.rawValue] else {
            return MessageParts(text: 0..<end)
        }
        var parts = MessageParts(text: text.range)
        parts.author = values[Part.author.rawValue]?.range ?? 0..<0
        parts.channel = values[Part.channel.rawValue]?.range ?? 0..<0
        parts.time = values[Part.time.rawValue]?.range ?? 0..<0
        if values.indices.contains(where: { values[$0]?.hasEscapes == true }) {
            var decoded = DecodedParts(text: JSONText.decode(message, text.range))
            decoded.author = values[Part.author.rawValue].map { JSONText.decode(message, $0.range) }
            decoded.channel = values[Part.channel.rawValue].map { JSONText.decode(message, $0.range) }
            decoded.time = values[Part.time.rawValue].map { JSONText.decode(message, $0.range) }
            parts.decoded = decoded
        }
        return parts.text.isEmpty ? nil : parts
    }

    /// Whether a line is an object that holds a text field.
    package func holdsText(_ line: Span<UInt8>) -> Bool {
        var end = line.count
        while end > 0, line[end - 1] <= 0x20 { end -= 1 }
        return values(in: line, end: end)?[Part.text.rawValue] != nil
    }

    /// The values of the named fields of the line's object; nil where the line is no object.
    private func values(in line: Span<UInt8>, end: Int) -> [4 of JSONText.Value?]? {
        var cursor = JSONText.Cursor(index: 0, end: end)
        cursor.skipSpaces(in: line)
        guard cursor.take(UInt8(ascii: "{"), in: line) else { return nil }
        var values = [4 of JSONText.Value?](repeating: nil)
        while true {
            cursor.skipSpaces(in: line)
            if cursor.take(UInt8(ascii: "}"), in: line) { return values }
            guard let key = cursor.string(in: line) else { return nil }
            cursor.skipSpaces(in: line)
            guard cursor.take(UInt8(ascii: ":"), in: line) else { return nil }
            cursor.skipSpaces(in: line)
            let part = key.hasEscapes ? nil : part(named: key.range, in: line)
            guard let value = cursor.value(in: line) else { return nil }
            if let part, values[part.rawValue] == nil, let telling = value.telling { values[part.rawValue] = telling }
            cursor.skipSpaces(in: line)
            if !cursor.take(UInt8(ascii: ","), in: line) {
                guard cursor.take(UInt8(ascii: "}"), in: line) else { return nil }
                return values
            }
        }
    }

    private func part(named range: Range<Int>, in line: Span<UInt8>) -> Part? {
        for (name, part) in names where name.count == range.count {
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
