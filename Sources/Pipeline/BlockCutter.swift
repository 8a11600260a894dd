/// Fills blocks from a stream of bytes and cuts them where messages begin.
struct BlockCutter {
    /// How many lines from a block's end a message may reach back before it is cut all the same.
    private static let longestMessageInLines = 200

    private let format: any LineFormat
    private let pool: BlockPool
    private var current: Block
    private var offset: Int
    private var lineStart: Int?

    /// - Parameter offset: byte of the source at which reading begins, behind a byte order mark.
    init(format: any LineFormat, pool: BlockPool, offset: Int) {
        self.format = format
        self.pool = pool
        self.offset = offset
        current = pool.take()
        current.count = 0
    }

    /// Where to read into, and how much.
    var room: UnsafeMutableBufferPointer<UInt8> {
        UnsafeMutableBufferPointer(
            start: current.storage + current.count, count: Block.capacity - current.count)
    }

    /// Takes note of what was read into `room`.
    ///
    /// - Returns: the block, if it is full; the bytes of a message that is not yet whole go on into the next.
    mutating func advance(by count: Int) -> Block? {
        current.count += count
        guard current.count == Block.capacity else { return nil }
        return cut(at: cutPoint())
    }

    /// The messages that are whole, where the source pauses; nil where there is none, or within a line longer than a block.
    ///
    /// - Parameter unseen: how many bytes came since the last pause; without a line's end in them nothing new is whole.
    mutating func pause(lookingAt unseen: Int) -> Block? {
        let start = max(0, current.count - unseen)
        guard lineStart == nil, ByteSearch.newline(in: current.storage, from: start, to: current.count) != nil else {
            return nil
        }
        let point = cutPoint()
        guard point > 0, current.storage[point - 1] == ByteSearch.newline else { return nil }
        return !format.hasContinuations || beginsMessage(at: point) ? cut(at: point) : nil
    }

    /// Whether a line begins a message, by what there is of it.
    private func beginsMessage(at start: Int) -> Bool {
        let end = ByteSearch.newline(in: current.storage, from: start, to: current.count) ?? current.count
        guard start < end else { return false }
        return format.beginsMessage(UnsafeBufferPointer(start: current.storage + start, count: end - start).span)
    }

    /// Takes bytes that are in memory.
    mutating func take(_ bytes: [UInt8], submit: (Block) -> Void) {
        var taken = 0
        while taken < bytes.count {
            let room = room
            let count = min(room.count, bytes.count - taken)
            _ = room.update(fromContentsOf: bytes[taken..<taken + count])
            taken += count
            if let block = advance(by: count) { submit(block) }
        }
    }

    /// The rest, at the end of the source.
    mutating func finish() -> Block? {
        guard current.count > 0 else {
            pool.giveBack(current)
            return nil
        }
        // A long line may end in the middle of the last block.
        if lineStart != nil, let end = ByteSearch.newline(in: current.storage, from: 0, to: current.count),
            end + 1 < current.count
        {
            return cut(at: end + 1)
        }
        return cut(at: current.count, isEnd: true)
    }

    private func cutPoint() -> Int {
        let bytes = current.storage
        if lineStart != nil {
            // Within a long line: the next block begins behind its end, or with the next piece.
            return ByteSearch.newline(in: bytes, from: 0, to: current.count).map { $0 + 1 } ?? current.count
        }
        guard let last = ByteSearch.lastNewline(in: bytes, from: 0, to: current.count) else { return current.count }
        guard format.hasContinuations else { return last + 1 }
        var end = last
        var lineEnd = current.count
        for _ in 0..<Self.longestMessageInLines {
            let line = UnsafeBufferPointer(start: bytes + end + 1, count: lineEnd - end - 1)
            if !line.isEmpty, format.beginsMessage(line.span) { return end + 1 }
            guard let previous = ByteSearch.lastNewline(in: bytes, from: 0, to: end) else { break }
            lineEnd = end
            end = previous
        }
        return last + 1
    }

    private mutating func cut(at point: Int, isEnd: Bool = false) -> Block {
        let block = current
        let rest = block.count - point
        let endsLine = point > 0 && block.storage[point - 1] == ByteSearch.newline
        block.offset = offset
        var carried = rest
        if endsLine || isEnd {
            if let start = lineStart { block.piece = LinePiece(offset: offset - start, isLast: true) }
            lineStart = nil
        } else {
            let start = lineStart ?? offset
            block.piece = LinePiece(offset: offset - start, isLast: false)
            lineStart = start
            carried = LinePiece.overlap
        }
        let next = pool.take()
        next.storage.update(from: block.storage + block.count - carried, count: carried)
        next.count = carried
        offset += block.count - carried
        block.count = point
        current = next
        return block
    }
}
