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

    #if canImport(Darwin)
        typealias Stream = UnsafeMutablePointer<DIR>
    #else
        typealias Stream = OpaquePointer
    #endif

    /// Goes over what stands in a folder.
    ///
    /// - Returns: false where the system failed before the end, as network mounts do: what came until then is not all.
    static func forEach(in folder: Stream, _ body: (UnsafeMutablePointer<dirent>) -> Void) -> Bool {
        errno = 0
        while let entry = readdir(folder) {
            body(entry)
            errno = 0
        }
        return errno == 0
    }

    /// The entries of a folder that can be looked at, by name; nil where it cannot be read, or not to its end. Names that begin with a dot are
    /// left out: programs hide unfinished files under them.
    package static func entries(in path: String) -> [Entry]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        let descriptor = dirfd(folder)
        var entries: [Entry] = []
        let isWhole = forEach(in: folder) { entry in
            var status = stat()
            let name: String? = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                    guard name[0] != 0x2E, fstatat(descriptor, name, &status, 0) == 0 else { return nil }
                    return String(cString: name)
                }
            }
            guard let name else { return }
            let kind = entry.pointee.d_type
            entries.append(
                Entry(name: name, isLink: kind == UInt8(DT_LNK), status: FileStatus(status)))
        }
        return isWhole ? entries.sorted { $0.name < $1.name } : nil
    }

    /// The names in a folder by the numbers of their files, of several names the first; nil where it cannot be read, or
    /// not to its end.
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
        let isWhole = forEach(in: folder) { entry in
            let kind = Int32(entry.pointee.d_type)
            guard [Int32(DT_REG), Int32(DT_LNK), Int32(DT_UNKNOWN)].contains(kind) else { return }
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
            guard let name else { return }
            if let other = names[number], other < name { return }
            names[number] = name
        }
        return isWhole ? names : nil
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
