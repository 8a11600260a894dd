package import FenceDecoding
package import FenceModel
import FencePipeline

/// The files under the paths that were asked for, in a stable order.
package struct FileTree: Sendable {
    package enum Entry: Sendable {
        /// A file to scan; `isNamed` where the user named it, rather than a folder that holds it.
        case file(FilePath, isNamed: Bool)
        case skipped(SkippedSource)
    }

    private let includesHidden: Bool

    package init(includesHidden: Bool) {
        self.includesHidden = includesHidden
    }

    /// Visits every entry; folders are walked depth first in the order of their names' bytes.
    ///
    /// Symbolic links are followed; a folder that holds itself is visited once and reported.
    ///
    /// - Parameter visit: false ends the walk.
    package func walk(_ paths: [String], visit: (Entry) -> Bool) {
        // Several arguments may come here as one text, which stands for all of their names.
        var repaired: Set<String> = []
        for path in paths where !path.contains("\u{FFFD}") || repaired.insert(path).inserted {
            if path == "-" {
                guard visit(.file(FilePath(path), isNamed: true)) else { return }
                continue
            }
            for named in Self.named(path) {
                var ancestors: [Folder.Identity] = []
                guard walk(named, isNamed: true, ancestors: &ancestors, visit: visit) else { return }
            }
        }
    }

    /// What an argument names. Bytes of a name that are no UTF-8 come here as U+FFFD; the folder has the name as it is.
    private static func named(_ argument: String) -> [FilePath] {
        let path = FilePath(argument)
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.last, name.contains("\u{FFFD}"), (try? Folder.identity(of: path)) == nil else {
            return [path]
        }
        let folder = parts.count > 1 ? FilePath(parts.dropLast().joined(separator: "/") + "/") : FilePath(".")
        let found = (try? Folder.names(in: folder))?.filter { String(decoding: $0, as: UTF8.self) == name } ?? []
        return found.isEmpty ? [path] : found.sorted { $0.lexicographicallyPrecedes($1) }.map(folder.child)
    }

    private func walk(
        _ path: FilePath, isNamed: Bool, ancestors: inout [Folder.Identity], visit: (Entry) -> Bool
    ) -> Bool {
        func skip(_ reason: SkippedSource.Reason, _ detail: String) -> Bool {
            visit(.skipped(SkippedSource(source: path.text, reason: reason, detail: detail)))
        }
        let identity: Folder.Identity?
        do throws(FencewatchError) {
            identity = try Folder.identity(of: path)
        } catch {
            return skip(.notFound, "there is no such file or folder")
        }
        guard let identity else { return visit(.file(path, isNamed: isNamed)) }
        guard !ancestors.contains(identity) else {
            return skip(.unreadable, "directory loop: the folder holds itself by a link")
        }
        let names: [[UInt8]]
        do throws(FencewatchError) {
            names = try Folder.names(in: path)
        } catch {
            return skip(.unreadable, "the folder cannot be listed")
        }
        ancestors.append(identity)
        defer { ancestors.removeLast() }
        for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            if name.first == UInt8(ascii: "."), !includesHidden { continue }
            guard walk(path.child(name), isNamed: false, ancestors: &ancestors, visit: visit) else { return false }
        }
        return true
    }
}
