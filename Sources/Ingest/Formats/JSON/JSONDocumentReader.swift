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
    private let budget: UnpackBudget
    private var piece: JSONPiece<Shape>
    private var isNewContext = true
    private var isStopped = false
    private var failure: IngestFailure?
    private var strays = StrayBytes()

    init(_ stream: any ByteStream, budget: UnpackBudget) {
        cursor = JSONByteCursor(stream)
        self.budget = budget
        piece = JSONPiece(budget: budget)
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
        if let failure = failure ?? strays.failure { throw failure }
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
                passOver(byte)
            }
        }
    }

    /// Passes over a byte between values: a comma, or damage.
    private mutating func passOver(_ byte: UInt8) {
        if byte != UInt8(ascii: ",") { strays.add(1, at: cursor.offset) }
        cursor.advance()
    }

    /// A number or a name; what is neither is noted as damage.
    private mutating func scalar() throws(IngestFailure) -> [UInt8] {
        let offset = cursor.offset
        let text = try cursor.scalar()
        if !StrayBytes.isScalar(text) { strays.add(cursor.offset - offset, at: offset) }
        return text
    }

    /// Passes over a container that lies deeper than is read.
    private mutating func skipTooDeep() throws(IngestFailure) {
        let offset = cursor.offset
        failure =
            failure
            ?? IngestFailure(.nestingLimit, "objects and arrays more than \(deepestNesting) deep", offset: offset)
        try cursor.skipNested()
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
                    flushIfFull(hand)
                }
                return
            }
            guard byte == UInt8(ascii: "\"") else {
                // The next key is looked for.
                passOver(byte)
                continue
            }
            let keyOffset = cursor.offset
            let key = ByteText.string(try cursor.string(keeping: longestContext))
            let keyBytes = cursor.offset - keyOffset
            guard try cursor.peekPastSpaces() == UInt8(ascii: ":") else {
                strays.add(keyBytes, at: keyOffset)
                continue
            }
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
            try skipTooDeep()
        default:
            let isString = first == UInt8(ascii: "\"")
            let text = isString ? try cursor.string(keeping: longestContext) : try scalar()
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
            case UInt8(ascii: "{") where holdsMessages, UInt8(ascii: "[") where holdsMessages:
                try message(context: context, hand: hand)
            case UInt8(ascii: "\"") where holdsMessages:
                try text(hand: hand)
            case UInt8(ascii: "{") where depth < deepestNesting:
                // A chat of many: what it says of itself is not its neighbour's.
                var inner = Context()
                try object(prefix: "", depth: depth + 1, isElement: true, context: &inner, hand: hand)
            case UInt8(ascii: "{"):
                try skipTooDeep()
            case UInt8(ascii: "["):
                try cursor.skipNested()
            case UInt8(ascii: "\""):
                _ = try cursor.string(keeping: 0)
            case UInt8(ascii: ","), UInt8(ascii: "}"):
                passOver(byte)
            default:
                _ = try scalar()
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
        if isCut { noteCut(at: offset) }
        flushIfFull(hand)
        if !isWhole { end() }
    }

    /// A message that is nothing but its text.
    private mutating func text(hand: (any MessagePiece) -> Bool) throws(IngestFailure) {
        let line = cursor.line
        let offset = cursor.offset
        let text = try cursor.string(keeping: largestMessage)
        if text.count >= largestMessage { noteCut(at: offset) }
        guard !text.isEmpty else { return }
        piece.append(texts: text, line: line, offset: offset)
        flushIfFull(hand)
    }

    private mutating func noteCut(at offset: Int) {
        failure = IngestFailure(.entrySizeLimit, "a message is larger than \(largestMessage) bytes", offset: offset)
    }

    private mutating func flushIfFull(_ hand: (any MessagePiece) -> Bool) {
        if piece.byteCount >= pieceBytes || piece.count >= pieceMessages { flush(hand) }
    }

    private mutating func flush(_ hand: (any MessagePiece) -> Bool) {
        guard piece.count > 0 else { return }
        if !hand(piece) { isStopped = true }
        piece = JSONPiece(budget: budget)
        isNewContext = true
    }

    /// The document ended before it was closed.
    private mutating func end() {
        isStopped = true
        failure = failure ?? IngestFailure(.truncated, "the JSON document ends too early", offset: cursor.offset)
    }
}

/// Bytes of a document that belong to no value: told once, with the place of the first.
private struct StrayBytes {
    /// Names that stand for no text, those of other languages too: what is in their place was not lost.
    private static let names: Set<String> = [
        "null", "true", "false", "NaN", "Infinity", "-Infinity", "None", "True", "False", "undefined",
    ]

    private var count = 0
    private var first = 0

    static func isScalar(_ text: [UInt8]) -> Bool {
        text.allSatisfy { $0 &- 0x30 < 10 || "+-.eE".utf8.contains($0) } || names.contains(ByteText.string(text))
    }

    mutating func add(_ more: Int, at offset: Int) {
        if count == 0 { first = offset }
        count += more
    }

    var failure: IngestFailure? {
        count == 0
            ? nil
            : IngestFailure(.corrupt, "\(count) bytes of the document are no JSON and were not read", offset: first)
    }
}
