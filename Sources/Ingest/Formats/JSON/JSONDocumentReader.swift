import FenceDecoding
import FenceModel

/// The way through one document: what stands around messages is read, messages are cut out.
struct JSONDocumentReader<Shape: JSONShape> {
    /// Deepest nesting of objects that are walked into; deeper ones are passed over.
    private let deepestNesting = 32
    /// Largest message, in bytes of JSON.
    private let largestMessage = 16 << 20
    /// Longest text that is kept of the objects around messages, and how many of an object.
    private let longestContext = 4_096
    private let mostContext = 64
    /// Most bytes and messages of a piece.
    private let pieceBytes = 262_144
    private let pieceMessages = 1_024

    private var cursor: JSONByteCursor
    private var piece = JSONPiece<Shape>()
    private var isNewContext = true
    private var isStopped = false
    private var failure: IngestFailure?

    init(_ stream: any ByteStream) {
        cursor = JSONByteCursor(stream)
    }

    mutating func read(hand: (any MessagePiece) -> Bool) throws(IngestFailure) {
        do throws(IngestFailure) {
            try readDocuments(hand: hand)
        } catch {
            // What was read before the damage is handed on.
            flush(hand)
            throw error
        }
        flush(hand)
        if let failure { throw failure }
    }

    private mutating func readDocuments(hand: (any MessagePiece) -> Bool) throws(IngestFailure) {
        // Several documents may stand one behind another.
        while !isStopped, let byte = try cursor.peekPastSpaces() {
            if byte == UInt8(ascii: "{") {
                if Shape.rootIsMessage {
                    try message(context: [:], hand: hand)
                } else {
                    var context = Context()
                    try object(prefix: "", depth: 0, isElement: false, context: &context, hand: hand)
                }
            } else if byte == UInt8(ascii: "[") {
                try array(key: "", depth: 0, context: [:], hand: hand)
            } else {
                cursor.advance()
            }
        }
    }

    /// What an object says of itself, but for what is nested in it.
    private struct Context {
        var texts: [String: [UInt8]] = [:]
        /// Whether a container was found in it.
        var holdsContainers = false
        /// All texts, line by line, as long as no container was found.
        var lines: [UInt8] = []
    }

    private mutating func object(
        prefix: String, depth: Int, isElement: Bool, context: inout Context, hand: (any MessagePiece) -> Bool
    ) throws(IngestFailure) {
        let line = cursor.line
        let offset = cursor.offset
        cursor.advance()
        while !isStopped {
            guard let byte = try cursor.peekPastSpaces() else { return end() }
            if byte == UInt8(ascii: "}") {
                cursor.advance()
                if isElement, !context.holdsContainers, !context.lines.isEmpty {
                    piece.append(texts: context.lines, line: line, offset: offset)
                    if piece.count >= pieceMessages { flush(hand) }
                }
                return
            }
            guard byte == UInt8(ascii: "\"") else {
                // A comma, or damage: the next key is looked for.
                cursor.advance()
                continue
            }
            let key = ByteText.string(try cursor.string(keeping: longestContext))
            guard try cursor.peekPastSpaces() == UInt8(ascii: ":") else { continue }
            cursor.advance()
            guard let first = try cursor.peekPastSpaces() else { return end() }
            try member(key, first, prefix: prefix, depth: depth, context: &context, hand: hand)
        }
    }

    private mutating func member(
        _ key: String, _ first: UInt8, prefix: String, depth: Int, context: inout Context,
        hand: (any MessagePiece) -> Bool
    ) throws(IngestFailure) {
        switch first {
        case UInt8(ascii: "{") where depth < deepestNesting:
            context.holdsContainers = true
            try object(prefix: "\(prefix)\(key).", depth: depth + 1, isElement: false, context: &context, hand: hand)
        case UInt8(ascii: "[") where depth < deepestNesting:
            context.holdsContainers = true
            isNewContext = true
            try array(key: key, depth: depth + 1, context: context.texts, hand: hand)
            isNewContext = true
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            context.holdsContainers = true
            try cursor.skipNested()
        default:
            let isString = first == UInt8(ascii: "\"")
            let text = isString ? try cursor.string(keeping: longestContext) : try cursor.scalar()
            // `null`, `true` and `false` are no texts.
            guard isString || text.first.map({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") }) == true else { return }
            if context.texts.count < mostContext { context.texts[prefix + key] = text }
            if !context.holdsContainers, !text.isEmpty, context.lines.count < pieceBytes {
                if !context.lines.isEmpty { context.lines.append(0x0A) }
                context.lines += text
            }
        }
    }

    private mutating func array(
        key: String, depth: Int, context: [String: [UInt8]], hand: (any MessagePiece) -> Bool
    ) throws(IngestFailure) {
        let holdsMessages = Shape.messageArrays.contains(key)
        cursor.advance()
        while !isStopped {
            guard let byte = try cursor.peekPastSpaces() else { return end() }
            switch byte {
            case UInt8(ascii: "]"):
                return cursor.advance()
            case UInt8(ascii: "{") where holdsMessages:
                try message(context: context, hand: hand)
            case UInt8(ascii: "{") where depth < deepestNesting:
                // A chat of many: what it says of itself is not its neighbour's.
                var inner = Context()
                try object(prefix: "", depth: depth + 1, isElement: true, context: &inner, hand: hand)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                try cursor.skipNested()
            case UInt8(ascii: "\""):
                _ = try cursor.string(keeping: 0)
            default:
                cursor.advance()
            }
        }
    }

    private mutating func message(
        context: [String: [UInt8]], hand: (any MessagePiece) -> Bool
    ) throws(IngestFailure) {
        let offset = cursor.offset
        let line = cursor.line
        if piece.count == 0 { piece.bytes.reserveCapacity(pieceBytes + 65_536) }
        let start = piece.bytes.count
        func note() {
            piece.appendMessage(from: start, line: line, offset: offset, context: context, isNewContext: isNewContext)
            isNewContext = false
        }
        let isWhole: Bool
        let isCut: Bool
        do throws(IngestFailure) {
            (isWhole, isCut) = try cursor.nested(keeping: largestMessage, into: &piece.bytes)
        } catch {
            note()
            throw error
        }
        note()
        if isCut {
            failure = IngestFailure(.entrySizeLimit, "a message is larger than \(largestMessage) bytes", offset: offset)
        }
        if piece.bytes.count >= pieceBytes || piece.count >= pieceMessages { flush(hand) }
        if !isWhole { end() }
    }

    private mutating func flush(_ hand: (any MessagePiece) -> Bool) {
        guard piece.count > 0 else { return }
        if !hand(piece) { isStopped = true }
        piece = JSONPiece()
        isNewContext = true
    }

    /// The document ended before it was closed.
    private mutating func end() {
        isStopped = true
        failure = failure ?? IngestFailure(.truncated, "the JSON document ends too early", offset: cursor.offset)
    }
}
