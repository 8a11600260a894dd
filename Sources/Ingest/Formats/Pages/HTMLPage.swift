import FenceDecoding
import FenceHTML
import FenceModel

/// Any page: its visible text, block by block.
struct HTMLPage: MessageFormat {
    static let name = "html"
    static let summary = "any web page: visible text, in blocks"

    static func recognises(_ hint: FormatHint) -> Bool {
        guard hint.firstByte == UInt8(ascii: "<") else { return false }
        let begin = ByteText.lowercased(hint.head.prefix(4_096))
        return elements.found(in: begin).contains(true)
    }

    /// Elements of which a page has one at its begin.
    private static let elements = MarkSearch([
        "<!doctype html", "<html", "<head", "<body", "<meta ", "<div", "<table", "<p>", "<span", "<li",
    ])

    /// The encoding that a page names in its head, in a `<meta>` or an XML declaration.
    static func declaredEncoding(in head: [UInt8]) -> TextEncoding? {
        guard head.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") || head.prefix(4_096).contains(UInt8(ascii: "<"))
        else { return nil }
        let begin = ByteText.lowercased(head.prefix(4_096))
        for marker in ["charset=", "encoding="] {
            guard let found = ByteText.find(Array(marker.utf8), in: begin[...]) else { continue }
            let label = begin[(found + marker.utf8.count)...].drop { "\"' ".utf8.contains($0) }
                .prefix { $0 &- 0x30 < 10 || $0 &- 0x61 < 26 || "-_:".utf8.contains($0) }
            if let encoding = TextEncoding(label: ByteText.string(label)) { return encoding }
        }
        return nil
    }

    init(hint: FormatHint) {}

    func read(from text: any ByteStream, emit: (IngestedMessage) -> Bool) throws(IngestFailure) {
        try PageParsing.run(text, collector: BlockCollector()) { emit($0) }
    }
}

/// Drives a collector of messages by a page's parser.
enum PageParsing {
    private static let chunkBytes = 65_536

    static func run<Collector: PageCollector>(
        _ text: any ByteStream, collector: Collector, emit: (IngestedMessage) -> Bool
    ) throws(IngestFailure) {
        guard let parser = HTMLParser(handler: collector) else {
            throw IngestFailure(.unreadable, "there is no memory for reading the page")
        }
        var piece: [UInt8] = []
        while try text.read(chunkBytes, into: &piece) > 0 {
            // A NUL ends the parser's text; in a page it is damage.
            for index in piece.indices where piece[index] == 0 { piece[index] = 0x20 }
            parser.parse(piece)
            piece.removeAll(keepingCapacity: true)
            for message in collector.takeMessages() where !emit(message) { return }
        }
        parser.finish()
        collector.finish()
        for message in collector.takeMessages() where !emit(message) { return }
    }
}

/// Makes messages of what a page's parser hands on.
protocol PageCollector: HTMLHandler {
    /// The messages that are whole by now; they are not given again.
    func takeMessages() -> [IngestedMessage]
    func finish()
}

/// What elements mean for the text in them.
enum HTMLElements {
    static let invisible: Set<String> = [
        "script", "style", "template", "head", "svg", "iframe", "object", "select", "math",
    ]
    /// Elements that begin on a new line.
    static let lines: Set<String> = [
        "br", "p", "div", "li", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "blockquote", "ul",
        "ol", "table", "section", "article", "header", "footer", "aside", "main", "nav", "form", "figure", "option",
        "title", "caption", "textarea", "noscript",
    ]
    /// Elements whose text is a message of its own on a page that is no forum's.
    static let blocks: Set<String> = [
        "p", "div", "li", "tr", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "td",
        "blockquote",
        "pre", "title", "main", "body", "textarea", "noscript",
    ]

    /// The number or address that a link is about: `<a href="tel:…">`.
    static func contact(_ name: String, _ attributes: [(name: String, value: String)]) -> String? {
        guard name == "a", let link = attributes.first(where: { $0.name == "href" })?.value else { return nil }
        for scheme in ["tel:", "mailto:"] where link.prefix(scheme.count).lowercased() == scheme {
            return decoded(link.utf8.dropFirst(scheme.utf8.count).prefix { $0 != UInt8(ascii: "?") })
        }
        return nil
    }

    /// An address without its escapes (RFC 3986): `%2B86` is `+86`.
    private static func decoded(_ address: some Sequence<UInt8>) -> String {
        String(decoding: ByteText.unescaped(Array(address)[...], mark: UInt8(ascii: "%"), spaces: false), as: UTF8.self)
    }
}

/// A text that grows while a page is read: white space is one space, line ends are those of the page's elements.
struct VisibleText {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ text: Span<UInt8>) {
        for index in text.indices {
            let byte = text[index]
            if byte > 0x20 {
                bytes.append(byte)
            } else if let last = bytes.last, last > 0x20 {
                bytes.append(0x20)
            }
        }
    }

    mutating func breakLine() {
        while bytes.last == 0x20 { bytes.removeLast() }
        if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
    }

    /// A cell's border: the cells of a row stand in one line.
    mutating func breakCell() {
        if let last = bytes.last, last > 0x20 { bytes.append(0x20) }
    }

    var count: Int { bytes.count }

    /// The contact that the open link is about, and where the link's own text begins.
    private var link: (contact: [UInt8], start: Int)?

    /// A link that is about a contact begins: it is a part of the text, shown or not.
    mutating func beginLink(_ contact: String) {
        link = (Array(contact.utf8), bytes.count)
    }

    /// Puts the contact behind the link's text, unless that is the contact, or the name that the contact ends in.
    mutating func endLink() {
        guard let (contact, start) = link else { return }
        link = nil
        let name = contact.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? contact
        guard start <= bytes.count, ByteText.find(name, in: bytes[start...]) == nil else { return }
        breakCell()
        bytes += contact
        breakCell()
    }

    mutating func take() -> [UInt8] {
        defer {
            bytes.removeAll(keepingCapacity: true)
            link = nil
        }
        return Array(ByteText.trimmed(bytes[...]))
    }
}

/// Gathers a page's visible text in blocks.
final class BlockCollector: PageCollector {
    /// Longest block, in bytes; longer text comes in several.
    private static let longestBlock = 32_768

    private var text = VisibleText()
    private var invisibleDepth = 0
    private var messages: [IngestedMessage] = []

    func start(_ name: String, attributes: [(name: String, value: String)]) {
        if name != "head", HTMLElements.invisible.contains(name) {
            invisibleDepth += 1
        } else if name == "br" {
            text.breakLine()
        } else if name == "td" || name == "th" {
            text.breakCell()
        } else if HTMLElements.blocks.contains(name) {
            flush()
        } else if HTMLElements.lines.contains(name) {
            text.breakLine()
        } else if invisibleDepth == 0, let contact = HTMLElements.contact(name, attributes) {
            text.beginLink(contact)
        }
    }

    func end(_ name: String) {
        if name == "a" { text.endLink() }
        if name != "head", HTMLElements.invisible.contains(name) {
            invisibleDepth = max(0, invisibleDepth - 1)
        } else if name == "td" || name == "th" {
            text.breakCell()
        } else if HTMLElements.blocks.contains(name) {
            flush()
        }
    }

    func text(_ bytes: Span<UInt8>) {
        guard invisibleDepth == 0 else { return }
        text.append(bytes)
        if text.count > Self.longestBlock { flush() }
    }

    private func flush() {
        text.endLink()
        let block = text.take()
        if !block.isEmpty { messages.append(IngestedMessage(text: block)) }
    }

    func takeMessages() -> [IngestedMessage] {
        defer { messages.removeAll(keepingCapacity: true) }
        return messages
    }

    func finish() {
        flush()
    }
}
