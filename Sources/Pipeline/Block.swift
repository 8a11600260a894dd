import Synchronization

/// A piece of a source: large, reused, and cut where messages are.
///
/// Belongs to one stage of the pipeline at a time: the reader fills it, a worker reads it, the pool takes it back.
package final class Block: @unchecked Sendable {
    /// Bytes that a block holds; more only where more is at hand already.
    package static let capacity = 96 * 1_024
    private(set) var storage: UnsafeMutablePointer<UInt8>
    private var room = capacity
    package internal(set) var count = 0
    /// Byte of the source at which the block begins.
    package internal(set) var offset = 0
    /// Bytes of the source at which the block's lines begin, where the text was converted; nil where the block's bytes are
    /// the source's.
    package internal(set) var lineStarts: [Int]?
    /// Set where the block is a piece of one line longer than a block.
    package internal(set) var piece: LinePiece?

    init() {
        storage = Self.allocate(room)
    }

    private static func allocate(_ room: Int) -> UnsafeMutablePointer<UInt8> {
        let storage = UnsafeMutablePointer<UInt8>.allocate(capacity: room + spare)
        storage.initialize(repeating: 0, count: room + spare)
        return storage
    }

    deinit {
        storage.deallocate()
    }

    /// Takes bytes that are at hand already, all of them.
    func fill(_ bytes: [UInt8], offset: Int, lineStarts: [Int]?, piece: LinePiece?) {
        if bytes.count > room {
            storage.deallocate()
            room = bytes.count
            storage = Self.allocate(room)
        }
        count = bytes.count
        _ = UnsafeMutableBufferPointer(start: storage, count: room).update(fromContentsOf: bytes)
        self.offset = offset
        self.lineStarts = lineStarts
        self.piece = piece
    }

    package var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: storage, count: count)
    }
}

/// Where a block stands in a line that is longer than a block.
package struct LinePiece: Sendable {
    /// Bytes between neighbouring pieces that both hold, but where text is converted.
    package static let overlap = 2_048

    /// Byte of the line at which the piece begins.
    package var offset: Int
    package var isLast: Bool
    /// Bytes of the piece that the next one begins with.
    package var shared = overlap

    package init(offset: Int, isLast: Bool) {
        self.offset = offset
        self.isLast = isLast
    }

    /// Whether a finding that begins at a byte of the piece is this piece's, not its neighbour's.
    func owns(_ byte: Int, pieceLength: Int) -> Bool {
        byte >= (offset == 0 ? 0 : Self.overlap / 2) && (isLast || byte < pieceLength - shared + Self.overlap / 2)
    }
}

/// Blocks that are not in use.
final class BlockPool: Sendable {
    private let idle = Mutex<[Block]>([])

    func take() -> Block {
        idle.withLock { $0.popLast() } ?? Block()
    }

    func giveBack(_ block: Block) {
        block.piece = nil
        block.lineStarts = nil
        idle.withLock { $0.append(block) }
    }
}
