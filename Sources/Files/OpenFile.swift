package import FenceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is open for reading at any place; it stays the same file when its name goes to another.
package final class OpenFile: Sendable {
    private let descriptor: Int32

    /// - Throws: `FencewatchError`; `code` is `notFound` where there is nothing of that name.
    package init(path: String) throws(FencewatchError) {
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let cause = String(cString: strerror(errno))
            throw FencewatchError(
                errno == ENOENT ? .notFound : .unreadable, "It cannot be opened.", location: path, cause: cause)
        }
    }

    deinit {
        close(descriptor)
    }

    package var status: FileStatus? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? FileStatus(status) : nil
    }

    /// Reads up to `count` bytes at a place; fewer where the file ends, or cannot be read.
    package func read(_ count: Int, at offset: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            while filled < count {
                let more = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
                if more < 0, errno == EINTR { continue }
                guard more > 0 else { return }
                filled += more
            }
        }
    }
}
