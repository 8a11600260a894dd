#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Searches over raw bytes that the pipeline needs for every line; the C library's are the fastest there are.
enum ByteSearch {
    static let newline = UInt8(ascii: "\n")

    /// The first newline at or after `start`, or nil.
    @inline(__always)
    static func newline(in bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
        guard start < end, let found = memchr(bytes + start, Int32(newline), end - start) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
    }

    /// The last newline before `end`, or nil.
    static func lastNewline(in bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
        var index = end - 1
        while index >= start {
            if bytes[index] == newline { return index }
            index -= 1
        }
        return nil
    }

    /// Number of newlines.
    static func countNewlines(in bytes: UnsafePointer<UInt8>, count: Int) -> Int {
        var total = 0
        var index = 0
        // Sums of bytes in lanes of bytes, added up before a lane can overflow: the compiler makes vector code of it.
        while index + 32 <= count {
            var lanes = SIMD32<UInt8>(repeating: 0)
            let last = min(index + 32 * 255, count - count % 32)
            while index + 32 <= last {
                let chunk = UnsafeRawPointer(bytes + index).loadUnaligned(as: SIMD32<UInt8>.self)
                lanes.replace(with: lanes &+ 1, where: chunk .== Self.newline)
                index += 32
            }
            for lane in 0..<32 { total += Int(lanes[lane]) }
        }
        while index < count {
            if bytes[index] == newline { total += 1 }
            index += 1
        }
        return total
    }
}
