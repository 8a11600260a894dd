package import FenceDecoding
package import FenceModel
import FencePipeline

/// The files under the paths that were asked for, in a stable order.
///
/// Links are followed, once everything else was visited, so that a file is known by its own name, wherever links to it lie. What
/// several paths lead to is visited once.
package struct FileTree: Sendable {
    package enum Entry: Sendable {
        /// A file to scan; `isNamed` where the user named it, rather than a folder that holds it.
        case file(FilePath, isNamed: Bool)
        /// `isFailure` where the user asked for it, or it might have held something.
        case skipped(SkippedSource, isFailure: Bool)
    }

    private let includesHidden: Bool

    package init(includesHidden: Bool) {
        self.includesHidden = includesHidden
    }

    /// Visits every entry; folders are walked depth first in the order of their names' bytes.
    ///
    /// - Parameter visit: false ends the walk.
    package func walk(_ paths: [String], visit: (Entry) -> Bool) {
        var seen = Seen()
        // Several arguments may come here as one text, which stands for all of their names.
        var repaired: Set<String> = []
        for path in paths where !path.contains("\u{FFFD}") || repaired.insert(path).inserted {
            if path == "-" {
                guard visit(.file(FilePath(path), isNamed: true)) else { return }
                continue
            }
            for named in Self.named(path) {
                guard walk(named, as: .named, seen: &seen, visit: visit) else { return }
            }
        }
        // A folder that a link leads to may hold further links.
        while !seen.links.isEmpty {
            let links = seen.links
            seen.links = []
            for link in links {
                guard walk(link, as: .link, seen: &seen, visit: visit) else { return }
            }
        }
    }

    /// What an argument names. Bytes of a name that are no UTF-8 come here as U+FFFD; the folder has the name as it is.
    private static func named(_ argument: String) -> [FilePath] {
        let path = FilePath(argument)
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.last, name.contains("\u{FFFD}"),
            (try? Folder.entry(at: path, followsLinks: true)) == nil
        else { return [path] }
        let folder = parts.count > 1 ? FilePath(parts.dropLast().joined(separator: "/") + "/") : FilePath(".")
        let found = (try? Folder.names(in: folder))?.filter { String(decoding: $0, as: UTF8.self) == name } ?? []
        return found.isEmpty ? [path] : found.sorted { $0.lexicographicallyPrecedes($1) }.map(folder.child)
    }

    /// How a path was come by.
    private enum Way {
        case named, listed, link
    }

    /// What was visited. Files that were listed and have one name are not held, be there as many as may be: their folder is.
    private struct Seen {
        var folders: Set<Folder.Identity> = []
        var files: Set<Folder.Identity> = []
        /// Links that are still to be followed.
        var links: [FilePath] = []
    }

    private func walk(_ path: FilePath, as way: Way, seen: inout Seen, visit: (Entry) -> Bool) -> Bool {
        func skip(_ reason: SkippedSource.Reason, _ detail: String, isFailure: Bool) -> Bool {
            visit(.skipped(SkippedSource(source: path.text, reason: reason, detail: detail), isFailure: isFailure))
        }
        let entry: Folder.Entry?
        do throws(FencewatchError) {
            entry = try Folder.entry(at: path, followsLinks: way != .listed)
        } catch {
            return way == .link
                ? skip(.notFound, "a link that leads nowhere", isFailure: false)
                : skip(.notFound, "there is no such file or folder", isFailure: true)
        }
        guard let entry else { return visit(.file(path, isNamed: way == .named)) }
        switch entry.kind {
        case .folder:
            guard seen.folders.insert(entry.identity).inserted else { return true }
            return walk(folder: path, entry.identity, seen: &seen, visit: visit)
        case .link:
            seen.links.append(path)
            return true
        case .special where way != .named:
            return skip(.unreadable, "a pipe, a device or a socket", isFailure: false)
        case .file where !isNew(entry, at: path, as: way, seen: &seen):
            return true
        case .file, .special:
            return visit(.file(path, isNamed: way == .named))
        }
    }

    private func walk(
        folder path: FilePath, _ identity: Folder.Identity, seen: inout Seen, visit: (Entry) -> Bool
    ) -> Bool {
        let names: [[UInt8]]
        do throws(FencewatchError) {
            names = try Folder.names(in: path)
        } catch {
            seen.folders.remove(identity)
            let skipped = SkippedSource(
                source: path.text, reason: .unreadable, detail: "the folder cannot be listed")
            return visit(.skipped(skipped, isFailure: true))
        }
        for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) where isIncluded(name) {
            guard walk(path.child(name), as: .listed, seen: &seen, visit: visit) else { return false }
        }
        return true
    }

    private func isIncluded(_ name: [UInt8]) -> Bool {
        includesHidden || name.first != UInt8(ascii: ".")
    }

    /// Whether a file was not visited yet; takes note of it.
    private func isNew(_ file: Folder.Entry, at path: FilePath, as way: Way, seen: inout Seen) -> Bool {
        guard !seen.files.contains(file.identity) else { return false }
        if way == .listed, !file.hasOtherNames { return true }
        // Its one name was listed with the folder that holds it.
        if !file.hasOtherNames, let place = Folder.place(of: path), seen.folders.contains(place.folder),
            isIncluded(place.name)
        {
            return false
        }
        seen.files.insert(file.identity)
        return true
    }
}
