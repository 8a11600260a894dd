#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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
