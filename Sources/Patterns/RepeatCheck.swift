/// Finds repeats without an upper bound of a group or of the dot: the shapes that make matching time explode.
///
/// Repeats of one character or class are allowed; the candidate's window bounds them.
package enum RepeatCheck {
    /// Byte offset of the first such repeat in an expression, or nil.
    package static func firstUnboundedRepeat(in source: String) -> Int? {
        let bytes = Array(source.utf8)
        var index = 0
        var repeatable = false
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\\"):
                index += 2
                repeatable = false
                continue
            case UInt8(ascii: "["):
                index = endOfClass(bytes, from: index)
                repeatable = false
                continue
            case UInt8(ascii: "."), UInt8(ascii: ")"):
                repeatable = true
            case UInt8(ascii: "*"), UInt8(ascii: "+"):
                if repeatable { return index }
                repeatable = false
            case UInt8(ascii: "{"):
                if repeatable, hasNoUpperBound(bytes, from: index) { return index }
                repeatable = false
            default:
                repeatable = false
            }
            index += 1
        }
        return nil
    }

    private static func endOfClass(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start + 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "^") { index += 1 }
        if index < bytes.count, bytes[index] == UInt8(ascii: "]") { index += 1 }
        while index < bytes.count, bytes[index] != UInt8(ascii: "]") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index + 1
    }

    private static func hasNoUpperBound(_ bytes: [UInt8], from start: Int) -> Bool {
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "}")) else { return false }
        let inside = bytes[(start + 1)..<end]
        return inside.last == UInt8(ascii: ",") && inside.dropLast().allSatisfy { (0x30...0x39).contains($0) }
    }
}
