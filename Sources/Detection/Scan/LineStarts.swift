package import CByteClasses

/// Finds where the lines of texts begin: all lines of a block in one pass, since everything that handles lines asks for them.
///
/// Belongs to one thread at a time.
package final class LineStarts {
    private var starts: UnsafeMutablePointer<Int>
    private var room: Int
    private let instructions: fence_instructions

    package convenience init() { self.init(instructions: fence_best_instructions()) }

    /// - Parameter instructions: a level that the processor has.
    package init(instructions: fence_instructions) {
        self.instructions = instructions
        room = 2
        starts = .allocate(capacity: room)
    }

    deinit {
        starts.deallocate()
    }

    /// Where each line begins, and last where they end: behind the last line end, or at the end of the text.
    ///
    /// - Returns: what is good until the next text, as long as this lives.
    package func find(in text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<Int> {
        guard let base = text.baseAddress else {
            starts[0] = 0
            return UnsafeBufferPointer(start: starts, count: 1)
        }
        // Room for the worst text; of what is not written, no memory is taken.
        if text.count + 2 > room {
            starts.deallocate()
            room = text.count + 2
            starts = .allocate(capacity: room)
        }
        return UnsafeBufferPointer(start: starts, count: fence_line_starts(instructions, base, text.count, starts))
    }
}
