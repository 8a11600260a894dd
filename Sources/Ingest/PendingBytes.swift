/// Bytes that are made in pieces of their own size and handed on in those that a reader asks for.
struct PendingBytes {
    /// What was made since the last was handed on; makers append to it.
    var bytes: [UInt8] = []
    private var taken = 0

    /// Whether all was handed on.
    var isEmpty: Bool { bytes.isEmpty }

    /// Appends up to `count` of them to `buffer`.
    ///
    /// - Returns: how many were appended.
    mutating func take(_ count: Int, into buffer: inout [UInt8]) -> Int {
        let part = bytes[taken...].prefix(count)
        buffer += part
        taken += part.count
        if taken == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            taken = 0
        }
        return part.count
    }
}
