import FenceFiles

/// The files that are to be followed, as they are now.
struct Discovery: Sendable {
    private struct Root: Sendable {
        /// What was asked for.
        var name: String
        var path: String
        var glob: Glob?
    }

    private let roots: [Root]
    private let excludes: [Glob]
    private let excludedFolders: [String]

    /// - Parameter excludedFolders: whole paths, in which no sign means anything but itself.
    init(paths: [String], excludes: [String], excludedFolders: [String] = []) {
        roots = paths.map { name in
            let path = name.count > 1 && name.hasSuffix("/") ? String(name.dropLast()) : name
            return Glob.isGlob(path)
                ? Root(name: name, path: Glob.fixedFolder(of: path), glob: Glob(path))
                : Root(name: name, path: path, glob: nil)
        }
        self.excludes = excludes.map { Glob($0, isAnchored: $0.hasPrefix("/")) }
        self.excludedFolders = excludedFolders
    }

    /// What was asked for, as metrics name it.
    var groups: [String] { roots.map(\.name) }

    /// What of it a path belongs to.
    func group(of path: String) -> Int {
        roots.firstIndex { covers($0, path) } ?? 0
    }

    /// What one look at the folders found.
    struct Found {
        var files: [(path: String, status: FileStatus)] = []
        /// Folders above what was asked for: something may take its place.
        var parents: [String] = []
        /// Folders that cannot be listed.
        var closedFolders: [String] = []
        /// What was asked for and is not there.
        var missing: [String] = []
    }

    /// Where a walk comes to.
    enum Stop {
        case folder(String)
        /// A link to a file that is written to elsewhere.
        case link(String)
    }

    /// Walks everything. A file that several names or links lead to is found once.
    ///
    /// - Parameter visit: is told of a folder before it is listed, so that nothing can come unnoticed in between.
    func walk(_ visit: (Stop) -> Void) -> Found {
        var walk = Walk()
        for root in roots {
            guard let status = FileStatus(path: root.path) else {
                // It may come yet.
                walk.found.missing.append(root.path)
                walk.found.parents.append(Self.folder(of: root.path))
                continue
            }
            if !status.isFolder { visit(.folder(Self.folder(of: root.path))) }
            walk.found.parents.append(Self.folder(of: root.path))
            go(to: root.path, status, isLink: true, root, &walk, visit)
        }
        return walk.found
    }

    private struct Walk {
        var found = Found()
        var seen: Set<Place> = []
    }

    private struct Place: Hashable {
        var device: Int64
        var inode: Int64
    }

    private func go(
        to path: String, _ status: FileStatus, isLink: Bool, _ root: Root, _ walk: inout Walk, _ visit: (Stop) -> Void
    ) {
        guard status.isFolder || status.isFile, !isExcluded(path, root) else { return }
        if status.isFolder, let glob = root.glob, path != root.path, !glob.mayMatch(below: path) { return }
        if status.isFile, !(root.glob?.matches(path) ?? true) { return }
        guard walk.seen.insert(Place(device: status.device, inode: status.inode)).inserted else { return }
        if status.isFile {
            if isLink, path != root.path { visit(.link(path)) }
            walk.found.files.append((path, status))
            return
        }
        visit(.folder(path))
        guard let entries = FolderListing.entries(in: path) else { return walk.found.closedFolders.append(path) }
        for entry in entries {
            go(
                to: path == "/" ? "/\(entry.name)" : "\(path)/\(entry.name)", entry.status, isLink: entry.isLink, root,
                &walk, visit)
        }
    }

    /// Whether a path is one to follow.
    func follows(_ path: String) -> Bool {
        roots.contains { covers($0, path) && !isExcluded(path, $0) }
    }

    /// Whether a walk would have come to a file, had it been there.
    func wouldHaveFound(_ path: String, _ found: Found) -> Bool {
        follows(path)
            && !(found.missing + found.closedFolders).contains {
                path == $0 || path.hasPrefix($0 == "/" ? $0 : $0 + "/")
            }
    }

    private func covers(_ root: Root, _ path: String) -> Bool {
        if path == root.path, root.glob == nil { return true }
        guard !Self.name(of: path).hasPrefix(".") else { return false }
        if let glob = root.glob { return glob.matches(path) }
        return path.hasPrefix(root.path == "/" ? root.path : root.path + "/")
    }

    /// An exclusion holds for everything below a folder that it names. One that does not begin with a slash is about names
    /// below what is followed: where that stands is not its business.
    private func isExcluded(_ path: String, _ root: Root) -> Bool {
        if excludedFolders.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) { return true }
        guard !excludes.isEmpty else { return false }
        var inner = String(path.dropFirst(path.hasPrefix(root.path) ? root.path.count : 0))
        if inner.isEmpty, root.glob == nil { inner = Self.name(of: path) }
        return excludes.contains { $0.matchesOrHolds($0.isAnchored ? path : inner) }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
