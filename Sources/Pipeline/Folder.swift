package import FenceDecoding
package import FenceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system says of folders, by paths that need not be text.
package enum Folder {
    /// By what a folder is known, whatever path leads to it.
    package struct Identity: Sendable, Hashable {
        var device: UInt64
        var inode: UInt64
    }

    /// The folder that a path leads to, behind links; nil where it leads to something else, which says what it is when it is
    /// opened.
    ///
    /// - Throws: `FencewatchError` where there is nothing.
    package static func identity(of path: FilePath) throws(FencewatchError) -> Identity? {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { return nil }
            throw FencewatchError(.notFound, "There is no such file or folder.", location: path.text)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return nil }
        return Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino))
    }

    /// The names in a folder, in no order, but for itself and the one above.
    ///
    /// - Throws: `FencewatchError` where it cannot be listed.
    package static func names(in path: FilePath) throws(FencewatchError) -> [[UInt8]] {
        guard let folder = path.withCString({ opendir($0) }) else {
            throw FencewatchError(.unreadable, "The folder cannot be listed.", location: path.text)
        }
        defer { closedir(folder) }
        var names: [[UInt8]] = []
        errno = 0
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
            errno = 0
        }
        guard errno == 0 else {
            throw FencewatchError(.unreadable, "The folder cannot be listed.", location: path.text)
        }
        return names
    }
}
