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
    /// When the content last changed, in nanoseconds since 1970.
    package var modified: Int
    package var isFolder: Bool
    package var isFile: Bool

    fileprivate init(_ status: stat) {
        device = Int64(truncatingIfNeeded: status.st_dev)
        inode = Int64(truncatingIfNeeded: status.st_ino)
        size = Int(status.st_size)
        links = Int(status.st_nlink)
        #if canImport(Darwin)
            modified = status.st_mtimespec.tv_sec &* 1_000_000_000 &+ status.st_mtimespec.tv_nsec
        #else
            modified = status.st_mtim.tv_sec &* 1_000_000_000 &+ status.st_mtim.tv_nsec
        #endif
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isFile = status.st_mode & S_IFMT == S_IFREG
    }

    package init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
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
    /// What stands in a folder.
    package struct Entry: Sendable {
        package var name: String
        package var isLink: Bool
        /// Links are followed.
        package var status: FileStatus
    }

    /// The entries of a folder that can be looked at, by name; nil where it cannot be read. Names that begin with a dot are
    /// left out: programs hide unfinished files under them.
    package static func entries(in path: String) -> [Entry]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        let descriptor = dirfd(folder)
        var entries: [Entry] = []
        while let entry = readdir(folder) {
            var status = stat()
            let name: String? = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                    guard name[0] != 0x2E, fstatat(descriptor, name, &status, 0) == 0 else { return nil }
                    return String(cString: name)
                }
            }
            guard let name else { continue }
            let kind = entry.pointee.d_type
            entries.append(
                Entry(name: name, isLink: kind == UInt8(DT_LNK), status: FileStatus(status)))
        }
        return entries.sorted { $0.name < $1.name }
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
