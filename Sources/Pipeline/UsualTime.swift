/// `2026-11-03 02:26:07 `, as nearly every line of a chat log begins: told in a few instructions, since it is asked of every
/// line that is only counted.
package enum UsualTime {
    /// Bytes of it.
    package static let count = 20

    /// Whether it stands at a byte of a line, and more behind it.
    ///
    /// - Parameter end: where the line ends.
    package static func stands(in bytes: Span<UInt8>, at start: Int, end: Int) -> Bool {
        guard start >= 0, start + count < end, end <= bytes.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            let date = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            let clock = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
            let rest = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 16, as: UInt32.self))
            return isShape(date, 0x2D30_302D_3030_3030, digits: 0x000F_0F00_0F0F_0F0F)
                && isShape(clock, 0x3030_3A30_3020_3030, digits: 0x0F0F_000F_0F00_0F0F)
                && isShape(UInt64(rest), 0x2030_303A, digits: 0x000F_0F00)
        }
    }

    /// Whether bytes are those of a shape, any digit for each 0.
    @inline(__always)
    private static func isShape(_ bytes: UInt64, _ shape: UInt64, digits: UInt64) -> Bool {
        // A digit has the upper half 3, and still has it when 6 is added.
        let sixes: UInt64 = digits / 0x0F &* 0x06
        return bytes & ~digits == shape && (bytes &+ sixes) & ~digits == shape
    }
}
