import Crypto

/// Stable names for things: SHA-256 in hexadecimal.
package enum Digest {
    /// The first `hexDigits` digits of the SHA-256 of the parts, each with its length before it, so that no two lists of
    /// parts give the same bytes.
    package static func identifier(of parts: [String], hexDigits: Int = 32) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + 8 })
        for part in parts {
            bytes.append(contentsOf: String(part.utf8.count).utf8)
            bytes.append(UInt8(ascii: ":"))
            bytes.append(contentsOf: part.utf8)
        }
        return hexadecimal(SHA256.hash(data: bytes).prefix((hexDigits + 1) / 2), digits: hexDigits)
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>, digits: Int = .max) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text.prefix(digits), as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
