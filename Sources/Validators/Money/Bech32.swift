/// Bech32 (BIP 173) and bech32m (BIP 350).
enum Bech32 {
    enum Form { case bech32, bech32m }

    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]

    /// Form and witness version of a lower-case address of segregated witness, or nil where it is none.
    static func decode(_ text: [UInt8]) -> (form: Form, version: UInt8)? {
        guard let split = text.lastIndex(of: 0x31), split > 0, text.count - split > 7, text.count <= 90 else {
            return nil
        }
        var values: [UInt8] = text[..<split].map { $0 >> 5 } + [0] + text[..<split].map { $0 & 31 }
        let body = text[(split + 1)...].compactMap { character in alphabet.firstIndex(of: character).map { UInt8($0) } }
        guard body.count == text.count - split - 1 else { return nil }
        values += body
        let version = body[0]
        guard isProgram(body[1..<body.count - 6], version: version) else { return nil }
        switch polymod(values) {
        case 1: return (.bech32, version)
        case 0x2bc8_30a3: return (.bech32m, version)
        default: return nil
        }
    }

    /// Whether groups of five bits are a witness program: 20 or 32 bytes in version 0, 2 to 40 in others, and less than a
    /// group of zeros behind them.
    private static func isProgram(_ groups: ArraySlice<UInt8>, version: UInt8) -> Bool {
        let (bytes, padding) = (groups.count * 5).quotientAndRemainder(dividingBy: 8)
        guard padding < 5, let last = groups.last, last & (1 << UInt8(padding) - 1) == 0 else { return false }
        return version == 0 ? bytes == 20 || bytes == 32 : (2...40).contains(bytes)
    }

    private static func polymod(_ values: [UInt8]) -> UInt32 {
        var check: UInt32 = 1
        for value in values {
            let top = check >> 25
            check = (check & 0x01ff_ffff) << 5 ^ UInt32(value)
            for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { check ^= generator[bit] }
        }
        return check
    }
}
