/// A running hash of a file's content, FNV-1a with 64 bits: it can be saved and gone on with.
package enum ContentHash {
    package static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    package static func hash(_ bytes: Span<UInt8>, from hash: UInt64 = start) -> UInt64 {
        var hash = hash
        for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
        return hash
    }

    package static func hash(_ bytes: [UInt8], from hash: UInt64 = start) -> UInt64 {
        self.hash(bytes.span, from: hash)
    }

    package static func hash(_ bytes: ArraySlice<UInt8>, from hash: UInt64 = start) -> UInt64 {
        self.hash(bytes.span, from: hash)
    }
}
