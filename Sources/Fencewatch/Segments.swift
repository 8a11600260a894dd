/// Cuts a message of any length into segments that the closer look can hold in memory.
///
/// Segments overlap, so that a value across a border lies whole in one of them; each finding is owned by the one segment in
/// whose middle part it begins.
struct Segments: Sequence, IteratorProtocol {
    struct Segment {
        var bytes: Range<Int>
        /// Where a finding must begin to be this segment's.
        var owned: Range<Int>
    }

    /// Longest segment, in bytes.
    static let maximumBytes = 65_536
    /// Shared by neighbours, in bytes: twice the longest value that is found whole wherever it stands.
    static let overlap = 2_048

    private let byteCount: Int
    private let isContinuation: (Int) -> Bool
    private var start: Int? = 0

    init(byteCount: Int, isContinuation: @escaping (Int) -> Bool) {
        self.byteCount = byteCount
        self.isContinuation = isContinuation
    }

    mutating func next() -> Segment? {
        guard let start else { return nil }
        let end = border(near: Swift.min(start + Self.maximumBytes, byteCount))
        let ownedStart = start == 0 ? 0 : start + Self.overlap / 2
        guard end < byteCount else {
            self.start = nil
            return Segment(bytes: start..<byteCount, owned: ownedStart..<Swift.max(ownedStart, byteCount))
        }
        let next = border(near: end - Self.overlap)
        self.start = next
        return Segment(bytes: start..<end, owned: ownedStart..<next + Self.overlap / 2)
    }

    /// The border of a character at or before a byte.
    private func border(near byte: Int) -> Int {
        var border = byte
        // A character has at most three continuation bytes; more of them are damage, and may be cut anywhere.
        while border < byteCount, border > byte - 3, isContinuation(border) { border -= 1 }
        return border
    }
}
