/// Questions about bytes that many validators ask.
enum Bytes {
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLower(byte) || (0x41...0x5A).contains(byte) }

    /// An ASCII capital as a small letter; every other byte as it is.
    static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Letters and digits alone, letters in lower case.
    static func compact(_ value: [UInt8]) -> [UInt8] {
        kept(value) { isAlphanumeric($0) ? lower($0) : nil }
    }

    /// Digits alone.
    static func digits(_ value: [UInt8]) -> [UInt8] {
        kept(value) { isDigit($0) ? $0 : nil }
    }

    /// Letters and digits alone, letters in upper case.
    static func upperCompact(_ value: [UInt8]) -> [UInt8] {
        kept(value) { isAlphanumeric($0) ? (isLower($0) ? $0 & 0xDF : $0) : nil }
    }

    /// One allocation, where `compactMap` grows by doubling: every candidate passes here.
    @inline(__always)
    private static func kept(_ value: [UInt8], _ transform: (UInt8) -> UInt8?) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(value.count)
        for byte in value {
            if let byte = transform(byte) { result.append(byte) }
        }
        return result
    }

    /// The number that ASCII digits write; nil where a byte is none or there are more than eighteen.
    static func number(_ digits: some Collection<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    static func string(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the bytes begin with an ASCII text.
    static func starts(_ bytes: some Collection<UInt8>, with text: String) -> Bool {
        bytes.starts(with: text.utf8)
    }

    /// Whether the bytes end with an ASCII text.
    static func ends(_ bytes: some BidirectionalCollection<UInt8>, with text: String) -> Bool {
        bytes.suffix(text.utf8.count).elementsEqual(text.utf8)
    }

    /// Whether a word stands anywhere in a text: by bytes, as comparing characters costs fifty times as much.
    static func holds(_ text: [UInt8], _ word: [UInt8]) -> Bool {
        guard let first = word.first, text.count >= word.count else { return false }
        for start in 0...text.count - word.count where text[start] == first {
            if word.indices.allSatisfy({ text[start + $0] == word[$0] }) { return true }
        }
        return false
    }

    /// Whether every byte is the same.
    static func isOneByteRepeated(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        return bytes.allSatisfy { $0 == first }
    }
}
