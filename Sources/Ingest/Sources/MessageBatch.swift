import FenceDecoding
import FenceModel
import FencePipeline

/// A piece of a document, with the place it belongs to.
struct Piece: DeferredPiece {
    private let piece: any MessagePiece
    private let batch: MessageBatch

    init(_ piece: any MessagePiece, _ batch: MessageBatch) {
        self.piece = piece
        self.batch = batch
    }

    func read(into feed: any MessageFeed) {
        _ = count(into: feed)
    }

    /// Reads it.
    ///
    /// - Returns: how many messages it held.
    func count(into feed: any MessageFeed) -> Int {
        var batch = batch
        piece.read { batch.add($0, to: feed) }
        batch.flush(to: feed)
        return batch.count
    }
}

/// Messages on their way to the workers, some hundred at a time.
struct MessageBatch: Sendable {
    private static let longest = 512
    private static let mostBytes = 262_144

    let reference: SourceReference
    let names: SlackNames
    /// What is added to a place in the text to have that in the source; nil where the text was converted.
    let shift: Int?
    private var records: [Pipeline.IngestedRecord] = []
    private var bytes = 0
    /// Messages with a text that it was given.
    private(set) var count = 0

    /// Messages whose places are those in the source.
    init(reference: SourceReference) {
        self.reference = reference
        names = SlackNames()
        shift = 0
    }

    init(reference: SourceReference, names: SlackNames, text: TextStream) {
        self.reference = reference
        self.names = names
        shift = text.isVerbatim || text.encoding == nil ? text.startOffset : nil
    }

    /// - Returns: false where the consumer wants no more.
    mutating func add(_ message: IngestedMessage, to feed: any MessageFeed) -> Bool {
        var parts = DecodedParts(text: message.text)
        parts.author = message.author.map { names.name(of: $0) ?? $0 }
        parts.channel = message.channel
        parts.time = message.time
        parts.failure = message.failure
        let offset = message.offset.flatMap { offset in shift.map { offset + $0 } }
        records.append(Pipeline.IngestedRecord(parts: parts, line: message.line, offset: offset))
        bytes += message.text.count
        if !message.text.isEmpty { count += 1 }
        if records.count >= Self.longest || bytes >= Self.mostBytes { flush(to: feed) }
        return !feed.isCancelled
    }

    mutating func flush(to feed: any MessageFeed) {
        guard !records.isEmpty else { return }
        feed.send(records, of: reference)
        records.removeAll()
        bytes = 0
    }
}
