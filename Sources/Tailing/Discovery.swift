import FenceFiles

/// The files that are to be followed, as they are now.
struct Discovery: Sendable {
    private struct Root: Sendable {
        /// Which of what was asked for it belongs to.
        var group: Int
        var path: String
        var glob: Glob?
    }

    /// What was asked for, as metrics name it.
    let groups: [String]
    private let roots: [Root]
    private let excludes: [Glob]
    private let excludedFolders: [String]
    /// What stands in a folder; nil where it cannot be listed.
    var list: @Sendable (String) -> [FolderListing.Entry]? = { FolderListing.entries(in: $0) }
    /// The same folders by device and number: other paths may lead to them.
    private let excludedPlaces: Set<Place>

    /// - Parameter excludedFolders: whole paths, in which no sign means anything but itself.
    init(paths: [FollowedPath], excludes: [String] = [], excludedFolders: [String] = []) {
        groups = paths.map(\.path)
        let places = Set(excludedFolders.compactMap { FileStatus(path: $0).map(Place.init) })
        roots = paths.enumerated().flatMap { group, asked -> [Root] in
            var roots: [Root] = []
            // What is there under the very name of a pattern is meant as well as what the pattern matches.
            if asked.pattern.isEmpty || asked.isThere { roots.append(Root(group: group, path: asked.path)) }
            if let glob = asked.glob { roots.append(Root(group: group, path: asked.fixed, glob: glob)) }
            return roots
        }.filter { root in
            root.glob != nil || FileStatus(path: Self.folder(of: root.path)).map { !places.contains(Place($0)) } ?? true
        }
        self.excludes = excludes.map { Glob($0, isAnchored: $0.hasPrefix("/")) }
        self.excludedFolders = excludedFolders
        excludedPlaces = places
    }

    /// What of it a path belongs to.
    func group(of path: String) -> Int {
        roots.first { covers($0, path) }?.group ?? 0
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
        /// Which of what was asked for leads to a file.
        var groups: Set<Int> = []
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
            // Each has an eye for files of its own in a folder that several lead to.
            walk.folders.removeAll()
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
        var files: Set<Place> = []
        /// Those that the present root leads to.
        var folders: Set<Place> = []
    }

    private struct Place: Hashable {
        var device: Int64
        var inode: Int64

        init(_ status: FileStatus) {
            device = status.device
            inode = status.inode
        }
    }

    private func go(
        to path: String, _ status: FileStatus, isLink: Bool, _ root: Root, _ walk: inout Walk, _ visit: (Stop) -> Void
    ) {
        guard status.isFolder || status.isFile, !isExcluded(path, root) else { return }
        if status.isFolder, let glob = root.glob, path != root.path, !glob.mayMatch(below: path) { return }
        if status.isFile, !(root.glob?.matches(path) ?? true) { return }
        let place = Place(status)
        if status.isFile {
            walk.found.groups.insert(root.group)
            guard walk.files.insert(place).inserted else { return }
            if isLink, path != root.path { visit(.link(path)) }
            walk.found.files.append((path, status))
            return
        }
        guard !excludedPlaces.contains(place), walk.folders.insert(place).inserted else { return }
        visit(.folder(path))
        guard let entries = list(path) else { return walk.found.closedFolders.append(path) }
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
        follows(path) && !Self.holds(found.missing + found.closedFolders, path)
    }

    /// Whether a path is one of some, or below one of them.
    static func holds(_ places: [String], _ path: String) -> Bool {
        places.contains { path == $0 || path.hasPrefix($0 == "/" ? $0 : $0 + "/") }
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
        // Where a path goes up again, only its places tell where it leads.
        if excludedFolders.contains(where: { path == $0 || path.hasPrefix($0 + "/") }), !path.contains("/../") {
            return true
        }
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
