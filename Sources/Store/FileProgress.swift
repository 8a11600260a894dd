/// How far a tailed file has been read and durably acted on, and how it is known again.
package struct FileProgress: Sendable, Hashable {
    /// Row in the store; nil before the first commit.
    package var id: Int64?
    /// The path at which its lines were written: what alerts name, also after a rotation.
    package var path: String
    package var device: Int64
    package var inode: Int64
    /// Hash of the first bytes, at most 1 KiB, and of how many.
    package var headLength: Int
    package var headHash: UInt64
    /// Byte up to which everything is acted on.
    package var offset: Int
    /// Hash of all bytes before the offset; it tells a copy from another file.
    package var prefixHash: UInt64
    /// Hash of the last bytes before the offset, and of how many.
    package var markerHash: UInt64
    package var markerLength: Int
    /// Number of the line at the offset, from 1.
    package var line: Int
    /// Set while the offset lies within a line that is longer than a block: where that line begins.
    package var lineStart: Int?
    /// Name of the encoding, once it is known.
    package var encoding: String?
    /// Name of the line format, once it is known.
    package var format: String?
    /// Who wrote the last message, for lines that continue it.
    package var lastAuthor: String?
    package var lastTime: String?
    package var lastChannel: String?
    /// Whether the file is no longer where it was; kept for a while to know its copies.
    package var isGone: Bool

    package init(path: String, device: Int64, inode: Int64) {
        self.path = path
        self.device = device
        self.inode = inode
        headLength = 0
        headHash = ContentHash.start
        offset = 0
        prefixHash = ContentHash.start
        markerHash = ContentHash.start
        markerLength = 0
        line = 1
        isGone = false
    }
}
