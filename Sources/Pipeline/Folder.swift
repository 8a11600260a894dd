package import FenceDecoding
package import FenceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system says of folders and what lies in them, by paths that need not be text.
package enum Folder {
    /// By what a file or folder is known, whatever path leads to it.
    package struct Identity: Sendable, Hashable {
        var device: UInt64
        var inode: UInt64

        init(_ status: stat) {
            device = UInt64(truncatingIfNeeded: status.st_dev)
            inode = UInt64(truncatingIfNeeded: status.st_ino)
        }
    }

    /// What stands at a path.
    package struct Entry: Sendable {
        package enum Kind: Sendable {
            case folder, file, link
            /// A pipe, a device or a socket.
            case special
        }

        package let kind: Kind
        package let identity: Identity
        /// Whether it has further names, which are as much its own.
        package let hasOtherNames: Bool
    }

    /// What stands at a path.
    ///
    /// - Parameter followsLinks: whether what a link leads to is meant, rather than the link.
    /// - Returns: nil where the system does not say, which it will when the path is opened.
    /// - Throws: `FencewatchError` where there is nothing.
    package static func entry(at path: FilePath, followsLinks: Bool) throws(FencewatchError) -> Entry? {
        var status = stat()
        let isFound = path.withCString { followsLinks ? stat($0, &status) : lstat($0, &status) } == 0
        guard isFound else {
            guard [ENOENT, ENOTDIR, ELOOP].contains(errno) else { return nil }
            throw FencewatchError(.notFound, "There is no such file or folder.", location: path.text)
        }
        let kind: Entry.Kind =
            switch status.st_mode & S_IFMT {
            case S_IFDIR: .folder
            case S_IFREG: .file
            case S_IFLNK: .link
            default: .special
            }
        return Entry(kind: kind, identity: Identity(status), hasOtherNames: status.st_nlink > 1)
    }

    /// The folder that holds what a path leads to, behind links, and its name there; nil where that cannot be told.
    package static func place(of path: FilePath) -> (folder: Identity, name: [UInt8])? {
        guard let resolved = path.withCString({ realpath($0, nil) }) else { return nil }
        defer { free(resolved) }
        let bytes = UnsafeBufferPointer(start: resolved, count: strlen(resolved)).map { UInt8(bitPattern: $0) }
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        // The folder's path ends where the name begins.
        resolved[slash + 1] = 0
        var status = stat()
        guard stat(resolved, &status) == 0 else { return nil }
        return (Identity(status), Array(bytes[(slash + 1)...]))
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
