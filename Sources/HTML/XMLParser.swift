internal import CLibXML2

/// What a document's parser hands on, in order.
package protocol XMLHandler: AnyObject {
    /// - Parameters:
    ///   - name: without its prefix.
    ///   - attributes: valid only within the call.
    func start(_ name: String, attributes: XMLAttributes)
    /// - Parameter name: without its prefix.
    func end(_ name: String)
    /// UTF-8, character references decoded; a text may come in several pieces.
    func text(_ bytes: Span<UInt8>)
}

/// The attributes of an element, looked up where they lie: most are never asked for.
package struct XMLAttributes {
    /// Five pointers each: name, prefix, namespace, begin and end of the value.
    private let pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    private let count: Int

    fileprivate init(_ pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int) {
        self.pointers = pointers
        self.count = count
    }

    /// The value of an attribute, by its name without a prefix; nil where there is none.
    package func value(_ name: StaticString) -> String? {
        guard let pointers else { return nil }
        for index in 0..<count {
            guard let written = pointers[index * 5], let begin = pointers[index * 5 + 3],
                let end = pointers[index * 5 + 4]
            else { continue }
            let isWanted = name.withUTF8Buffer { wanted in
                // A difference, or the end of the written name, ends the comparison.
                for (place, byte) in wanted.enumerated() where written[place] != byte { return false }
                return written[wanted.count] == 0
            }
            guard isWanted else { continue }
            let value = String(decoding: UnsafeBufferPointer(start: begin, count: end - begin), as: UTF8.self)
            return value.utf8.contains(UInt8(ascii: "&")) ? Self.decoded(value) : value
        }
        return nil
    }

    /// libxml2 leaves these two references in values, by number.
    private static func decoded(_ value: String) -> String {
        var result = ""
        var rest = value[...]
        while let place = rest.firstIndex(of: "&") {
            result += rest[..<place]
            rest = rest[place...]
            let known = [("&#38;", "&"), ("&#60;", "<")].first { rest.hasPrefix($0.0) }
            result += known?.1 ?? "&"
            rest = rest.dropFirst(known?.0.count ?? 1)
        }
        return result + rest
    }
}

/// Parses XML piece by piece, by libxml2: no tree is built, so memory does not grow with the document.
///
/// Strangers' documents are hostile: a document type declaration, which alone could declare entities, ends the reading; nothing
/// is fetched; libxml2's own limits on names and texts hold, and one on open elements, which it has for trees only.
package final class XMLParser {
    /// Why a document is not read on.
    package enum Damage: Sendable {
        case notWellFormed
        /// It has a document type declaration, as no format that is read here does.
        case declaresType
        /// More elements are open than in any document that is read here.
        case tooDeep
        /// A tag or a comment is longer than any that is read here: libxml2 compares every attribute with all before it.
        case tooLong
    }

    /// Elements that may be open.
    fileprivate static let deepestNesting = 1_000

    /// Bytes that may go by without an element or a text.
    private static let longestTag = 1 << 18

    private let receiver: Receiver
    private var context: xmlParserCtxtPtr?

    /// - Returns: nil where there is no memory for a parser.
    package init?(handler: any XMLHandler) {
        receiver = Receiver(handler)
        var sax = xmlSAXHandler()
        sax.initialized = UInt32(XML_SAX2_MAGIC)
        sax.startElementNs = { context, name, _, _, _, _, count, _, attributes in
            Receiver.of(context)?.start(name, XMLAttributes(attributes, count: Int(count)))
        }
        sax.endElementNs = { context, name, _, _ in
            Receiver.of(context)?.end(name)
        }
        sax.characters = { context, bytes, count in
            Receiver.of(context)?.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
        sax.ignorableWhitespace = sax.characters
        sax.cdataBlock = sax.characters
        sax.internalSubset = { context, _, _, _ in
            Receiver.of(context)?.stop(.declaresType)
        }
        // Said by what parsing returns; without this libxml2 would print it.
        sax.serror = { _, _ in }
        context = xmlCreatePushParserCtxt(&sax, Unmanaged.passUnretained(receiver).toOpaque(), nil, 0, nil)
        guard let context else { return nil }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        xmlCtxtUseOptions(context, Int32(bitPattern: options))
        receiver.context = context
    }

    deinit {
        xmlFreeParserCtxt(context)
    }

    /// Parses a piece of the document.
    ///
    /// - Returns: why it cannot be read on; nil where it can.
    package func parse(_ piece: ArraySlice<UInt8>) -> Damage? {
        receiver.silentBytes += piece.count
        guard receiver.silentBytes <= Self.longestTag + piece.count else { return .tooLong }
        let result = piece.withUnsafeBytes { bytes in
            xmlParseChunk(context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 0)
        }
        return damage(result)
    }

    /// Says that nothing follows.
    ///
    /// - Returns: what was wrong: the document ends too early, or holds none.
    package func finish() -> Damage? {
        damage(xmlParseChunk(context, nil, 0, 1))
    }

    private func damage(_ result: Int32) -> Damage? {
        if let damage = receiver.damage { return damage }
        // Names without a declared prefix are no damage to what is read here.
        if result != 0, context?.pointee.wellFormed == 0 { return .notWellFormed }
        return nil
    }
}

/// Carries the callbacks of libxml2 to a handler.
private final class Receiver {
    private let handler: any XMLHandler
    var context: xmlParserCtxtPtr?
    /// Why parsing was stopped.
    private(set) var damage: XMLParser.Damage?
    private var depth = 0
    /// Bytes that were handed on since the last element or text.
    var silentBytes = 0

    init(_ handler: any XMLHandler) {
        self.handler = handler
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> Receiver? {
        context.map { Unmanaged<Receiver>.fromOpaque($0).takeUnretainedValue() }
    }

    func start(_ name: UnsafePointer<xmlChar>?, _ attributes: XMLAttributes) {
        silentBytes = 0
        guard let name, damage == nil else { return }
        depth += 1
        if depth > XMLParser.deepestNesting { return stop(.tooDeep) }
        handler.start(String(decodingCString: name, as: UTF8.self), attributes: attributes)
    }

    func end(_ name: UnsafePointer<xmlChar>?) {
        silentBytes = 0
        guard let name, damage == nil else { return }
        depth -= 1
        handler.end(String(decodingCString: name, as: UTF8.self))
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        silentBytes = 0
        if damage == nil { handler.text(bytes.span) }
    }

    func stop(_ damage: XMLParser.Damage) {
        self.damage = damage
        xmlStopParser(context)
    }
}
