import FenceDecoding
import FenceModel

/// Where a chat export keeps its messages, and what a message says.
protocol JSONShape {
    static var name: String { get }
    static var summary: String { get }
    static func recognises(_ hint: FormatHint) -> Bool
    /// Keys of the arrays whose elements are messages; the empty key is that of an array that is the whole document.
    static var messageArrays: Set<String> { get }
    /// - Parameters:
    ///   - value: an element of such an array.
    ///   - context: texts of the objects around it, by their path: `name`, `channel.name`.
    /// - Returns: nil where it is no message with a text.
    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage?
}

/// One JSON document of any size. It is read as it comes: only the message at hand is in memory.
struct JSONDocument<Shape: JSONShape>: MessageFormat {
    static var name: String { Shape.name }
    static var summary: String { Shape.summary }

    static func recognises(_ hint: FormatHint) -> Bool { Shape.recognises(hint) }

    init(hint: FormatHint) {}

    func read(from text: any ByteStream, emit: (IngestedMessage) -> Bool) throws(IngestFailure) {
        var reader = JSONDocumentReader<Shape>(text)
        try reader.read(emit: emit)
    }
}

/// The way through one document.
private struct JSONDocumentReader<Shape: JSONShape> {
    /// Deepest nesting of objects that are walked into; deeper ones are passed over.
    private let deepestNesting = 32
    /// Largest message, in bytes of JSON.
    private let largestMessage = 16 << 20
    /// Longest text that is kept of the objects around messages.
    private let longestContext = 256

    private var cursor: JSONByteCursor
    private var isStopped = false
    private var failure: IngestFailure?

    init(_ stream: any ByteStream) {
        cursor = JSONByteCursor(stream)
    }

    mutating func read(emit: (IngestedMessage) -> Bool) throws(IngestFailure) {
        var context: [String: [UInt8]] = [:]
        // Several documents may stand one behind another.
        while !isStopped, let byte = try cursor.peekPastSpaces() {
            if byte == UInt8(ascii: "{") {
                try object(prefix: "", depth: 0, context: &context, emit: emit)
            } else if byte == UInt8(ascii: "[") {
                try array(key: "", depth: 0, context: context, emit: emit)
            } else {
                cursor.advance()
            }
        }
        if let failure { throw failure }
    }

    private mutating func object(
        prefix: String, depth: Int, context: inout [String: [UInt8]], emit: (IngestedMessage) -> Bool
    ) throws(IngestFailure) {
        cursor.advance()
        while !isStopped {
            guard let byte = try cursor.peekPastSpaces() else { return end() }
            if byte == UInt8(ascii: "}") { return cursor.advance() }
            guard byte == UInt8(ascii: "\"") else {
                // A comma, or damage: the next key is looked for.
                cursor.advance()
                continue
            }
            let key = ByteText.string(try cursor.string(keeping: longestContext))
            guard try cursor.peekPastSpaces() == UInt8(ascii: ":") else { continue }
            cursor.advance()
            guard let first = try cursor.peekPastSpaces() else { return end() }
            switch first {
            case UInt8(ascii: "{") where depth < deepestNesting:
                try object(prefix: "\(prefix)\(key).", depth: depth + 1, context: &context, emit: emit)
            case UInt8(ascii: "[") where depth < deepestNesting:
                try array(key: key, depth: depth + 1, context: context, emit: emit)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                _ = try cursor.nested(keeping: 0)
            case UInt8(ascii: "\""):
                context[prefix + key] = try cursor.string(keeping: longestContext)
            default:
                context[prefix + key] = try cursor.scalar()
            }
        }
    }

    private mutating func array(
        key: String, depth: Int, context: [String: [UInt8]], emit: (IngestedMessage) -> Bool
    ) throws(IngestFailure) {
        cursor.advance()
        while !isStopped {
            guard let byte = try cursor.peekPastSpaces() else { return end() }
            switch byte {
            case UInt8(ascii: "]"):
                return cursor.advance()
            case UInt8(ascii: "{") where Shape.messageArrays.contains(key):
                try message(context: context, emit: emit)
            case UInt8(ascii: "{") where depth < deepestNesting:
                // A chat of many: what it says of itself is not its neighbour's.
                var inner: [String: [UInt8]] = [:]
                try object(prefix: "", depth: depth + 1, context: &inner, emit: emit)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                _ = try cursor.nested(keeping: 0)
            case UInt8(ascii: "\""):
                _ = try cursor.string(keeping: 0)
            default:
                cursor.advance()
            }
        }
    }

    private mutating func message(
        context: [String: [UInt8]], emit: (IngestedMessage) -> Bool
    ) throws(IngestFailure) {
        let offset = cursor.offset
        let line = cursor.line
        let (bytes, isWhole, isCut) = try cursor.nested(keeping: largestMessage)
        if isCut {
            failure = IngestFailure(.entrySizeLimit, "a message is larger than \(largestMessage) bytes", offset: offset)
        }
        // What stands in a message that the end of the file cut is read all the same.
        if let value = JSONValue(bytes[...]) {
            hand(value, context: context) { message in
                var message = message
                message.offset = offset
                message.line = line
                return emit(message)
            }
        }
        if !isWhole { end() }
    }

    /// Hands on a message and the messages within it, such as a thread's posts and a post's replies.
    private mutating func hand(
        _ value: JSONValue, context: [String: [UInt8]], emit: (IngestedMessage) -> Bool
    ) {
        if let message = Shape.message(value, context: context), !emit(message) { isStopped = true }
        guard case .object(let members) = value else { return }
        var inner = context
        for (key, value) in members {
            if let text = value.plainText { inner[ByteText.string(key)] = text }
        }
        for (key, value) in members where Shape.messageArrays.contains(ByteText.string(key)) {
            for element in value.elements where !isStopped { hand(element, context: inner, emit: emit) }
        }
    }

    /// The document ended before it was closed.
    private mutating func end() {
        isStopped = true
        failure = failure ?? IngestFailure(.truncated, "the JSON document ends too early", offset: cursor.offset)
    }
}

/// Moves over a JSON text that comes in pieces.
private struct JSONByteCursor {
    private static let chunkBytes = 262_144

    private let stream: any ByteStream
    private var buffer: [UInt8] = []
    private var index = 0
    private var base = 0
    private(set) var line = 1

    init(_ stream: any ByteStream) {
        self.stream = stream
    }

    /// Byte of the text at which the cursor stands.
    var offset: Int { base + index }

    private mutating func refill() throws(IngestFailure) -> Bool {
        base += buffer.count
        index = 0
        buffer.removeAll(keepingCapacity: true)
        return try stream.read(Self.chunkBytes, into: &buffer) > 0
    }

    mutating func advance() {
        index += 1
    }

    mutating func peekPastSpaces() throws(IngestFailure) -> UInt8? {
        while true {
            while index < buffer.count {
                let byte = buffer[index]
                if byte > 0x20 { return byte }
                if byte == 0x0A { line += 1 }
                index += 1
            }
            guard try refill() else { return nil }
        }
    }

    private mutating func peek() throws(IngestFailure) -> UInt8? {
        if index < buffer.count { return buffer[index] }
        return try refill() ? buffer[index] : nil
    }

    /// A string with the cursor on its opening mark, escapes undone; only so many bytes of it are kept.
    mutating func string(keeping limit: Int) throws(IngestFailure) -> [UInt8] {
        index += 1
        var kept: [UInt8] = []
        var isEscaped = false
        while let byte = try peek() {
            index += 1
            if byte == 0x0A { line += 1 }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                break
            }
            if kept.count < limit { kept.append(byte) }
        }
        return JSONText.decode(kept.span, 0..<kept.count)
    }

    /// A number or a name.
    mutating func scalar() throws(IngestFailure) -> [UInt8] {
        var kept: [UInt8] = []
        while let byte = try peek(), byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"),
            byte != UInt8(ascii: "]")
        {
            if kept.count < 64 { kept.append(byte) }
            index += 1
        }
        return kept
    }

    /// An object or array with all that is in it.
    ///
    /// - Parameter limit: how many bytes are kept.
    /// - Returns: the bytes; whether it was closed; whether bytes were left out.
    mutating func nested(keeping limit: Int) throws(IngestFailure) -> (bytes: [UInt8], isWhole: Bool, isCut: Bool) {
        var kept: [UInt8] = []
        var isCut = false
        var depth = 0
        var isInString = false
        var isEscaped = false
        while true {
            if index >= buffer.count {
                guard try refill() else { return (kept, false, isCut && limit > 0) }
            }
            let start = index
            var isClosed = false
            buffer.forEachByte(from: &index) { byte in
                if isInString {
                    if isEscaped {
                        isEscaped = false
                    } else if byte == UInt8(ascii: "\\") {
                        isEscaped = true
                    } else if byte == UInt8(ascii: "\"") {
                        isInString = false
                    }
                    return true
                }
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth == 0 {
                        isClosed = true
                        return false
                    }
                case 0x0A: line += 1
                default: break
                }
                return true
            }
            if kept.count < limit {
                kept += buffer[start..<min(index, start + limit - kept.count)]
            } else {
                isCut = true
            }
            if isClosed { return (kept, true, isCut && limit > 0) }
        }
    }
}

extension [UInt8] {
    /// Runs over the bytes from an index on; the body says whether to go on behind the byte. The index is left behind the
    /// last byte that was seen.
    @inline(__always)
    fileprivate func forEachByte(from index: inout Int, _ body: (UInt8) -> Bool) {
        let bytes = span
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if !body(byte) { return }
        }
    }
}
