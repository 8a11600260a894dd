/// How characters are written in bytes.
package enum TextEncoding: Sendable, Hashable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
    case utf32LittleEndian
    case utf32BigEndian
    /// Everything that calls itself GB2312, GBK or GB18030: the last reads the others.
    case gb18030
    /// Big5 with the additions of Hong Kong.
    case big5
    /// GB 2312 in ASCII letters, as newsgroups and mailing lists wrote it (RFC 1843).
    case hz
    /// Any other that iconv reads, by its name.
    case other(String)

    /// The encoding of that name, as HTTP headers, `<meta>` and `--encoding` write it; nil where there is none.
    package init?(label: String) {
        let name = label.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        switch name {
        case "": return nil
        case "utf8", "ascii", "usascii", "unicode11utf8": self = .utf8
        case "utf16", "utf16le", "ucs2", "unicode": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "utf32", "utf32le", "ucs4le": self = .utf32LittleEndian
        case "utf32be", "ucs4", "ucs4be": self = .utf32BigEndian
        case "gb2312", "gbk", "gb18030", "cp936", "windows936", "ms936", "xgbk", "euccn", "gb231280",
            "chinese":
            self = .gb18030
        case "big5", "big5hkscs", "cp950", "windows950", "xxbig5", "cnbig5": self = .big5
        case "hz", "hzgb2312": self = .hz
        default:
            guard Transcoder.canRead(label) else { return nil }
            self = .other(label)
        }
    }

    /// What iconv calls it; it has no HZ, which `HZShifts` makes GB 2312 of.
    var iconvName: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .utf32LittleEndian: "UTF-32LE"
        case .utf32BigEndian: "UTF-32BE"
        case .gb18030: "GB18030"
        case .big5: "BIG5-HKSCS"
        case .hz: "GB18030"
        case .other(let name): name
        }
    }

    /// Bytes of a code unit: how far apart line ends can begin.
    package var unitBytes: Int {
        switch self {
        case .utf16LittleEndian, .utf16BigEndian: 2
        case .utf32LittleEndian, .utf32BigEndian: 4
        default: 1
        }
    }

    /// Whether its text is bytes of ASCII throughout, so that its name alone tells it.
    package var isWrittenInASCII: Bool {
        switch self {
        case .hz: true
        case .other(let name): ["iso-2022", "utf-7"].contains { name.lowercased().hasPrefix($0) }
        default: false
        }
    }

    /// Where lines end in whole code units, counted from the begin of the bytes.
    package func lineEnds(in bytes: ArraySlice<UInt8>) -> [Int] {
        let unit = unitBytes
        let low = self == .utf16BigEndian || self == .utf32BigEndian ? unit - 1 : 0
        return stride(from: bytes.startIndex, through: bytes.endIndex - unit, by: unit).filter { start in
            // The value of a character may hold the byte of a line end.
            bytes[start + low] == 0x0A && (unit == 1 || bytes[start..<start + unit].count { $0 != 0 } == 1)
        }.map { $0 + unit - bytes.startIndex }
    }

    /// The encoding that a byte order mark at the begin names, and the mark's length.
    package static func byteOrderMark(of head: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFF, 0xFE, 0, 0]) { return (.utf32LittleEndian, 4) }
        if head.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32BigEndian, 4) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        // GB18030's own mark, which some editors write.
        if head.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
        return nil
    }
}

extension TextEncoding {
    /// A name from which `init(label:)` makes the same encoding again.
    package var name: String {
        switch self {
        case .utf8: "utf-8"
        case .hz: "hz-gb-2312"
        default: iconvName.lowercased()
        }
    }

    /// What is said where this system's iconv cannot read it: a container often has no more than UTF-8 and Latin letters.
    package var withoutConverter: String {
        "no converter for \(name) on this system; install glibc's gconv modules (such as glibc-gconv-extra), or convert the "
            + "text to UTF-8"
    }
}
