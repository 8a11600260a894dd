/// What a source is packed in, by its first bytes.
package enum ContainerKind: Sendable, Hashable {
    case compressed(Compression)
    case archive(ArchiveFormat)

    /// One stream of bytes, made smaller.
    package enum Compression: Sendable, Hashable, CaseIterable {
        case gzip, bzip2, xz, zstd, lz4
    }

    /// Members with names.
    package enum ArchiveFormat: Sendable, Hashable, CaseIterable {
        case tar, zip, sevenZip, rar
    }

    /// How many bytes are looked at: a tar header is one block.
    package static let headBytes = 512

    /// Tells by magic numbers; nil where the bytes are something else, such as text.
    package init?(head: [UInt8]) {
        func begins(_ magic: [UInt8], at offset: Int = 0) -> Bool {
            head.count >= offset + magic.count && head[offset..<offset + magic.count].elementsEqual(magic)
        }
        if begins([0x1F, 0x8B, 0x08]) {
            self = .compressed(.gzip)
        } else if begins(Array("BZh".utf8)), head.count > 9, (0x31...0x39).contains(head[3]),
            begins([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4) || begins([0x17, 0x72, 0x45, 0x38, 0x50, 0x90], at: 4)
        {
            self = .compressed(.bzip2)
        } else if begins([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
            self = .compressed(.xz)
        } else if begins([0x28, 0xB5, 0x2F, 0xFD]) || Self.beginsWithSkippableFrame(head) {
            self = .compressed(.zstd)
        } else if begins([0x04, 0x22, 0x4D, 0x18]) {
            self = .compressed(.lz4)
        } else if begins([0x50, 0x4B, 0x03, 0x04]) || begins([0x50, 0x4B, 0x05, 0x06])
            || begins([0x50, 0x4B, 0x07, 0x08, 0x50, 0x4B])
        {
            self = .archive(.zip)
        } else if begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
            self = .archive(.sevenZip)
        } else if begins(Array("Rar!".utf8) + [0x1A, 0x07]) {
            self = .archive(.rar)
        } else if begins(Array("ustar".utf8), at: 257) || Self.isOldTar(head) {
            self = .archive(.tar)
        } else {
            return nil
        }
    }

    /// A zstd stream may begin with a skippable frame, 0x184D2A50 to 0x184D2A5F (RFC 8878, 3.1.2).
    private static func beginsWithSkippableFrame(_ head: [UInt8]) -> Bool {
        head.count >= 8 && head[0] & 0xF0 == 0x50 && head[1] == 0x2A && head[2] == 0x4D && head[3] == 0x18
    }

    /// A tar header of before POSIX: no magic, but a checksum over its 512 bytes.
    private static func isOldTar(_ head: [UInt8]) -> Bool {
        guard head.count >= 512, head[0] != 0 else { return false }
        var stored = 0
        var digits = 0
        for byte in head[148..<156] where byte != 0x20 && byte != 0 {
            guard (0x30...0x37).contains(byte) else { return false }
            stored = stored * 8 + Int(byte - 0x30)
            digits += 1
        }
        guard digits > 0 else { return false }
        let sum = head[..<512].enumerated().reduce(0) { sum, item in
            sum + ((148..<156).contains(item.offset) ? 0x20 : Int(item.element))
        }
        return sum == stored
    }
}
