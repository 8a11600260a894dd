/// JSON of tools that export WeChat in the manner of WeChatMsg.
enum WeChatJSON: JSONShape {
    static let name = "wechat-json"
    static let summary = "WeChat export in the manner of WeChatMsg, JSON"
    static let messageArrays: Set<String> = ["", "messages", "data", "msgs"]

    static func recognises(_ hint: FormatHint) -> Bool {
        (hint.firstByte == UInt8(ascii: "[") || hint.firstByte == UInt8(ascii: "{"))
            && hint.holdsAny("\"StrContent\"", "\"strContent\"") && hint.holds("[")
    }

    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage? {
        guard let text = value.text("StrContent", "strContent") else { return nil }
        return IngestedMessage(
            text: text, author: value.text("NickName", "nickName", "Remark", "Sender", "sender", "TalkerId"),
            channel: value.text("StrTalker", "strTalker") ?? context["name"],
            time: (value["CreateTime"] ?? value["createTime"])?.integer.flatMap { TimeText.utc(unix: $0) }
                ?? value.text("StrTime", "strTime"))
    }
}
