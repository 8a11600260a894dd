/// Objects one behind another, each a message over as many lines as its writer liked: pretty-printed dumps and feed items.
enum ObjectJSON: JSONShape {
    static let name = "json-objects"
    static let summary = "JSON objects one behind another, each a message or an item of AIL's feeders"
    static let messageArrays: Set<String> = []
    static let rootIsMessage = true

    static func recognises(_ hint: FormatHint) -> Bool {
        guard hint.firstByte == UInt8(ascii: "{"),
            hint.holdsAny("\"text\"", "\"message\"", "\"content\"", "\"caption\"", "\"data\"")
        else { return false }
        // An object a line is read in blocks by many.
        if let line = hint.lines(1).first, JSONTape(Array(line)).isWhole { return false }
        guard let value = JSONValue(hint.head[...]) else { return false }
        let holders = [value] + ObjectText.holderNames.compactMap { value[$0] }.filter(\.isObject)
        guard
            AILFeed.isItem(value)
                || holders.contains(where: { holder in ObjectText.usualNames.contains { holder[$0] != nil } })
        else { return false }
        return !GenericJSON.messageArrays.contains { value[$0]?.isArray == true }
    }

    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage? {
        message(value, context: context, budget: UnpackBudget())
    }

    static func message(_ value: JSONValue, context: [String: [UInt8]], budget: UnpackBudget) -> IngestedMessage? {
        AILFeed.message(value, budget: budget) ?? GenericJSON.message(value, context: context, includesMessages: true)
    }
}
