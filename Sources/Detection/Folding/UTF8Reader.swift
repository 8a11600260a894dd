/// Reading one character of text that may be damaged.
///
/// A sequence that is cut short, overlong, a surrogate or beyond U+10FFFF is read as U+FFFD, one byte at a time, so every
/// byte of any input belongs to exactly one character.
enum UTF8Reader {
    static let replacement: UInt32 = 0xFFFD

    /// The character at `index` and its length in bytes, 1 to 4.
    @inline(__always)
    static func character(
        in text: UnsafePointer<UInt8>, at index: Int, end: Int
    ) -> (code: UInt32, length: Int) {
        let lead = UInt32(text[index])
        if lead < 0x80 { return (lead, 1) }
        if lead >= 0xE0, lead < 0xF0, index + 2 < end {
            let second = UInt32(text[index + 1])
            let third = UInt32(text[index + 2])
            guard second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return (replacement, 1) }
            let code = (lead & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F)
            return code >= 0x800 && code & 0xF800 != 0xD800 ? (code, 3) : (replacement, 1)
        }
        return rareCharacter(in: text, at: index, end: end)
    }

    @inline(never)
    private static func rareCharacter(
        in text: UnsafePointer<UInt8>, at index: Int, end: Int
    ) -> (code: UInt32, length: Int) {
        let lead = UInt32(text[index])
        if lead >= 0xC2, lead < 0xE0, index + 1 < end {
            let second = UInt32(text[index + 1])
            if second & 0xC0 == 0x80 { return ((lead & 0x1F) << 6 | (second & 0x3F), 2) }
        } else if lead >= 0xF0, lead < 0xF5, index + 3 < end {
            let second = UInt32(text[index + 1])
            let third = UInt32(text[index + 2])
            let fourth = UInt32(text[index + 3])
            if second & 0xC0 == 0x80, third & 0xC0 == 0x80, fourth & 0xC0 == 0x80 {
                let code = (lead & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | (fourth & 0x3F)
                if code >= 0x10000, code < 0x110000 { return (code, 4) }
            }
        }
        return (replacement, 1)
    }
}
