package import FenceModel

/// What of a value may be shown: enough to recognise one's own, too little to use another's.
package enum Masking {
    /// Replaces all but the first and last characters that the rule lets through.
    ///
    /// At most half of a value is ever shown, whatever the rule says. Of a mail address the domain stays.
    package static func mask(_ value: String, _ mask: Rule.Mask, entity: Entity) -> String {
        if entity == .emailAddress, let at = value.unicodeScalars.lastIndex(where: { $0 == "@" || $0 == "＠" }) {
            return value[..<at].prefix(1) + "***" + value[at...]
        }
        if value.utf8.allSatisfy({ $0 < 0x80 }) { return asciiMask(value, mask) }
        if let masked = plainMask(value, mask) { return masked }
        let characters = Array(value)
        let (head, tail) = shown(of: characters.count, mask)
        let hidden = characters.count - head - tail
        return String(characters.prefix(head)) + String(repeating: "*", count: hidden)
            + String(characters.suffix(tail))
    }

    /// The same for what most values are, without counting characters of more than a byte.
    private static func asciiMask(_ value: String, _ mask: Rule.Mask) -> String {
        var bytes = Array(value.utf8)
        let (head, tail) = shown(of: bytes.count, mask)
        for index in head..<bytes.count - tail { bytes[index] = UInt8(ascii: "*") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same where each scalar is a character for itself, as in Chinese and in full-width numbers; nil elsewhere.
    private static func plainMask(_ value: String, _ mask: Rule.Mask) -> String? {
        var count = 0
        for scalar in value.unicodeScalars {
            switch scalar.value {
            case 0x20...0x7E, 0x4E00...0x9FFF, 0xFF01...0xFF5E: count += 1
            default: return nil
            }
        }
        let (head, tail) = shown(of: count, mask)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.utf8.count)
        var character = -1
        for byte in value.utf8 {
            let begins = byte & 0xC0 != 0x80
            if begins { character += 1 }
            if character < head || character >= count - tail {
                bytes.append(byte)
            } else if begins {
                bytes.append(UInt8(ascii: "*"))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// How many characters stay at each end.
    private static func shown(of count: Int, _ mask: Rule.Mask) -> (head: Int, tail: Int) {
        let shown = min(min(mask.head, count) + min(mask.tail, count), count / 2)
        let tail = min(mask.tail, shown / 2 + shown % 2, shown)
        return (min(mask.head, shown - tail), tail)
    }

    /// Shows nothing but the length.
    package static func whole(_ value: String) -> String {
        String(repeating: "*", count: value.count)
    }
}
