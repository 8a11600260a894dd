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
}
