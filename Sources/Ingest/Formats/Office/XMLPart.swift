import FenceDecoding
import FenceHTML
import FenceModel

/// An XML part of a package, parsed as it is read.
final class XMLPart {
    private static let chunkBytes = 65_536
    /// Bytes that are parsed at once: a few bytes may stand for a long text, which is then in memory.
    private static let sliceBytes = 4_096

    private let stream: any ByteStream
    private let parser: XMLParser
    private var pending: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// Bytes of XML that were read so far.
    private(set) var readBytes = 0

    init(_ stream: any ByteStream, handler: any XMLHandler) throws(IngestFailure) {
        guard let parser = XMLParser(handler: handler) else {
            throw IngestFailure(.unreadable, "there is no memory for reading the document")
        }
        self.stream = stream
        self.parser = parser
    }

    /// Parses some more.
    ///
    /// - Returns: false at the end.
    func step() throws(IngestFailure) -> Bool {
        if isAtEnd { return false }
        if position == pending.count {
            pending.removeAll(keepingCapacity: true)
            position = 0
            if try stream.read(Self.chunkBytes, into: &pending) == 0 {
                isAtEnd = true
                try check(parser.finish(), isAtEnd: true)
                return false
            }
            readBytes += pending.count
        }
        let end = min(pending.count, position + Self.sliceBytes)
        defer { position = end }
        try check(parser.parse(pending[position..<end]), isAtEnd: false)
        return true
    }

    /// Parses all of it.
    static func read(_ stream: any ByteStream, handler: any XMLHandler) throws(IngestFailure) {
        let part = try XMLPart(stream, handler: handler)
        while try part.step() {}
    }

    private func check(_ damage: XMLParser.Damage?, isAtEnd isLast: Bool) throws(IngestFailure) {
        guard let damage else { return }
        isAtEnd = true
        switch damage {
        case .declaresType:
            throw IngestFailure(.unsupported, "a document type declaration, which office documents have none of")
        case .tooDeep:
            throw IngestFailure(.corrupt, "too many elements within one another")
        case .tooLong:
            throw IngestFailure(.corrupt, "a tag longer than in any document")
        case .notWellFormed:
            throw isLast
                ? IngestFailure(.truncated, "the XML ends too early")
                : IngestFailure(.corrupt, "the XML is damaged", offset: readBytes - pending.count + position)
        }
    }
}
