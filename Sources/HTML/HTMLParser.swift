internal import CLibXML2

/// What a page's parser hands on, in order. Elements are balanced: whatever a page leaves open is closed.
package protocol HTMLHandler: AnyObject {
    /// - Parameters:
    ///   - name: in lower case.
    ///   - attributes: names in lower case; entities in values are decoded.
    func start(_ name: String, attributes: [(name: String, value: String)])
    func end(_ name: String)
    /// UTF-8, entities decoded; a text may come in several pieces.
    func text(_ bytes: Span<UInt8>)
}

/// Parses HTML as browsers find it, by libxml2, piece by piece: no tree is built, so memory does not grow with the page.
///
/// libxml2 looks through all open elements whenever one closes, and waits for the end of a tag however long it takes.
/// Strangers' pages are hostile, so there are bounds: too many open elements are closed, and a tag that does not end is ended.
package final class HTMLParser {
    /// Bytes that are handed to libxml2 at once.
    private static let sliceBytes = 4_096
    /// Elements that may be open.
    fileprivate static let deepestNesting = 1_000
    /// Bytes after which a tag is ended that does not end; images within attributes are not as long.
    private static let longestTag = 65_536
    /// Bytes after which a comment is ended.
    private static let longestComment = 4 << 20

    private let receiver: Receiver
    private var context: htmlParserCtxtPtr?

    /// - Returns: nil where there is no memory for a parser.
    package init?(handler: any HTMLHandler) {
        receiver = Receiver(handler)
        context = Self.makeContext(receiver)
        guard context != nil else { return nil }
    }

    deinit {
        htmlFreeParserCtxt(context)
    }

    /// Parses a piece of the page, UTF-8.
    package func parse(_ piece: [UInt8]) {
        var start = 0
        while start < piece.count {
            let end = min(piece.count, start + Self.sliceBytes)
            feed(Array(piece[start..<end]))
            endWhatDoesNotEnd()
            goOnBehindTheEnd()
            start = end
        }
    }

    /// Closes what is open.
    package func finish() {
        close()
        while let rest = receiver.takeRest() {
            begin(anewWith: rest)
            close()
        }
    }

    private func close() {
        htmlParseChunk(context, nil, 0, 1)
    }

    private func feed(_ slice: [UInt8]) {
        parseChunk(slice)
        while let rest = receiver.takeRest() { begin(anewWith: rest) }
    }

    private func parseChunk(_ slice: [UInt8]) {
        if let input = context?.pointee.input, input.pointee.end - input.pointee.cur <= Self.longestTag {
            fence_forget_lookup(context)
        }
        _ = slice.withUnsafeBytes { bytes in
            htmlParseChunk(context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 0)
        }
    }

    /// Closes all open elements and goes on with what is not parsed yet.
    private func begin(anewWith rest: [UInt8]) {
        receiver.closeAll()
        htmlFreeParserCtxt(context)
        context = Self.makeContext(receiver)
        parseChunk(rest)
    }

    private func endWhatDoesNotEnd() {
        guard let input = context?.pointee.input else { return }
        let waiting = input.pointee.end - input.pointee.cur
        guard waiting > Self.longestTag else { return }
        let isComment = input.pointee.cur.pointee == UInt8(ascii: "<") && input.pointee.cur[1] == UInt8(ascii: "!")
        if isComment {
            if waiting > Self.longestComment { feed(Array("-->".utf8)) }
        } else {
            feed(Array("'>".utf8))
            feed(Array("\">".utf8))
        }
    }

    /// What stands behind `</html>` is not parsed by libxml2, and is shown by browsers.
    private func goOnBehindTheEnd() {
        guard let context, let input = context.pointee.input,
            context.pointee.instate == XML_PARSER_EPILOG || context.pointee.instate == XML_PARSER_EOF
        else { return }
        let rest = Array(UnsafeBufferPointer(start: input.pointee.cur, count: input.pointee.end - input.pointee.cur))
        begin(anewWith: rest)
    }

    private static func makeContext(_ receiver: Receiver) -> htmlParserCtxtPtr? {
        var sax = htmlSAXHandler()
        sax.startElement = { context, name, attributes in
            Receiver.of(context)?.start(name, attributes)
        }
        sax.endElement = { context, name in
            Receiver.of(context)?.end(name)
        }
        sax.characters = { context, bytes, count in
            Receiver.of(context)?.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
        sax.ignorableWhitespace = sax.characters
        sax.cdataBlock = sax.characters
        let context = htmlCreatePushParserCtxt(
            &sax, Unmanaged.passUnretained(receiver).toOpaque(), nil, 0, nil, XML_CHAR_ENCODING_UTF8)
        guard let context else { return nil }
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
        htmlCtxtUseOptions(context, Int32(bitPattern: options))
        receiver.context = context
        return context
    }
}

/// Carries the callbacks of libxml2 to a handler.
private final class Receiver {
    private let handler: any HTMLHandler
    var context: htmlParserCtxtPtr?
    private var open: [String] = []
    /// Input that was not parsed when too many elements were open.
    private var rest: [UInt8]?

    init(_ handler: any HTMLHandler) {
        self.handler = handler
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> Receiver? {
        context.map { Unmanaged<Receiver>.fromOpaque($0).takeUnretainedValue() }
    }

    func takeRest() -> [UInt8]? {
        defer { rest = nil }
        return rest
    }

    func closeAll() {
        while let name = open.popLast() { handler.end(name) }
    }

    /// - Parameter attributes: name and value by turns, ended by nil; a value may be nil.
    func start(
        _ name: UnsafePointer<xmlChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let name, rest == nil else { return }
        var pairs: [(name: String, value: String)] = []
        if var next = attributes {
            while let attribute = next.pointee {
                pairs.append((Self.string(attribute), (next + 1).pointee.map(Self.string) ?? ""))
                next += 2
            }
        }
        let element = Self.string(name)
        open.append(element)
        handler.start(element, attributes: pairs)
        if open.count >= HTMLParser.deepestNesting { stop() }
    }

    func end(_ name: UnsafePointer<xmlChar>?) {
        guard let name, rest == nil else { return }
        let element = Self.string(name)
        if open.last == element {
            open.removeLast()
        } else if let index = open.lastIndex(of: element) {
            open.remove(at: index)
        }
        handler.end(element)
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if rest == nil { handler.text(bytes.span) }
    }

    /// Keeps the input behind the tag at hand, and has the parser stop.
    private func stop() {
        guard let context, let input = context.pointee.input else { return }
        rest = Array(UnsafeBufferPointer(start: input.pointee.cur, count: input.pointee.end - input.pointee.cur))
        xmlStopParser(context)
    }

    private static func string(_ text: UnsafePointer<xmlChar>) -> String {
        String(decodingCString: text, as: UTF8.self)
    }
}
