import FenceDecoding
import FenceModel

/// Where a chat export keeps its messages, and what a message says.
protocol JSONShape: SendableMetatype {
    static var name: String { get }
    static var summary: String { get }
    static func recognises(_ hint: FormatHint) -> Bool
    /// Keys of the arrays whose elements are messages; the empty key is that of an array that is the whole document.
    static var messageArrays: Set<String> { get }
    /// Whether an object that is the whole document is itself a message.
    static var rootIsMessage: Bool { get }
    /// - Parameters:
    ///   - value: an element of such an array.
    ///   - context: texts of the objects around it, by their path: `name`, `channel.name`.
    /// - Returns: nil where it is no message with a text.
    static func message(_ value: JSONValue, context: [String: [UInt8]]) -> IngestedMessage?
    /// The same where a message may be packed.
    static func message(_ value: JSONValue, context: [String: [UInt8]], budget: UnpackBudget) -> IngestedMessage?
}

extension JSONShape {
    static var rootIsMessage: Bool { false }

    static func message(_ value: JSONValue, context: [String: [UInt8]], budget: UnpackBudget) -> IngestedMessage? {
        message(value, context: context)
    }
}

/// One JSON document of any size. It is read as it comes: only the messages at hand are in memory.
///
/// The reader only finds where messages begin and end; what they say is read where they are scanned.
struct JSONDocument<Shape: JSONShape>: PiecewiseFormat {
    static var name: String { Shape.name }
    static var summary: String { Shape.summary }

    static func recognises(_ hint: FormatHint) -> Bool { Shape.recognises(hint) }

    private let budget: UnpackBudget

    init(hint: FormatHint) {
        budget = hint.budget
    }

    func readPieces(
        from text: any ByteStream, hand: (any MessagePiece) -> Bool
    ) throws(IngestFailure) {
        var reader = JSONDocumentReader<Shape>(text, budget: budget)
        try reader.read(hand: hand)
    }
}

/// Some messages of a document, as they are written.
struct JSONPiece<Shape: JSONShape>: MessagePiece {
    private enum Content {
        /// A message, as JSON.
        case message(Range<Int>, context: Int)
        /// A text in the place of a message, or those of an object that is none, such as a contact's.
        case texts([UInt8])
    }

    /// The messages' JSON, one behind another.
    var bytes: [UInt8] = []
    private var items: [(content: Content, line: Int, offset: Int)] = []
    private var contexts: [[String: [UInt8]]] = []
    private let budget: UnpackBudget
    /// Names under which messages stand within a message, in one order at every run.
    private let innerArrays = Shape.messageArrays.sorted().filter { !$0.isEmpty }

    init(budget: UnpackBudget) {
        self.budget = budget
    }

    var count: Int { items.count }
    /// Bytes that it holds.
    var byteCount: Int { bytes.count + textBytes }
    private var textBytes = 0

    /// Takes what was appended to `bytes` since it had `start` bytes as a message.
    mutating func appendMessage(
        from start: Int, line: Int, offset: Int, context: [String: [UInt8]], isNewContext: Bool
    ) {
        if isNewContext || contexts.isEmpty { contexts.append(context) }
        items.append((.message(start..<bytes.count, context: contexts.count - 1), line, offset))
    }

    mutating func append(texts: [UInt8], line: Int, offset: Int) {
        items.append((.texts(texts), line, offset))
        textBytes += texts.count
    }

    func read(emit: (IngestedMessage) -> Bool) {
        let tape = JSONTape(bytes)
        for item in items {
            func emitPlaced(_ message: IngestedMessage) -> Bool {
                var message = message
                message.line = item.line
                message.offset = item.offset
                return emit(message)
            }
            switch item.content {
            case .texts(let texts):
                guard emitPlaced(IngestedMessage(text: texts)) else { return }
            case .message(let range, let context):
                // What stands in a message that the end of the file cut is read all the same.
                guard let value = tape.value(in: range) else { continue }
                if tape.isCut {
                    let failure = IngestFailure(
                        .entrySizeLimit, "a message holds more than \(JSONTape.mostNodes) values", offset: item.offset)
                    guard emitPlaced(IngestedMessage(text: [], failure: failure)) else { return }
                }
                if tape.isDamaged {
                    let failure = IngestFailure(
                        .corrupt, "a part of a message is no JSON and was not read", offset: item.offset)
                    guard emitPlaced(IngestedMessage(text: [], failure: failure)) else { return }
                }
                guard hand(value, context: contexts[context], emit: emitPlaced) else { return }
            }
        }
    }

    /// Hands on a message and the messages within it, such as a thread's posts and a post's replies.
    private func hand(
        _ value: JSONValue, context: [String: [UInt8]], emit: (IngestedMessage) -> Bool
    ) -> Bool {
        guard value.isObject else {
            let text = ObjectText.everything(in: value)
            return text.isEmpty || emit(IngestedMessage(text: text, channel: context["name"] ?? context["title"]))
        }
        if let message = Shape.message(value, context: context, budget: budget), !emit(message) { return false }
        for key in innerArrays {
            guard let inner = value[key], inner.isArray else { continue }
            var around = context
            for (key, value) in value.members {
                if let text = value.plainText { around[ByteText.string(key)] = text }
            }
            for element in inner.elements where !element.isNumber {
                guard hand(element, context: around, emit: emit) else { return false }
            }
        }
        return true
    }
}
