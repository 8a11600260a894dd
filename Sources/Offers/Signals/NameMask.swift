import FenceDigest

/// The names of authors and channels as they may be shown where a value stands in them.
///
/// Where nobody named a contact, a messenger's export has its telephone number for a name. The value is hidden to its last
/// digit, and four hexadecimal digits of the name's digest stand behind it: they tell authors apart, and are shared by so many
/// numbers that nobody can find the number by trying them all.
package enum NameMask {
    /// - Parameter spans: bytes of the values in the name, in order.
    package static func mask(_ name: UnsafeBufferPointer<UInt8>, hiding spans: [Range<Int>]) -> String {
        var bytes: [UInt8] = []
        var position = 0
        for span in spans where span.upperBound > position {
            if position < span.lowerBound { bytes += name[position..<span.lowerBound] }
            // A star for each character: bytes that continue one count with its first.
            let hidden = name[max(position, span.lowerBound)..<span.upperBound].count { $0 & 0xC0 != 0x80 }
            bytes += repeatElement(UInt8(ascii: "*"), count: hidden)
            position = span.upperBound
        }
        return String(decoding: bytes + name[position...], as: UTF8.self) + tag(of: name)
    }

    /// What stands behind a masked name.
    package static func tag(of name: UnsafeBufferPointer<UInt8>) -> String {
        "#" + Digest.identifier(of: [String(decoding: name, as: UTF8.self)], hexDigits: 4)
    }
}
