/// Base64 letter by letter, in the alphabet of mail and in that of addresses (RFC 4648, 4 and 5).
package struct Base64Decoder: Sendable {
    /// Bits that are no whole byte yet, and how many.
    private var bits: UInt32 = 0
    private var count = 0

    package init() {}

    /// The six bits that a letter stands for, or nil.
    package static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case 0x41...0x5A: UInt32(letter - 0x41)
        case 0x61...0x7A: UInt32(letter - 0x61) + 26
        case 0x30...0x39: UInt32(letter - 0x30) + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }

    /// Takes the next six bits.
    ///
    /// - Returns: the byte that they make whole, if they do.
    package mutating func take(_ value: UInt32) -> UInt8? {
        bits = bits << 6 | value
        count += 6
        guard count >= 8 else { return nil }
        count -= 8
        return UInt8(truncatingIfNeeded: bits >> UInt32(count))
    }

    /// Decodes a text that is base64 throughout, padding and white space passed over.
    ///
    /// - Returns: nil where a character belongs to no base64.
    package static func decode(_ text: [UInt8]) -> [UInt8]? {
        var decoder = Base64Decoder()
        var result: [UInt8] = []
        result.reserveCapacity(text.count * 3 / 4)
        for byte in text where byte != UInt8(ascii: "=") && byte != 0x0A && byte != 0x0D && byte != 0x20 {
            guard let value = value(of: byte) else { return nil }
            if let whole = decoder.take(value) { result.append(whole) }
        }
        return result
    }
}
