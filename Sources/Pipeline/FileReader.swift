package import FenceDecoding
package import FenceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads a file, a pipe or standard input by plain `read(2)`.
package final class FileReader {
    private let descriptor: Int32
    private let closesDescriptor: Bool
    private let name: String
    /// Size of a regular file in bytes, as it was when opened; nil for pipes.
    package let size: Int?
    /// The first byte of a pipe, where asking for its writer brought it.
    private var firstByte: UInt8?

    /// Standard input.
    package init() {
        descriptor = 0
        closesDescriptor = false
        name = "-"
        size = nil
    }

    /// Opens a file or pipe that the user named.
    package convenience init(named name: String) throws(FencewatchError) {
        try self.init(path: FilePath(name))
    }

    /// Opens a file or pipe for reading.
    ///
    /// - Throws: `FencewatchError` saying why it cannot be read: missing, not permitted, a folder, a device, a pipe that
    ///   nobody writes to.
    package init(path: FilePath) throws(FencewatchError) {
        name = path.text
        // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        let opened = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
        guard opened >= 0 else { throw Self.failure(errno, path.text) }
        var status = stat()
        guard fstat(opened, &status) == 0 else {
            let error = Self.failure(errno, path.text)
            close(opened)
            throw error
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            size = Int(status.st_size)
        case S_IFIFO:
            guard Self.hasWriter(opened, sending: &firstByte) else {
                close(opened)
                throw FencewatchError(.unreadable, "Nobody writes to this pipe.", location: path.text)
            }
            size = nil
            _ = fcntl(opened, F_SETFL, fcntl(opened, F_GETFL) & ~O_NONBLOCK)
        case S_IFDIR:
            close(opened)
            throw FencewatchError(.unreadable, "This is a folder, not a file.", location: path.text)
        default:
            close(opened)
            throw FencewatchError(.unreadable, "This is a device or socket, not a file.", location: path.text)
        }
        descriptor = opened
        closesDescriptor = true
        #if os(Linux)
            _ = posix_fadvise(opened, 0, 0, POSIX_FADV_SEQUENTIAL)
        #endif
    }

    deinit {
        if closesDescriptor { close(descriptor) }
    }

    /// Reads up to the buffer's size.
    ///
    /// - Returns: how many bytes were read; 0 only at the end.
    package func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(FencewatchError) -> Int {
        if let firstByte, let place = buffer.baseAddress, !buffer.isEmpty {
            place.pointee = firstByte
            self.firstByte = nil
            return 1
        }
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = poll(&waiting, 1, -1)
            } else if errno != EINTR {
                throw Self.failure(errno, name)
            }
        }
    }

    /// Reads what is there, up to `count` bytes; none only at the end.
    package func readSome(_ count: Int) throws(FencewatchError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = try Self.read(self, into: &bytes, from: 0)
        bytes.removeLast(count - read)
        return bytes
    }

    /// Reads up to `count` bytes, fewer only at the end.
    package func read(_ count: Int) throws(FencewatchError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let more = try Self.read(self, into: &bytes, from: filled)
            if more == 0 { break }
            filled += more
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    /// Reads the begin of a source, by which its format is told: up to `count` bytes, fewer at the end, or where a pipe's writer
    /// pauses and what there is tells enough.
    ///
    /// - Parameter pause: milliseconds without another byte after which that is enough; nil where it tells nothing yet.
    package func readHead(_ count: Int, pause: ([UInt8]) -> Int32?) throws(FencewatchError) -> [UInt8] {
        guard size == nil else { return try read(count) }
        var bytes: [UInt8] = []
        var holdsLine = false
        while bytes.count < count {
            // Looked at only where a writer pauses: one that writes byte by byte must not have all looked at for each.
            if holdsLine, isQuiet(for: Self.shortestPause), let pause = pause(bytes),
                pause <= Self.shortestPause || isQuiet(for: pause - Self.shortestPause)
            {
                break
            }
            let more = try readSome(count - bytes.count)
            if more.isEmpty { break }
            holdsLine = holdsLine || more.contains(ByteSearch.newline)
            bytes += more
        }
        return bytes
    }

    /// Milliseconds without a byte, the fewest after which a writer counts as pausing.
    private static let shortestPause: Int32 = 300

    /// Whether a pipe has nothing to read for some milliseconds; a regular file always has.
    package func isQuiet(for milliseconds: Int32) -> Bool {
        guard size == nil, firstByte == nil else { return false }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, milliseconds) == 0
    }

    private static func read(
        _ reader: FileReader, into bytes: inout [UInt8], from start: Int
    ) throws(FencewatchError) -> Int {
        try bytes.withUnsafeMutableBufferPointer { (buffer) throws(FencewatchError) -> Int in
            try reader.read(into: UnsafeMutableBufferPointer(rebasing: buffer[start...]))
        }
    }

    /// Whether a pipe, opened without blocking, holds bytes or has a writer that may still send some.
    ///
    /// - Parameter byte: set where a writer sent one at this very moment.
    private static func hasWriter(_ descriptor: Int32, sending byte: inout UInt8?) -> Bool {
        var available: Int32 = 0
        if ioctl(descriptor, UInt(FIONREAD), &available) == 0, available > 0 { return true }
        // With a writer the attempt answers EAGAIN, without one it finds the end.
        var probe: UInt8 = 0
        #if canImport(Glibc)
            let count = Glibc.read(descriptor, &probe, 1)
        #elseif canImport(Musl)
            let count = Musl.read(descriptor, &probe, 1)
        #else
            let count = Darwin.read(descriptor, &probe, 1)
        #endif
        if count > 0 { byte = probe }
        return count != 0
    }

    private static func failure(_ code: Int32, _ path: String) -> FencewatchError {
        let cause = String(cString: strerror(code))
        return code == ENOENT
            ? FencewatchError(.notFound, "There is no such file or folder.", location: path)
            : FencewatchError(.unreadable, "It cannot be read.", location: path, cause: cause)
    }
}
