import FenceDecoding
import FenceHTML
import FenceModel

/// The texts that the cells of a workbook's sheets refer to by number.
struct SharedStrings {
    /// Most bytes of all texts together, and most texts; cells that refer to later ones are empty, which is told.
    static let mostBytes = 96 << 20
    static let mostStrings = 8 << 20

    private var bytes: [UInt8] = []
    /// Where each text ends.
    private var ends: [UInt32] = []
    /// Whether there are more than are held.
    fileprivate(set) var isCut = false

    var isEmpty: Bool { ends.isEmpty }

    subscript(_ index: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(index) else { return nil }
        return bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }

    /// - Parameter size: bytes of the part, where that is known. Room that is never written to takes no memory.
    fileprivate mutating func reserve(_ size: Int) {
        bytes.reserveCapacity(min(size, Self.mostBytes))
        ends.reserveCapacity(min(size / 16, Self.mostStrings))
    }

    fileprivate mutating func append(_ text: [UInt8], limit: Int) {
        guard !isCut, bytes.count + text.count <= limit, ends.count < Self.mostStrings else {
            isCut = true
            return
        }
        bytes += text
        ends.append(UInt32(bytes.count))
    }

    /// Reads the part as far as it goes.
    ///
    /// - Parameters:
    ///   - size: bytes of the part, where that is known.
    ///   - limit: most bytes of all texts together.
    mutating func read(
        _ stream: any ByteStream, size: Int?, limit: Int = SharedStrings.mostBytes
    ) throws(IngestFailure) {
        let handler = SharedStringsHandler(limit: limit)
        handler.strings.reserve(size ?? 0)
        defer { self = handler.strings }
        let part = try XMLPart(stream, handler: handler)
        while !handler.strings.isCut, try part.step() {}
        if handler.strings.isCut {
            throw IngestFailure(
                .entrySizeLimit, "shared texts of more than \(limit) bytes; cells that refer to later ones are empty")
        }
    }
}

/// Gathers `<si>`, whose text may be in several runs; phonetic runs beside it are passed over.
private final class SharedStringsHandler: XMLHandler {
    var strings = SharedStrings()
    private let limit: Int
    private var text: [UInt8] = []
    private var isInText = false
    private var phonetic = 0

    init(limit: Int) {
        self.limit = limit
    }

    func start(_ name: String, attributes: XMLAttributes) {
        switch name {
        case "si": text.removeAll(keepingCapacity: true)
        case "t": isInText = true
        case "rPh": phonetic += 1
        default: break
        }
    }

    func end(_ name: String) {
        switch name {
        case "si": strings.append(text, limit: limit)
        case "t": isInText = false
        case "rPh": phonetic -= 1
        default: break
        }
    }

    func text(_ bytes: Span<UInt8>) {
        guard isInText, phonetic == 0, text.count < CellText.longest else { return }
        for index in bytes.indices { text.append(bytes[index]) }
    }
}
