import FenceModel

/// Undoes how a part of a mail was made lines of ASCII (RFC 2045, 6), line by line.
struct TransferDecoder {
    enum Encoding {
        case none, base64, quotedPrintable
    }

    private let encoding: Encoding
    private var base64 = Base64Decoder()

    init(_ encoding: Encoding) {
        self.encoding = encoding
    }

    /// - Returns: nil where nobody knows the encoding of that name.
    init?(named name: String) {
        switch name.trimmingPrefix(while: \.isWhitespace).prefix(while: { !$0.isWhitespace && $0 != ";" }) {
        case "", "7bit", "8bit", "binary": encoding = .none
        case "base64": encoding = .base64
        case "quoted-printable": encoding = .quotedPrintable
        default: return nil
        }
    }

    /// Decodes a line without its end.
    mutating func decode(_ line: [UInt8], into result: inout [UInt8]) {
        switch encoding {
        case .none:
            result += line
            result.append(0x0A)
        case .base64: decodeBase64(line, into: &result)
        case .quotedPrintable: decodeQuoted(line, into: &result)
        }
    }

    /// What is no letter of base64 is passed over; padding ends a run, and another may follow.
    private mutating func decodeBase64(_ line: [UInt8], into result: inout [UInt8]) {
        for byte in line {
            if byte == UInt8(ascii: "=") {
                base64 = Base64Decoder()
            } else if let value = Base64Decoder.value(of: byte), let whole = base64.take(value) {
                result.append(whole)
            }
        }
    }

    /// A line that ends in `=` goes on in the next one; white space at its end was added on the way.
    private func decodeQuoted(_ line: [UInt8], into result: inout [UInt8]) {
        var line = line[...]
        while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
        let goesOn = line.last == UInt8(ascii: "=")
        if goesOn { line.removeLast() }
        result += ByteText.unescaped(line, mark: UInt8(ascii: "="), spaces: false)
        if !goesOn { result.append(0x0A) }
    }
}
