import FenceDecoding
import FenceHTML
import FenceModel

/// The text of a part of a text document or a presentation: a paragraph is a line, and so is a row of a table, with tabs
/// between its cells.
final class DocumentText: Unpacker {
    private let part: XMLPart
    private let writer = ParagraphWriter()
    private var failure: IngestFailure?
    private var isAtEnd = false

    init(_ xml: any ByteStream) throws(IngestFailure) {
        part = try XMLPart(xml, handler: writer)
    }

    /// Bytes of the part's XML.
    var consumedBytes: Int { part.readBytes }

    func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        while !isAtEnd, writer.output.isEmpty {
            do throws(IngestFailure) {
                isAtEnd = try !part.step()
            } catch {
                isAtEnd = true
                failure = error
            }
        }
        if writer.output.isEmpty, let failure { throw failure }
        return writer.take(count, into: &buffer)
    }
}

/// The elements of both languages (ISO 29500-1, 17 and 21.1) have the same names: `p`, `t`, `tab`, `br`, `tbl`, `tr`, `tc`.
private final class ParagraphWriter: XMLHandler {
    private(set) var output = PendingBytes()
    private var isInText = false
    /// Open cells, one within another.
    private var cells = 0
    /// What is written again for programs that do not know the first way.
    private var fallbacks = 0
    private var hasTextInLine = false
    /// What parts the cell at hand from what is written next: paragraphs in a cell are parted by spaces.
    private var separator: UInt8?

    func take(_ count: Int, into buffer: inout [UInt8]) -> Int {
        output.take(count, into: &buffer)
    }

    func start(_ name: String, attributes: XMLAttributes) {
        switch name {
        case "t": isInText = true
        case "tc": cells += 1
        case "Fallback": fallbacks += 1
        case "tab": if hasTextInLine { separator = 0x09 }
        case "br", "cr": breakLine()
        default: break
        }
    }

    func end(_ name: String) {
        switch name {
        case "t": isInText = false
        case "p", "comment": breakLine()
        case "tc":
            cells -= 1
            if cells == 0 { addSeparator() }
        case "tr": if cells == 0 { endLine() }
        case "Fallback": fallbacks -= 1
        default: break
        }
    }

    func text(_ bytes: Span<UInt8>) {
        guard isInText, fallbacks == 0, !bytes.isEmpty else { return }
        if let separator { output.bytes.append(separator) }
        separator = nil
        hasTextInLine = true
        for index in bytes.indices { output.bytes.append(bytes[index]) }
    }

    private func breakLine() {
        if cells == 0 {
            endLine()
        } else if hasTextInLine, separator == nil {
            separator = 0x20
        }
    }

    /// A cell that is empty keeps its place in the row.
    private func addSeparator() {
        if separator == 0x09 { output.bytes.append(0x09) }
        separator = 0x09
        hasTextInLine = true
    }

    private func endLine() {
        if hasTextInLine { output.bytes.append(0x0A) }
        separator = nil
        hasTextInLine = false
    }
}
