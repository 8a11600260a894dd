import FenceFiles

/// The files that are to be followed, as they are now.
struct Discovery: Sendable {
    private let roots: [(path: String, glob: Glob?)]
    private let excludes: [Glob]

    init(paths: [String], excludes: [String]) {
        roots = paths.map { path in
            let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
            return Glob.isGlob(path) ? (Glob.fixedFolder(of: path), Glob(path)) : (path, nil)
        }
        self.excludes = excludes.map(Glob.init)
    }

    /// What one look at the folders found.
    struct Found {
        var files: [(path: String, status: FileStatus)] = []
        var folders: [String] = []
    }

    /// Walks everything. A file that several names or links lead to is found once.
    func walk() -> Found {
        var found = Found()
        var seen: Set<[Int64]> = []
        for (path, glob) in roots {
            visit(path, glob: glob, isRoot: true, seen: &seen, found: &found)
        }
        return found
    }

    private func visit(
        _ path: String, glob: Glob?, isRoot: Bool, seen: inout Set<[Int64]>, found: inout Found
    ) {
        guard let status = FileStatus(path: path), !isExcluded(path) else { return }
        if status.isFolder {
            guard seen.insert([status.device, status.inode]).inserted, let names = FolderListing.names(in: path) else {
                return
            }
            found.folders.append(path)
            for name in names.sorted() where isRoot || !name.hasPrefix(".") {
                if name.hasPrefix(".") { continue }
                visit(
                    path == "/" ? "/\(name)" : "\(path)/\(name)", glob: glob, isRoot: false, seen: &seen, found: &found)
            }
        } else if status.isFile, glob?.matches(path) ?? true, seen.insert([status.device, status.inode]).inserted {
            found.files.append((path, status))
            // A file that was named alone: its folder tells when it is replaced.
            if isRoot { found.folders.append(Self.folder(of: path)) }
        }
    }

    /// Whether a path is one to follow.
    func follows(_ path: String) -> Bool {
        guard !isExcluded(path), !Self.name(of: path).hasPrefix(".") else { return false }
        return roots.contains { root, glob in
            if let glob { return glob.matches(path) }
            return path == root || path.hasPrefix(root == "/" ? root : root + "/")
        }
    }

    private func isExcluded(_ path: String) -> Bool {
        excludes.contains { $0.matches(path) || $0.matches(Self.name(of: path)) }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
