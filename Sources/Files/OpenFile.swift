package import FenceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system says of a file.
package struct FileStatus: Sendable, Hashable {
    package var device: Int64
    package var inode: Int64
    package var size: Int
    /// Hard links; 0 once nobody can open it by a name.
    package var links: Int
    /// Seconds since 1970.
    package var changed: Int
    package var isFolder: Bool
    package var isFile: Bool

    fileprivate init(_ status: stat) {
        device = Int64(truncatingIfNeeded: status.st_dev)
        inode = Int64(truncatingIfNeeded: status.st_ino)
        size = Int(status.st_size)
        links = Int(status.st_nlink)
        #if canImport(Darwin)
            changed = status.st_mtimespec.tv_sec
        #else
            changed = status.st_mtim.tv_sec
        #endif
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isFile = status.st_mode & S_IFMT == S_IFREG
    }

    /// - Returns: nil where nothing is there, or nobody may look. Links are followed.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }
}

/// A file that is open for reading at any place; it stays the same file when its name goes to another.
package final class OpenFile {
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

/// Names in folders.
package enum FolderListing {
    /// The entries of a folder; nil where it cannot be read.
    package static func names(in path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// How many files the process may have open.
    package static var descriptorLimit: Int {
        var limit = rlimit()
        #if canImport(Glibc)
            guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 256 }
        #else
            guard getrlimit(RLIMIT_NOFILE, &limit) == 0 else { return 256 }
        #endif
        return Int(clamping: limit.rlim_cur)
    }
}
