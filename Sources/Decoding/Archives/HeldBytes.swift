/// An archive that is in memory, because it must be read from any place. Several readers may share it.
package final class HeldBytes {
    private let room: UnsafeMutableRawBufferPointer
    private let count: Int

    /// Reads a stream to its end.
    ///
    /// - Parameter limit: most bytes that are held.
    /// - Returns: nil where there are more.
    package init?(_ stream: any ByteStream, limit: Int) throws(IngestFailure) {
        // Memory that is never written to takes none.
        room = .allocate(byteCount: limit + 1, alignment: 16)
        var count = 0
        var piece: [UInt8] = []
        do throws(IngestFailure) {
            while count <= limit, try stream.read(min(65_536, limit + 1 - count), into: &piece) > 0 {
                UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyBytes(from: piece)
                count += piece.count
                piece.removeAll(keepingCapacity: true)
            }
        } catch {
            self.count = 0
            throw error
        }
        self.count = count
        if count > limit { return nil }
    }

    deinit {
        room.deallocate()
    }

    /// Valid as long as this is.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: room.prefix(count)) }
}
