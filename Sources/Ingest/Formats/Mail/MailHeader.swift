import FenceDecoding

/// The fields of a mail or of a part of it (RFC 5322, RFC 2045).
struct MailHeader {
    /// A value with parameters: `text/plain; charset=gbk`.
    struct Parameters {
        /// What stands before them, in lower case.
        var value = ""
        private var named: [String: [UInt8]] = [:]

        init(_ field: [UInt8]) {
            var parts = Self.split(field)
            value = parts.isEmpty ? "" : ByteText.string(ByteText.lowercased(ByteText.trimmed(parts.removeFirst())))
            for part in parts {
                guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
                let name = ByteText.string(ByteText.lowercased(ByteText.trimmed(part[part.startIndex..<equals])))
                if named[name] == nil { named[name] = Self.unquoted(ByteText.trimmed(part[(equals + 1)...])) }
            }
        }

        /// A parameter, however it is written: plain, in encoded words, or in pieces with percent signs (RFC 2231).
        subscript(_ name: String) -> [UInt8]? {
            if let plain = named[name] { return MailWords.decoded(plain) }
            if let extended = named[name + "*"] { return Self.extended(extended) }
            var pieces: [UInt8] = []
            var isExtended = false
            for number in 0..<100 {
                if let piece = named["\(name)*\(number)*"] {
                    isExtended = isExtended || number == 0
                    pieces += piece
                } else if let piece = named["\(name)*\(number)"] {
                    pieces += piece
                } else {
                    break
                }
            }
            return pieces.isEmpty ? nil : isExtended ? Self.extended(pieces) : MailWords.decoded(pieces)
        }

        /// `utf-8''%E6%95%B0`: encoding, language, escaped bytes.
        private static func extended(_ text: [UInt8]) -> [UInt8] {
            let parts = text.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return text }
            let bytes = ByteText.unescaped(parts[2], mark: UInt8(ascii: "%"), spaces: false)
            return MailWords.utf8(bytes, in: TextEncoding(label: ByteText.string(parts[0])))
        }

        private static func split(_ field: [UInt8]) -> [ArraySlice<UInt8>] {
            var parts: [ArraySlice<UInt8>] = []
            var start = 0
            var isQuoted = false
            for (index, byte) in field.enumerated() {
                if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                if byte == UInt8(ascii: ";"), !isQuoted {
                    parts.append(field[start..<index])
                    start = index + 1
                }
            }
            return parts + [field[start...]]
        }

        private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
            guard text.first == UInt8(ascii: "\"") else { return Array(text) }
            var result: [UInt8] = []
            var isEscaped = false
            for byte in text.dropFirst() {
                if isEscaped {
                    result.append(byte)
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    break
                } else {
                    result.append(byte)
                }
            }
            return result
        }
    }

    private var names: [String] = []
    private var values: [[UInt8]] = []

    var isEmpty: Bool { names.isEmpty }

    /// Adds a line; one that continues a field is a part of it.
    mutating func add(_ line: [UInt8], isContinued: Bool) {
        if isContinued, !values.isEmpty {
            values[values.count - 1] += line
        } else if let name = MailFormat.fieldName(of: line[...]) {
            names.append(name)
            values.append(Array(ByteText.trimmed(line[(name.utf8.count + 1)...])))
        }
    }

    /// The first field of that name, in lower case, as written.
    func raw(_ name: String) -> [UInt8]? {
        names.firstIndex(of: name).map { values[$0] }
    }

    /// The first field of that name as text, UTF-8; nil where it is empty too.
    func text(_ name: String) -> [UInt8]? {
        guard let raw = raw(name) else { return nil }
        let text = Array(ByteText.trimmed(MailWords.decoded(raw)[...]))
        return text.isEmpty ? nil : text
    }

    func parameters(_ name: String) -> Parameters {
        Parameters(raw(name) ?? [])
    }
}
