/// Base 58 as Bitcoin writes it, with the four check bytes of double SHA-256 at the end.
enum Base58 {
    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

    /// The payload with its version byte, or nil where a character or the check sum is wrong.
    static func checkedPayload(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for character in text {
            guard let digit = alphabet.firstIndex(of: character) else { return nil }
            var carry = digit
            for place in bytes.indices {
                carry += Int(bytes[place]) * 58
                bytes[place] = UInt8(carry & 0xFF)
                carry >>= 8
            }
            while carry > 0 {
                bytes.append(UInt8(carry & 0xFF))
                carry >>= 8
            }
        }
        let zeros = text.prefix { $0 == alphabet[0] }.count
        let decoded = Array(repeating: UInt8(0), count: zeros) + bytes.reversed()
        guard decoded.count > 4 else { return nil }
        let payload = Array(decoded.dropLast(4))
        return SHA256.hash(SHA256.hash(payload)).prefix(4).elementsEqual(decoded.suffix(4)) ? payload : nil
    }
}
