import Crypto

/// Stable names for things: SHA-256 in hexadecimal.
package enum Digest {
    /// The first `hexDigits` digits of the SHA-256 of the parts, each with its length before it, so that no two lists of
    /// parts give the same bytes.
    package static func identifier(of parts: [String], hexDigits: Int = 32) -> String {
        var hash = SHA256()
        for part in parts {
            hash.update(data: Array("\(part.utf8.count):".utf8))
            hash.update(data: Array(part.utf8))
        }
        return String(hexadecimal(hash.finalize()).prefix(hexDigits))
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Makes fingerprints of values under the user's key: HMAC-SHA256 (RFC 2104).
///
/// Without a key there are none: all mobile numbers can be hashed in about an hour, so an unkeyed digest of a number is
/// the number.
package struct Fingerprinter: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: any bytes; at least 16 are advised.
    package init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    /// 64 hexadecimal digits for a value in its normalized form.
    package func fingerprint(entity: String, normalized: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(entity)\u{0}\(normalized)".utf8), using: key)
        return Digest.hexadecimal(code)
    }
}
