/// Reading JSON in place: where values stand, and what a string with escapes says (RFC 8259).
package enum JSONText {
    /// Deepest nesting that is passed over; deeper lines are read as plain text.
    private static let deepestNesting = 64

    /// Where a string's characters or a number's digits stand, without quotation marks.
    package struct Value: Sendable, Hashable {
        package var range: Range<Int>
        package var hasEscapes: Bool
    }

    enum Kind {
        case scalar(Value)
        case object(name: Value?)
        case other

        /// What names the value: itself, or an object's name.
        var telling: Value? {
            switch self {
            case .scalar(let value): value
            case .object(let name): name
            case .other: nil
            }
        }
    }

    struct Cursor {
        var index: Int
        let end: Int

        @inline(__always)
        mutating func skipSpaces(in bytes: Span<UInt8>) {
            while index < end, bytes[index] <= 0x20 { index += 1 }
        }

        @inline(__always)
        mutating func take(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
            guard index < end, bytes[index] == byte else { return false }
            index += 1
            return true
        }

        /// A string, the cursor on its opening mark.
        mutating func string(in bytes: Span<UInt8>) -> Value? {
            guard take(UInt8(ascii: "\""), in: bytes) else { return nil }
            let start = index
            var hasEscapes = false
            while index < end {
                let byte = bytes[index]
                if byte == UInt8(ascii: "\"") {
                    index += 1
                    return Value(range: start..<index - 1, hasEscapes: hasEscapes)
                }
                if byte == UInt8(ascii: "\\") {
                    hasEscapes = true
                    index += 1
                }
                index += 1
            }
            return nil
        }

        /// Any value, the cursor on its first byte.
        mutating func value(in bytes: Span<UInt8>) -> Kind? {
            guard index < end else { return nil }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                return string(in: bytes).map { .scalar($0) }
            case UInt8(ascii: "{"):
                return object(in: bytes)
            case UInt8(ascii: "["):
                return skipNested(in: bytes) ? .other : nil
            default:
                let start = index
                while index < end, bytes[index] != UInt8(ascii: ","), bytes[index] != UInt8(ascii: "}"),
                    bytes[index] != UInt8(ascii: "]"), bytes[index] > 0x20
                {
                    index += 1
                }
                guard index > start else { return nil }
                // `null`, `true` and `false` tell nothing; numbers are times and identifiers.
                let first = bytes[start]
                return first == UInt8(ascii: "n") || first == UInt8(ascii: "t") || first == UInt8(ascii: "f")
                    ? .other : .scalar(Value(range: start..<index, hasEscapes: false))
            }
        }

        /// An object in the place of a name: `{"id": 7, "username": "x"}`.
        private mutating func object(in bytes: Span<UInt8>) -> Kind? {
            let start = index
            guard skipNested(in: bytes) else { return nil }
            var inner = Cursor(index: start + 1, end: index)
            var named: Value?
            var rank = Int.max
            while true {
                inner.skipSpaces(in: bytes)
                guard let key = inner.string(in: bytes) else { break }
                inner.skipSpaces(in: bytes)
                guard inner.take(UInt8(ascii: ":"), in: bytes) else { break }
                inner.skipSpaces(in: bytes)
                let isNested = inner.index < inner.end && (bytes[inner.index] == 0x7B || bytes[inner.index] == 0x5B)
                if isNested {
                    guard inner.skipNested(in: bytes) else { break }
                } else {
                    guard case .scalar(let value)? = inner.value(in: bytes) else { break }
                    if let keyRank = Self.nameRank(of: key.range, in: bytes), keyRank < rank {
                        rank = keyRank
                        named = value
                    }
                }
                inner.skipSpaces(in: bytes)
                guard inner.take(UInt8(ascii: ","), in: bytes) else { break }
            }
            return .object(name: named)
        }

        private static let nameKeys: [[UInt8]] = [
            "username", "name", "nick", "nickname", "title", "first_name", "id", "user_id", "channel_id", "chat_id",
        ].map { Array($0.utf8) }

        private static func nameRank(of range: Range<Int>, in bytes: Span<UInt8>) -> Int? {
            nameKeys.firstIndex { key in
                key.count == range.count && key.indices.allSatisfy { bytes[range.lowerBound + $0] == key[$0] }
            }
        }

        /// Passes over an object or array, the cursor on its opening bracket.
        private mutating func skipNested(in bytes: Span<UInt8>) -> Bool {
            var depth = 0
            while index < end {
                switch bytes[index] {
                case UInt8(ascii: "\""):
                    guard string(in: bytes) != nil else { return false }
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                    guard depth <= deepestNesting else { return false }
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth == 0 {
                        index += 1
                        return true
                    }
                default:
                    break
                }
                index += 1
            }
            return false
        }
    }

    /// The text of a string's range, escapes undone; what is no escape stays as written.
    package static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < range.upperBound else {
                result.append(byte)
                index += 1
                continue
            }
            let escape = bytes[index + 1]
            index += 2
            switch escape {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "b"), UInt8(ascii: "f"): result.append(0x20)
            case UInt8(ascii: "u"): appendScalar(bytes, &index, range.upperBound, &result)
            case UInt8(ascii: "x"): appendLatin(bytes, &index, range.upperBound, &result)
            default: result.append(escape)
            }
        }
        return result
    }

    /// `\uXXXX`, the index behind the `u`; a pair of surrogates is one character, a lone one is U+FFFD.
    private static func appendScalar(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int, _ result: inout [UInt8]) {
        guard let first = hexadecimal(bytes, index, end) else {
            result.append(UInt8(ascii: "u"))
            return
        }
        index += 4
        var code = first
        if (0xD800..<0xDC00).contains(first), index + 6 <= end, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u"), let second = hexadecimal(bytes, index + 2, end),
            (0xDC00..<0xE000).contains(second)
        {
            code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
            index += 6
        }
        append(Unicode.Scalar(code) ?? "\u{FFFD}", to: &result)
    }

    /// `\xNN`, the index behind the `x`: no JSON, but written by exports in the wild.
    private static func appendLatin(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int, _ result: inout [UInt8]) {
        guard let code = hexadecimal(bytes, index, end, digits: 2), let scalar = Unicode.Scalar(code) else {
            result.append(UInt8(ascii: "x"))
            return
        }
        index += 2
        append(scalar, to: &result)
    }

    private static func hexadecimal(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, digits: Int = 4) -> UInt32? {
        guard start + digits <= end else { return nil }
        var code: UInt32 = 0
        var isHexadecimal = true
        for index in start..<start + digits {
            let byte = bytes[index]
            isHexadecimal = isHexadecimal && (byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6)
            // Letters have the bit 0x40, and count on from 10 where their lower half counts from 1.
            code = code &<< 4 | UInt32(byte & 0xF &+ (byte &>> 6) &* 9)
        }
        return isHexadecimal ? code : nil
    }

    /// Written out, since some exports escape every character that is no ASCII, and Chinese texts have nothing else.
    private static func append(_ scalar: Unicode.Scalar, to result: inout [UInt8]) {
        let code = scalar.value
        func rest(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: code &>> shift & 0x3F) }
        if code < 0x80 {
            result.append(UInt8(truncatingIfNeeded: code))
        } else if code < 0x800 {
            result.append(0xC0 | UInt8(truncatingIfNeeded: code >> 6))
            result.append(rest(0))
        } else if code < 0x10000 {
            result.append(0xE0 | UInt8(truncatingIfNeeded: code >> 12))
            result.append(rest(6))
            result.append(rest(0))
        } else {
            result.append(0xF0 | UInt8(truncatingIfNeeded: code >> 18))
            result.append(rest(12))
            result.append(rest(6))
            result.append(rest(0))
        }
    }
}
