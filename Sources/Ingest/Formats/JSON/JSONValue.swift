/// A JSON value (RFC 8259), read leniently: `\xNN` escapes, which some exports hold, are read as U+00NN, lone surrogates as
/// U+FFFD, and what is nested too deeply as null.
enum JSONValue {
    case null
    case bool(Bool)
    /// As written.
    case number(ArraySlice<UInt8>)
    /// UTF-8, escapes undone.
    case string([UInt8])
    case array([JSONValue])
    case object([(key: [UInt8], value: JSONValue)])

    /// Deepest nesting that is read.
    private static let deepestNesting = 64

    /// - Returns: nil where the bytes do not begin with a value.
    init?(_ bytes: ArraySlice<UInt8>) {
        var parser = Parser(bytes: Array(bytes), index: 0)
        guard let value = parser.value(depth: 0) else { return nil }
        self = value
    }

    /// A member of an object.
    subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key.elementsEqual(key.utf8) }?.value
    }

    /// The first of these members that holds a text that is not empty.
    func text(_ keys: String...) -> [UInt8]? {
        for key in keys {
            if let text = self[key]?.plainText, !text.isEmpty { return text }
        }
        return nil
    }

    /// A string, or a number as written.
    var plainText: [UInt8]? {
        switch self {
        case .string(let text): text
        case .number(let digits): Array(digits)
        default: nil
        }
    }

    /// A whole number, written as a number or as a string.
    var integer: Int? {
        plainText.flatMap {
            Int(ByteText.string($0)) ?? Double(ByteText.string($0)).flatMap { Int(exactly: $0.rounded(.down)) }
        }
    }

    var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    private struct Parser {
        let bytes: [UInt8]
        var index: Int

        private mutating func skipSpaces() {
            while index < bytes.endIndex, bytes[index] <= 0x20 { index += 1 }
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard index < bytes.endIndex, bytes[index] == byte else { return false }
            index += 1
            return true
        }

        mutating func value(depth: Int) -> JSONValue? {
            skipSpaces()
            guard index < bytes.endIndex else { return nil }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                return string().map { .string($0) }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if depth >= deepestNesting { return skipNested() ? .null : nil }
                return bytes[index] == UInt8(ascii: "{") ? object(depth: depth) : array(depth: depth)
            default:
                let start = index
                while index < bytes.endIndex, bytes[index] > 0x20, bytes[index] != UInt8(ascii: ","),
                    bytes[index] != UInt8(ascii: "}"), bytes[index] != UInt8(ascii: "]")
                {
                    index += 1
                }
                guard index > start else { return nil }
                switch bytes[start] {
                case UInt8(ascii: "t"): return .bool(true)
                case UInt8(ascii: "f"): return .bool(false)
                case UInt8(ascii: "-"), 0x30...0x39: return .number(bytes[start..<index])
                default: return .null
                }
            }
        }

        private mutating func object(depth: Int) -> JSONValue? {
            index += 1
            var members: [(key: [UInt8], value: JSONValue)] = []
            while true {
                skipSpaces()
                if take(UInt8(ascii: "}")) { return .object(members) }
                guard let key = string() else { return members.isEmpty ? nil : .object(members) }
                skipSpaces()
                guard take(UInt8(ascii: ":")), let value = value(depth: depth + 1) else { return .object(members) }
                members.append((key, value))
                skipSpaces()
                _ = take(UInt8(ascii: ","))
            }
        }

        private mutating func array(depth: Int) -> JSONValue? {
            index += 1
            var elements: [JSONValue] = []
            while true {
                skipSpaces()
                if take(UInt8(ascii: "]")) { return .array(elements) }
                guard let value = value(depth: depth + 1) else { return .array(elements) }
                elements.append(value)
                skipSpaces()
                _ = take(UInt8(ascii: ","))
            }
        }

        private mutating func string() -> [UInt8]? {
            guard take(UInt8(ascii: "\"")) else { return nil }
            let start = index
            var hasEscapes = false
            while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\"") {
                if bytes[index] == UInt8(ascii: "\\") {
                    hasEscapes = true
                    index += 1
                }
                index += 1
            }
            let end = min(index, bytes.endIndex)
            index = min(bytes.endIndex, end + 1)
            let written = bytes[start..<end]
            return hasEscapes ? JSONText.decode(Array(written).span, 0..<written.count) : Array(written)
        }

        private mutating func skipNested() -> Bool {
            var depth = 0
            while index < bytes.endIndex {
                switch bytes[index] {
                case UInt8(ascii: "\""):
                    _ = string()
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth == 0 {
                        index += 1
                        return true
                    }
                default: break
                }
                index += 1
            }
            return false
        }
    }
}
