import FenceDecoding

/// Moves over a JSON text that comes in pieces.
struct JSONByteCursor {
    private static let chunkBytes = 262_144

    private let stream: any ByteStream
    private var buffer: [UInt8] = []
    private var index = 0
    private var base = 0
    private(set) var line = 1

    init(_ stream: any ByteStream) {
        self.stream = stream
    }

    /// Byte of the text at which the cursor stands.
    var offset: Int { base + index }

    private mutating func refill() throws(IngestFailure) -> Bool {
        base += buffer.count
        index = 0
        buffer.removeAll(keepingCapacity: true)
        return try stream.read(Self.chunkBytes, into: &buffer) > 0
    }

    mutating func advance() {
        index += 1
    }

    mutating func peekPastSpaces() throws(IngestFailure) -> UInt8? {
        while true {
            while index < buffer.count {
                let byte = buffer[index]
                if byte > 0x20 { return byte }
                if byte == 0x0A { line += 1 }
                index += 1
            }
            guard try refill() else { return nil }
        }
    }

    private mutating func peek() throws(IngestFailure) -> UInt8? {
        if index < buffer.count { return buffer[index] }
        return try refill() ? buffer[index] : nil
    }

    /// A string with the cursor on its opening mark, escapes undone; only so many bytes of it are kept.
    mutating func string(keeping limit: Int) throws(IngestFailure) -> [UInt8] {
        index += 1
        var kept: [UInt8] = []
        var isEscaped = false
        while let byte = try peek() {
            index += 1
            if byte == 0x0A { line += 1 }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                break
            }
            if kept.count < limit { kept.append(byte) }
        }
        return JSONText.decode(kept.span, 0..<kept.count)
    }

    /// A number or a name.
    mutating func scalar() throws(IngestFailure) -> [UInt8] {
        var kept: [UInt8] = []
        while let byte = try peek(), byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"),
            byte != UInt8(ascii: "]")
        {
            if kept.count < 64 { kept.append(byte) }
            index += 1
        }
        return kept
    }

    /// Passes over an object or array with all that is in it.
    mutating func skipNested() throws(IngestFailure) {
        var nothing: [UInt8] = []
        _ = try nested(keeping: 0, into: &nothing)
    }

    /// An object or array with all that is in it.
    ///
    /// - Parameter limit: how many bytes are kept.
    /// - Returns: whether it was closed; whether bytes were left out.
    mutating func nested(
        keeping limit: Int, into kept: inout [UInt8]
    ) throws(IngestFailure) -> (isWhole: Bool, isCut: Bool) {
        let keptStart = kept.count
        var isCut = false
        var scan = NestedScan()
        while true {
            if index >= buffer.count {
                guard try refill() else { return (false, isCut && limit > 0) }
            }
            let start = index
            index = scan.run(buffer.span, from: index)
            let room = limit - (kept.count - keptStart)
            kept += buffer[start..<min(index, start + room)]
            if index - start > room { isCut = true }
            if scan.isClosed {
                line += scan.lines
                return (true, isCut && limit > 0)
            }
        }
    }

    /// Finds the end of a container, over pieces of it.
    private struct NestedScan {
        private var depth = 0
        private var isInString = false
        private var isEscaped = false
        private(set) var isClosed = false
        private(set) var lines = 0

        /// - Returns: the index behind the container's end, or the piece's.
        mutating func run(_ bytes: Span<UInt8>, from start: Int) -> Int {
            // State of the loop lives in locals; it is put back at the end of the piece.
            var index = start
            var depth = depth
            var lines = lines
            let count = bytes.count
            if isEscaped, index < count {
                isEscaped = false
                index += 1
            }
            while index < count {
                if isInString {
                    while index < count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
                        index += 1
                    }
                    if index == count { break }
                    if bytes[index] == UInt8(ascii: "\"") {
                        isInString = false
                        index += 1
                    } else if index + 1 < count {
                        index += 2
                    } else {
                        isEscaped = true
                        index += 1
                    }
                    continue
                }
                let byte = bytes[index]
                index += 1
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth == 0 { isClosed = true }
                case 0x0A: lines += 1
                default: break
                }
                if isClosed { break }
            }
            self.depth = depth
            self.lines = lines
            return index
        }
    }
}
