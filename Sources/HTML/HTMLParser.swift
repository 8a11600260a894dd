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
package final class HTMLParser {
    private let receiver: Receiver
    private var context: htmlParserCtxtPtr?

    /// - Returns: nil where there is no memory for a parser.
    package init?(handler: any HTMLHandler) {
        receiver = Receiver(handler)
        var sax = htmlSAXHandler()
        sax.startElement = { context, name, attributes in
            Receiver.of(context)?.start(name, attributes)
        }
        sax.endElement = { context, name in
            guard let name else { return }
            Receiver.of(context)?.handler.end(Receiver.string(name))
        }
        sax.characters = { context, bytes, count in
            Receiver.of(context)?.handler.text(UnsafeBufferPointer(start: bytes, count: Int(count)).span)
        }
        sax.ignorableWhitespace = sax.characters
        sax.cdataBlock = sax.characters
        context = htmlCreatePushParserCtxt(
            &sax, Unmanaged.passUnretained(receiver).toOpaque(), nil, 0, nil, XML_CHAR_ENCODING_UTF8)
        guard let context else { return nil }
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
        htmlCtxtUseOptions(context, Int32(bitPattern: options))
    }

    deinit {
        htmlFreeParserCtxt(context)
    }

    /// Parses a piece of the page, UTF-8.
    package func parse(_ piece: [UInt8]) {
        guard !piece.isEmpty else { return }
        _ = piece.withUnsafeBytes { bytes in
            htmlParseChunk(context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 0)
        }
    }

    /// Closes what is open.
    package func finish() {
        htmlParseChunk(context, nil, 0, 1)
    }
}

/// Carries the callbacks of libxml2 to a handler.
private final class Receiver {
    let handler: any HTMLHandler

    init(_ handler: any HTMLHandler) {
        self.handler = handler
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> Receiver? {
        context.map { Unmanaged<Receiver>.fromOpaque($0).takeUnretainedValue() }
    }

    static func string(_ text: UnsafePointer<xmlChar>) -> String {
        String(decodingCString: text, as: UTF8.self)
    }

    /// - Parameter attributes: name and value by turns, ended by nil; a value may be nil.
    func start(
        _ name: UnsafePointer<xmlChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let name else { return }
        var pairs: [(name: String, value: String)] = []
        if var next = attributes {
            while let attribute = next.pointee {
                pairs.append((Self.string(attribute), (next + 1).pointee.map(Self.string) ?? ""))
                next += 2
            }
        }
        handler.start(Self.string(name), attributes: pairs)
    }
}
