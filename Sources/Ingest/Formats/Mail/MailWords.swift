import FenceDecoding

/// Text in heads of mails, which is ASCII with encoded words in it (RFC 2047), or was written as it is.
enum MailWords {
    private static let longestCharset = 40
    private static let longestWord = 2_048

    /// A field's text as UTF-8.
    static func decoded(_ field: [UInt8]) -> [UInt8] {
        guard ByteText.find([0x3D, 0x3F], in: field[...]) != nil else { return utf8(field, in: nil) }
        var result: [UInt8] = []
        // Characters may be cut between words: those that follow one another in one encoding are decoded together.
        var words: [UInt8] = []
        var encoding: TextEncoding?
        var plain: [UInt8] = []
        var rest = field[...]
        func flushWords() {
            if !words.isEmpty { result += utf8(words, in: encoding) }
            words = []
        }
        while let found = ByteText.find([0x3D, 0x3F], in: rest) {
            plain += rest[rest.startIndex..<found]
            guard let word = word(in: rest[found...]) else {
                plain += rest[found..<found + 2]
                rest = rest[(found + 2)...]
                continue
            }
            // White space between two words is none of the text.
            if !plain.allSatisfy({ $0 <= 0x20 }) || words.isEmpty {
                flushWords()
                result += utf8(plain, in: nil)
            }
            plain = []
            if encoding != word.encoding { flushWords() }
            encoding = word.encoding
            words += word.bytes
            rest = field[word.end...]
        }
        flushWords()
        return result + utf8(plain + rest, in: nil)
    }

    /// The encoded word that begins here: `=?gbk?B?yv2+3Q==?=`.
    private static func word(
        in text: ArraySlice<UInt8>
    ) -> (encoding: TextEncoding?, bytes: [UInt8], end: Int)? {
        // A field is searched once: words are short, whatever a stranger writes.
        let text = text.prefix(longestWord)
        guard let first = text.dropFirst(2).prefix(longestCharset).firstIndex(of: UInt8(ascii: "?")),
            text.endIndex - first > 3, text[first + 2] == UInt8(ascii: "?"),
            let end = ByteText.find([0x3F, 0x3D], in: text[(first + 3)...])
        else { return nil }
        let charset = text[(text.startIndex + 2)..<first]
        let content = text[(first + 3)..<end]
        // A language may stand behind the encoding's name (RFC 2231).
        let encoding = TextEncoding(label: ByteText.string(charset.prefix { $0 != UInt8(ascii: "*") }))
        switch text[first + 1] | 0x20 {
        case UInt8(ascii: "b"):
            var decoder = TransferDecoder(.base64)
            var bytes: [UInt8] = []
            decoder.decode(Array(content), into: &bytes)
            return (encoding, bytes, end + 2)
        case UInt8(ascii: "q"):
            return (encoding, ByteText.unescaped(content, mark: UInt8(ascii: "="), spaces: true), end + 2)
        default: return nil
        }
    }

    /// Bytes as UTF-8; what is no text in any encoding is U+FFFD.
    static func utf8(_ bytes: [UInt8], in encoding: TextEncoding?) -> [UInt8] {
        (try? text(bytes, in: encoding)) ?? Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    /// Bytes as UTF-8.
    ///
    /// - Throws: `IngestFailure` where they are no text, or this system cannot read their encoding.
    static func text(_ bytes: [UInt8], in encoding: TextEncoding?) throws(IngestFailure) -> [UInt8] {
        if encoding?.isWrittenInASCII != true, bytes.allSatisfy({ $0 < 0x80 && $0 != 0 }) { return bytes }
        let stream = try TextStream(MemoryStream(bytes), declared: encoding)
        var result: [UInt8] = []
        while try stream.read(65_536, into: &result) > 0 {}
        return result
    }
}
