import FenceModel

/// A running hash of a file's content, FNV-1a with 64 bits: it can be saved and gone on with.
package enum ContentHash {
    package static let start = FNV1a().value

    package static func hash(_ bytes: Span<UInt8>, from hash: UInt64 = start) -> UInt64 {
        var hash = FNV1a(from: hash)
        for index in bytes.indices { hash.add(bytes[index]) }
        return hash.value
    }

    package static func hash(_ bytes: [UInt8], from hash: UInt64 = start) -> UInt64 {
        self.hash(bytes.span, from: hash)
    }

    package static func hash(_ bytes: ArraySlice<UInt8>, from hash: UInt64 = start) -> UInt64 {
        self.hash(bytes.span, from: hash)
    }
}
