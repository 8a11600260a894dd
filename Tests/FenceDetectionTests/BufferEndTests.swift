import FenceDetection
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Messages that a caller holds: not one byte behind them is read, whatever they are.
@Suite struct BufferEndTests {
    /// Pages of memory behind which nothing can be read: whoever does is ended by the system.
    private final class GuardedPages {
        private let start: UnsafeMutableRawPointer
        private let length: Int
        private let page = Int(sysconf(Int32(_SC_PAGESIZE)))

        init?(pages: Int) {
            length = pages * page
            guard
                let mapped = mmap(nil, length + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
                mapped != MAP_FAILED, mprotect(mapped + length, page, PROT_NONE) == 0
            else { return nil }
            start = mapped
        }

        deinit {
            munmap(start, length + page)
        }

        /// The bytes, right before the end of what can be read.
        func place(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> {
            let place = (start + length - bytes.count).assumingMemoryBound(to: UInt8.self)
            place.update(from: bytes, count: bytes.count)
            return UnsafeBufferPointer(start: place, count: bytes.count)
        }
    }

    /// Continuation bytes without a lead byte, from before where a long message is cut, to its end or shortly before it.
    @Test(arguments: [0x80, 0xBF] as [UInt8], [0, 1, 40, 1_024])
    func damageIsNotReadBeyond(_ byte: UInt8, quiet: Int) throws {
        let tables = try SuspectScanTests.plan().tables
        let memory = try #require(GuardedPages(pages: 2))
        for count in [257, 300, 513, 600, 1_024, 1_337] {
            for end in [[], Array(" 出售".utf8)] {
                let message = [UInt8](repeating: 0x20, count: quiet) + [UInt8](repeating: byte, count: count) + end
                let text = memory.place(message)
                #expect(
                    tables.waking(for: text) == tables.exactWaking(for: text), "\(quiet) + \(count) + \(end.count)")
            }
        }
    }
}
