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

    /// The names in a folder by the numbers of their files, of several names the first; nil where it cannot be read.
    ///
    /// A listing says the number of a file without a look at it, so that this costs a small part of what `entries` does. Links
    /// are followed, which takes a look at each; and where what the listing says is not what the system says elsewhere, as on
    /// some file systems of programs, all are looked at.
    package static func names(in path: String) -> [Int64: String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        let descriptor = dirfd(folder)
        var names: [Int64: String] = [:]
        // Unknown until one file was looked at.
        var isTruthful: Bool?
        while let entry = readdir(folder) {
            let kind = Int32(entry.pointee.d_type)
            guard [Int32(DT_REG), Int32(DT_LNK), Int32(DT_UNKNOWN)].contains(kind) else { continue }
            var number = Int64(truncatingIfNeeded: entry.pointee.d_ino)
            let name: String? = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                    guard name[0] != 0x2E else { return nil }
                    if kind != Int32(DT_REG) || isTruthful != true {
                        var status = stat()
                        guard fstatat(descriptor, name, &status, 0) == 0 else { return nil }
                        let told = Int64(truncatingIfNeeded: status.st_ino)
                        if kind == Int32(DT_REG), isTruthful == nil { isTruthful = told == number }
                        number = told
                    }
                    return String(validatingCString: name)
                }
            }
            guard let name else { continue }
            if let other = names[number], other < name { continue }
            names[number] = name
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
