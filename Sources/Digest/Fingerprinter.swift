import Crypto

/// Makes fingerprints of values under the user's key: HMAC-SHA256 (RFC 2104).
///
/// Without a key there are none: all mobile numbers can be hashed in about an hour, so an unkeyed digest of a number is
/// the number.
package struct Fingerprinter: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: any bytes; the command line refuses fewer than 16.
    package init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    /// 64 hexadecimal digits for a value in its normalized form.
    package func fingerprint(entity: String, normalized: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(entity)\u{0}\(normalized)".utf8), using: key)
        return Digest.hexadecimal(code)
    }
}
