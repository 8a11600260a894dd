/// Writes JSON (RFC 8259) into bytes, without Foundation's detours: findings are written by the million.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Whether the next member or element needs a comma before it.
    private var needsComma = false

    /// A place at which the number of a line is still to be written.
    package struct OpenLine: Sendable {
        /// How many bytes stand before it.
        package var place: Int
        /// Counted from where only the reader of the whole input knows.
        package var line: Int
    }

    package private(set) var openLines: [OpenLine] = []
    private let leavesLinesOpen: Bool

    /// - Parameter leavesLinesOpen: whether numbers of lines are left out and their places noted in `openLines`.
    package init(leavesLinesOpen: Bool = false) {
        self.leavesLinesOpen = leavesLinesOpen
        bytes.reserveCapacity(1_024)
    }

    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        openLines.removeAll(keepingCapacity: true)
        needsComma = false
    }

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    package mutating func array<Element>(
        _ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
    ) {
        open(UInt8(ascii: "["), UInt8(ascii: "]")) { writer in
            for element in elements {
                writer.separate()
                body(&writer, element)
                writer.needsComma = true
            }
        }
    }

    private mutating func open(_ opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) -> Void) {
        bytes.append(opening)
        needsComma = false
        body(&self)
        bytes.append(closing)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    /// A name that the program writes, and that needs no escaping.
    package struct Name: ExpressibleByStringLiteral, Sendable {
        fileprivate let text: String

        package init(stringLiteral text: String) { self.text = text }
    }

    package mutating func key(_ name: Name) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.text.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    @_disfavoredOverload
    package mutating func key(_ name: String) {
        separate()
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Members as they stand in the output.
    package mutating func members(_ members: Name) {
        separate()
        bytes.append(contentsOf: members.text.utf8)
        needsComma = true
    }

    /// The same with a number behind them.
    package mutating func members(_ members: Name, _ number: Int) {
        self.members(members)
        bytes.appendDecimal(number)
    }

    /// Closes what `members` opened.
    package mutating func close(_ bracket: Name) {
        bytes.append(contentsOf: bracket.text.utf8)
        needsComma = true
    }

    package mutating func member(_ name: Name, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
        needsComma = true
    }

    package mutating func member(_ name: Name, _ value: Int?) {
        key(name)
        if let value { append(value) } else { null() }
        needsComma = true
    }

    package mutating func member(_ name: Name, _ value: Double?) {
        key(name)
        if let value { number(value) } else { null() }
        needsComma = true
    }

    package mutating func member(_ name: Name, _ value: Bool) {
        key(name)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
        needsComma = true
    }

    /// A line's number, or the place for it where the writer leaves such places open.
    package mutating func line(_ name: Name, _ line: Int?) {
        guard leavesLinesOpen, let line else { return member(name, line) }
        key(name)
        openLines.append(OpenLine(place: bytes.count, line: line))
        needsComma = true
    }

    package mutating func null() {
        bytes.append(contentsOf: "null".utf8)
        needsComma = true
    }

    /// JSON has no number that is infinite or none: null stands for it.
    package mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        if value == value.rounded() && abs(value) < 1e15 {
            append(Int(value))
        } else {
            append(fraction: value)
        }
        needsComma = true
    }

    private mutating func append(_ value: Int) {
        bytes.appendDecimal(value)
    }

    /// Most fractions are shares and weights of up to three decimals, which are written ten times as fast.
    private mutating func append(fraction value: Double) {
        let thousandths = (value.magnitude * 1_000).rounded()
        guard thousandths < 1e9, thousandths / 1_000 == value.magnitude else {
            return bytes.append(contentsOf: String(value).utf8)
        }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.appendDecimal(Int(thousandths) / 1_000)
        bytes.append(UInt8(ascii: "."))
        var rest = Int(thousandths) % 1_000
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / 100))
            rest = rest % 100 * 10
        } while rest > 0
    }

    package mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        // Nearly no text holds anything to escape, and copying a text at once is ten times as fast as byte by byte.
        if Self.needsEscaping(bytes.span, from: start) {
            bytes.removeLast(bytes.count - start)
            appendEscaped(text)
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private static func needsEscaping(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        for index in start..<bytes.count {
            let byte = bytes[index]
            // From # to [, and all of what is no ASCII: nearly every byte.
            if byte &- 0x23 <= 0x5B - 0x23 || byte >= 0x80 { continue }
            if byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return true }
        }
        return false
    }

    private mutating func appendEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
    }

    /// Ends the line.
    package mutating func endLine() {
        bytes.append(0x0A)
        needsComma = false
    }
}

extension [UInt8] {
    /// Appends a whole number in digits.
    package mutating func appendDecimal(_ value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let start = count
        repeat {
            append(UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0"))
            rest /= 10
        } while rest > 0
        var (left, right) = (start, count - 1)
        while left < right {
            swapAt(left, right)
            left += 1
            right -= 1
        }
    }
}
