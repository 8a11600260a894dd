/// Makes GB 2312 in eight bits of HZ (RFC 1843), piece by piece.
struct HZShifts {
    private static let escape = UInt8(ascii: "~")

    private var isShifted = false
    /// Whether the last piece ended in an escape.
    private var isEscaped = false

    /// - Parameter isLast: whether nothing follows.
    mutating func resolve(_ piece: [UInt8], isLast: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(piece.count)
        for byte in piece {
            if isEscaped {
                isEscaped = false
                switch byte {
                case UInt8(ascii: "{"): isShifted = true
                case UInt8(ascii: "}"): isShifted = false
                case Self.escape: result.append(byte)
                // A line that goes on ends here all the same: lines are counted in the source.
                case 0x0A: result.append(byte)
                default: result += [Self.escape, byte]
                }
            } else if byte == Self.escape {
                isEscaped = true
            } else if byte == 0x0A {
                // No character goes on over a line's end, so what forgot to shift back hides no more than its line.
                isShifted = false
                result.append(byte)
            } else {
                result.append(isShifted && byte > 0x20 ? byte | 0x80 : byte)
            }
        }
        if isEscaped, isLast { result.append(Self.escape) }
        return result
    }
}
