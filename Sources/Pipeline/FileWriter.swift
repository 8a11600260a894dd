package import FenceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes to standard output or standard error by plain `write(2)`.
package struct FileWriter: Sendable {
    private let descriptor: Int32

    package static let standardOutput = FileWriter(descriptor: 1)
    package static let standardError = FileWriter(descriptor: 2)

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Whether somebody reads it on a terminal.
    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Makes a closed pipe an error of `write` instead of the end of the process.
    package static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes all bytes.
    ///
    /// - Returns: false where the reader has gone, which is no error: `| head -1` wants no more.
    /// - Throws: `FencewatchError` for any other failure, such as a full disk.
    package func write(_ bytes: [UInt8]) throws(FencewatchError) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #elseif canImport(Musl)
                    Musl.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #else
                    Darwin.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #endif
            }
            if count >= 0 {
                written += count
            } else if errno == EPIPE {
                return false
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
            } else if errno != EINTR {
                throw FencewatchError(
                    .unwritable, "The output cannot be written.", cause: String(cString: strerror(errno)))
            }
        }
        return true
    }
}
