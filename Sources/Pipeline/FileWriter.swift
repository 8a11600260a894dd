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

    /// Makes sure that 0, 1 and 2 are taken: a file that got one of them would be written over by what is printed.
    package static func takeStandardDescriptors() {
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Writes all bytes.
    ///
    /// - Returns: false where the reader has gone, which is no error: `| head -1` wants no more.
    /// - Throws: `FencewatchError` for any other failure, such as a full disk.
    package func write(_ bytes: [UInt8]) throws(FencewatchError) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let count = try writePart(rest) else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Writes some bytes, waiting until there is room for any.
    ///
    /// - Returns: how many; nil where the reader has gone.
    /// - Throws: `FencewatchError` for any other failure, such as a full disk. Nothing was written then.
    package func writePart(_ bytes: ArraySlice<UInt8>) throws(FencewatchError) -> Int? {
        while true {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    Musl.write(descriptor, buffer.baseAddress, buffer.count)
                #else
                    Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count >= 0 { return count }
            if errno == EPIPE { return nil }
            if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
            } else if errno != EINTR {
                throw FencewatchError(
                    .unwritable, "The output cannot be written.", cause: String(cString: strerror(errno)))
            }
        }
    }
}
