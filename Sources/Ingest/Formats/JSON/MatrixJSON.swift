/// JSON export of Element, the Matrix client.
enum MatrixJSON: JSONShape {
    static let name = "matrix-json"
    static let summary = "Element (Matrix) chat export, JSON"
    static let messageArrays: Set<String> = ["messages", "events", "chunk"]

    static func recognises(_ hint: FormatHint) -> Bool {
        hint.firstByte == UInt8(ascii: "{") && hint.holds("\"origin_server_ts\"")
            && hint.holdsAny("\"messages\"", "\"events\"", "\"chunk\"")
    }

    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage? {
        guard let text = value["content"]?.text("body") else { return nil }
        return IngestedMessage(
            text: text, author: value.text("sender"), channel: context["room_name"] ?? value.text("room_id"),
            time: value["origin_server_ts"]?.integer.flatMap { TimeText.utc(unix: $0) })
    }
}
