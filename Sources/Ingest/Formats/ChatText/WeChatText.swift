/// Text of tools that export WeChat in the manner of WeChatMsg: time and name on a line, the text on those that follow.
struct WeChatText: ChatGrammar {
    static let name = "wechat-text"
    static let summary = "WeChat export in the manner of WeChatMsg, text"
    /// Longest name, in bytes; a longer rest of the line is a text.
    private static let longestName = 60

    static let noticesStandAsAuthors = true

    let channel: [UInt8]? = nil

    /// Every message has its text on lines of its own; only notices have none.
    static func recognises(_ hint: FormatHint) -> Bool {
        var grammar = Self(hint: hint)
        var begun = 0
        var followed = 0
        var wasBegin = false
        for line in hint.lines(60) where !ByteText.trimmed(line).isEmpty {
            if case .begins = grammar.read(line) {
                begun += 1
                wasBegin = true
            } else {
                if wasBegin { followed += 1 }
                wasBegin = false
            }
        }
        return begun >= 1 && followed * 2 >= begun
    }

    init(hint: FormatHint) {}

    mutating func read(_ line: ArraySlice<UInt8>) -> ChatLine {
        var cursor = ByteCursor(line)
        cursor.skipMarks()
        guard let time = ChatClock.dateAndTime(&cursor) else { return .continues }
        let name = ByteText.trimmed(cursor.rest)
        guard !name.isEmpty, name.count <= Self.longestName, !name.contains(UInt8(ascii: ":")),
            ByteText.find(Array("：".utf8), in: name) == nil, name.first != UInt8(ascii: "<")
        else { return .continues }
        return ChatName.head(name, time: time)
    }
}
