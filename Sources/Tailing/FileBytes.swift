import FenceFiles

/// Bytes of a file at any place, as they were written: plain, or behind a compression.
protocol FileBytes: AnyObject {
    /// Reads up to `count` bytes at a place; fewer where the file ends, or cannot be read.
    func read(_ count: Int, at offset: Int) -> [UInt8]
    /// What the system says of the file; nil where its size says nothing of the bytes.
    var status: FileStatus? { get }
}

extension OpenFile: FileBytes {}
