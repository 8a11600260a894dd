/// The values of a JSON text (RFC 8259) in one flat list: a container is followed by all that is in it.
///
/// Nothing is copied until it is asked for. Reading is lenient: what is damaged ends its container, what is nested too deeply
/// is null, and escapes that are no JSON, such as `\xNN`, are left to `JSONText`.
final class JSONTape {
    enum Kind: UInt8 {
        case null, bool, number, string, escapedString, array, object
    }

    struct Node {
        var kind: Kind
        /// Bytes of a string without its marks, or of a number.
        var range: Range<Int>
        /// The node behind this one and all that is in it.
        var next: Int
    }

    /// Deepest nesting that is read.
    private static let deepestNesting = 64

    /// Most values of a text, keys included: each takes sixteen times the memory of the two bytes that suffice to write one.
    static let mostNodes = 1_000_000

    let bytes: [UInt8]
    private(set) var nodes: [Node] = []
    /// Whether the text holds more values than are read.
    private(set) var isCut = false
    /// Whether a container ended before its bytes did: what stands behind is on no tape.
    private(set) var isDamaged = false
    private let limit: Int

    init(_ bytes: [UInt8], limit: Int = mostNodes) {
        self.bytes = bytes
        self.limit = limit
    }

    /// Reads the value at the begin of a range. Values of an earlier range are void then.
    ///
    /// - Returns: nil where the range does not begin with a value.
    func value(in range: Range<Int>) -> JSONValue? {
        nodes.removeAll(keepingCapacity: true)
        var parser = Parser(index: range.lowerBound, end: range.upperBound, limit: limit)
        let text = bytes
        let isValue = parser.value(in: text.span, into: &nodes, depth: 0)
        isCut = parser.isCut
        isDamaged = parser.isDamaged && !isCut
        return isValue ? JSONValue(self, node: 0) : nil
    }

    /// Whether the text looks like one object that is closed: it begins and ends as one, and begins with a value. What is between
    /// is not checked, for damage in it is read as far as it goes.
    var isWhole: Bool {
        guard let first = bytes.first(where: { $0 > 0x20 }), let last = bytes.last(where: { $0 > 0x20 }) else {
            return false
        }
        return first == UInt8(ascii: "{") && last == UInt8(ascii: "}") && value(in: bytes.indices) != nil
    }

    /// Whether a node's bytes are these.
    func isEqual(_ node: Int, _ text: String.UTF8View) -> Bool {
        let range = nodes[node].range
        return text.count == range.count && bytes[range].elementsEqual(text)
    }

    func text(of node: Int) -> [UInt8] {
        let node = nodes[node]
        guard node.kind == .escapedString else { return Array(bytes[node.range]) }
        let text = bytes
        return JSONText.decode(text.span, node.range)
    }

    private struct Parser {
        var index: Int
        let end: Int
        let limit: Int
        /// Set once there are too many values; none is read any more then, so that every container ends.
        var isCut = false
        /// Set where a container's bytes do not go on as JSON does, and do not just end.
        var isDamaged = false

        @inline(__always)
        private mutating func skipSpaces(_ bytes: Span<UInt8>) {
            while index < end, bytes[index] <= 0x20 { index += 1 }
        }

        @inline(__always)
        private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
            guard index < end, bytes[index] == byte else { return false }
            index += 1
            return true
        }

        mutating func value(in bytes: Span<UInt8>, into nodes: inout [Node], depth: Int) -> Bool {
            skipSpaces(bytes)
            guard index < end, !isCut else { return false }
            guard nodes.count < limit else {
                isCut = true
                return false
            }
            switch bytes[index] {
            case UInt8(ascii: "\""): return string(bytes, &nodes)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if depth >= deepestNesting { return skipNested(bytes, &nodes) }
                return container(bytes, &nodes, depth: depth)
            default: return scalar(bytes, &nodes)
            }
        }

        private mutating func scalar(_ bytes: Span<UInt8>, _ nodes: inout [Node]) -> Bool {
            let start = index
            while index < end, bytes[index] > 0x20, bytes[index] != UInt8(ascii: ","),
                bytes[index] != UInt8(ascii: "}"),
                bytes[index] != UInt8(ascii: "]")
            {
                index += 1
            }
            guard index > start else { return false }
            let kind: Kind =
                switch bytes[start] {
                case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
                case UInt8(ascii: "-"), 0x30...0x39: .number
                default: .null
                }
            nodes.append(Node(kind: kind, range: start..<index, next: nodes.count + 1))
            return true
        }

        /// An object's members are a key and a value by turns.
        private mutating func container(_ bytes: Span<UInt8>, _ nodes: inout [Node], depth: Int) -> Bool {
            let isObject = bytes[index] == UInt8(ascii: "{")
            let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
            let node = nodes.count
            nodes.append(Node(kind: isObject ? .object : .array, range: index..<index, next: 0))
            index += 1
            while true {
                skipSpaces(bytes)
                if take(close, bytes) { break }
                let kept = nodes.count
                if isObject {
                    guard string(bytes, &nodes) else {
                        isDamaged = isDamaged || index < end
                        break
                    }
                    skipSpaces(bytes)
                    guard take(UInt8(ascii: ":"), bytes) else {
                        isDamaged = isDamaged || index < end
                        nodes.removeLast(nodes.count - kept)
                        break
                    }
                }
                guard value(in: bytes, into: &nodes, depth: depth + 1) else {
                    isDamaged = isDamaged || index < end
                    nodes.removeLast(nodes.count - kept)
                    break
                }
                skipSpaces(bytes)
                _ = take(UInt8(ascii: ","), bytes)
            }
            nodes[node].next = nodes.count
            return true
        }

        private mutating func string(_ bytes: Span<UInt8>, _ nodes: inout [Node]) -> Bool {
            guard take(UInt8(ascii: "\""), bytes) else { return false }
            let start = index
            var hasEscapes = false
            while index < end, bytes[index] != UInt8(ascii: "\"") {
                if bytes[index] == UInt8(ascii: "\\") {
                    hasEscapes = true
                    index += 1
                }
                index += 1
            }
            let stop = min(index, end)
            index = min(end, stop + 1)
            nodes.append(
                Node(kind: hasEscapes ? .escapedString : .string, range: start..<stop, next: nodes.count + 1))
            return true
        }

        private mutating func skipNested(_ bytes: Span<UInt8>, _ nodes: inout [Node]) -> Bool {
            var depth = 0
            let count = nodes.count
            while index < end {
                switch bytes[index] {
                case UInt8(ascii: "\""):
                    _ = string(bytes, &nodes)
                    nodes.removeLast(nodes.count - count)
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
                index += 1
                if depth == 0 {
                    nodes.append(Node(kind: .null, range: index..<index, next: count + 1))
                    return true
                }
            }
            return false
        }
    }
}
