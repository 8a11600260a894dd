internal import CIconv
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Turns text of another encoding into UTF-8, piece by piece, by iconv. What cannot be read becomes U+FFFD.
package final class Transcoder {
    private let converter: iconv_t
    private let unitBytes: Int
    private var shifts: HZShifts?
    /// Bytes of a character that the last piece cut.
    private var rest: [UInt8] = []

    /// - Returns: nil where this system's iconv does not know the encoding.
    package init?(from encoding: TextEncoding) {
        guard let converter = iconv_open("UTF-8", encoding.iconvName), Self.isOpen(converter) else { return nil }
        self.converter = converter
        unitBytes = encoding.unitBytes
        shifts = encoding == .hz ? HZShifts() : nil
    }

    deinit {
        iconv_close(converter)
    }

    static func canRead(_ name: String) -> Bool {
        guard let converter = iconv_open("UTF-8", name), isOpen(converter) else { return false }
        iconv_close(converter)
        return true
    }

    /// iconv says that it failed by a pointer of all ones.
    private static func isOpen(_ converter: iconv_t) -> Bool {
        Int(bitPattern: converter) != -1
    }

    /// Converts a piece and appends it.
    ///
    /// - Parameter isLast: whether nothing follows, so that half a character at the end is damage.
    package func convert(_ piece: [UInt8], isLast: Bool, into result: inout [UInt8]) {
        var source = rest + (shifts?.resolve(piece, isLast: isLast) ?? piece)
        rest.removeAll(keepingCapacity: true)
        var output = [UInt8](repeating: 0, count: max(64, source.count * 3))
        var position = 0
        while position < source.count {
            let (consumed, produced, code) = step(&source, from: position, into: &output)
            position += consumed
            result += output[..<produced]
            if position >= source.count { break }
            if code == EINVAL, !isLast {
                rest = Array(source[position...])
                return
            }
            if code == EILSEQ || code == EINVAL {
                result += [0xEF, 0xBF, 0xBD]
                // After a lead byte whose trail is a line end or other ASCII, the ASCII is read for itself.
                position += min(unitBytes, source.count - position)
            }
        }
    }

    private func step(
        _ source: inout [UInt8], from position: Int, into output: inout [UInt8]
    ) -> (consumed: Int, produced: Int, code: Int32) {
        source.withUnsafeMutableBytes { input in
            output.withUnsafeMutableBytes { room in
                var next = input.baseAddress.map { ($0 + position).assumingMemoryBound(to: CChar.self) }
                var left = input.count - position
                var free = room.baseAddress?.assumingMemoryBound(to: CChar.self)
                var space = room.count
                errno = 0
                let status = iconv(converter, &next, &left, &free, &space)
                let code = status == -1 ? errno : 0
                return (input.count - position - left, room.count - space, code)
            }
        }
    }
}
