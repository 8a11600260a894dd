/// What an object of no format's own says, whichever of the usual names its writer chose.
struct ObjectText {
    /// Names of a field that holds the text, in order of preference.
    static let usualNames = ["text", "content", "message", "body", "msg", "caption"]
    static let titleNames = ["title", "subject"]
    /// Names of a post that is passed on within another; it is read as a part of that.
    static let sharedNames = ["retweeted", "retweeted_status", "quoted_status", "forwarded"]

    let text: [UInt8]
    /// The object in the place of a text, where the text stood in one: who wrote it may stand there too.
    let holder: JSONValue?

    /// - Parameters:
    ///   - value: the object.
    ///   - names: of the fields that may hold the text.
    ///   - author: names of the fields that hold the author, which are not read as personal data.
    ///   - includesMessages: whether messages within it, such as replies, are a part of its text; else they are read by themselves.
    /// - Returns: nil where nothing in it is a text.
    init?(
        of value: JSONValue, names: [String] = usualNames, author: [String] = [], includesMessages: Bool = false
    ) {
        let body = Self.body(of: value, names: names)
        holder = body?.holder
        var parts = [value.text(Self.titleNames), body?.text].compactMap { $0 }
        // A text that is there and empty is the answer; without one, anything may be the text.
        let isTextless = body == nil && !names.contains { value[$0]?.plainText != nil }
        if isTextless, includesMessages || Self.messages(in: value).isEmpty {
            Self.appendAll(in: value, to: &parts)
        } else {
            parts += Self.personalLines(of: value, except: names + Self.titleNames + author)
            parts += Self.sharedNames.compactMap { value[$0].flatMap { ObjectText(of: $0)?.text } }
            if includesMessages {
                parts += Self.messages(in: value).compactMap {
                    $0.plainText ?? ObjectText(of: $0, includesMessages: true)?.text
                }
            }
        }
        text = parts.count == 1 ? parts[0] : Array(parts.joined(separator: [0x0A]))
        if text.isEmpty { return nil }
    }

    private static let arrayNames = GenericJSON.messageArrays.filter { !$0.isEmpty && !usualNames.contains($0) }
        .sorted()

    /// Elements of the arrays in an object that are messages of their own.
    private static func messages(in value: JSONValue) -> [JSONValue] {
        arrayNames.flatMap { value[$0]?.elements ?? [] }
    }

    /// The text in the first of the fields that holds one.
    private static func body(of value: JSONValue, names: [String]) -> (text: [UInt8], holder: JSONValue?)? {
        for name in names {
            guard let member = value[name] else { continue }
            if member.isObject {
                guard let inner = body(of: member, names: usualNames) else { continue }
                return (inner.text, inner.holder ?? member)
            }
            let text = flat(member)
            if !text.isEmpty { return (text, nil) }
        }
        for name in holderNames {
            guard let member = value[name], member.isObject, let inner = body(of: member, names: usualNames) else {
                continue
            }
            return (inner.text, inner.holder ?? member)
        }
        return nil
    }

    /// What an interface answers holds the message in an object of its own.
    static let holderNames = ["data", "item", "result", "status"]

    /// A text is a string, an array of strings that are lines, or one of strings and objects that are pieces of a line.
    static func flat(_ value: JSONValue) -> [UInt8] {
        if let text = value.plainText { return text }
        let elements = value.elements
        let isOfLines = elements.allSatisfy { $0.plainText != nil }
        let texts = elements.compactMap { $0.plainText ?? $0["text"]?.plainText }
        return Array(texts.joined(separator: isOfLines ? [0x0A] : []))
    }

    /// Fields of the object whose names say that they hold personal data, each with its name.
    private static func personalLines(of value: JSONValue, except names: [String]) -> [[UInt8]] {
        value.members(where: PersonalColumns.hold).compactMap { key, member in
            guard let text = member.plainText, !text.isEmpty,
                !names.contains(where: { key.elementsEqual($0.utf8) })
            else { return nil }
            return key + Array(": ".utf8) + text
        }
    }

    /// Every text in an array that stands in the place of a message, or the text that does.
    static func everything(in value: JSONValue) -> [UInt8] {
        var parts = [value.plainText].compactMap { $0 }
        appendAll(in: value, to: &parts)
        return Array(parts.joined(separator: [0x0A]))
    }

    /// Every value in an object or array, with its name where it has one, but for titles.
    private static func appendAll(in value: JSONValue, to parts: inout [[UInt8]]) {
        for (key, member) in value.members where !titleNames.contains(where: { key.elementsEqual($0.utf8) }) {
            if let text = member.plainText {
                if !text.isEmpty { parts.append(key + Array(": ".utf8) + text) }
            } else {
                appendAll(in: member, to: &parts)
            }
        }
        for element in value.elements {
            if let text = element.plainText { parts.append(text) } else { appendAll(in: element, to: &parts) }
        }
    }
}
