package import FenceModel
import Foundation

/// The files under the paths that were asked for, in a stable order.
package struct FileTree: Sendable {
    package enum Entry: Sendable {
        /// A file to scan; `isNamed` where the user named it, rather than a folder that holds it.
        case file(String, isNamed: Bool)
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
        for path in paths {
            if path == "-" {
                guard visit(.file(path, isNamed: true)) else { return }
                continue
            }
            var ancestors: [FileIdentity] = []
            guard walk(path, isNamed: true, ancestors: &ancestors, visit: visit) else { return }
        }
    }

    private struct FileIdentity: Hashable {
        var device: Int
        var inode: Int
    }

    private func walk(
        _ path: String, isNamed: Bool, ancestors: inout [FileIdentity], visit: (Entry) -> Bool
    ) -> Bool {
        let kind: FileKind
        do {
            kind = try self.kind(of: path)
        } catch {
            return visit(.skipped(Self.skip(error, path)))
        }
        guard case .folder(let identity) = kind else { return visit(.file(path, isNamed: isNamed)) }
        guard !ancestors.contains(identity) else {
            return visit(
                .skipped(
                    SkippedSource(
                        source: path, reason: .unreadable, detail: "directory loop: the folder holds itself by a link"))
            )
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            return visit(
                .skipped(SkippedSource(source: path, reason: .unreadable, detail: "the folder cannot be listed")))
        }
        ancestors.append(identity)
        defer { ancestors.removeLast() }
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            if name.hasPrefix("."), !includesHidden { continue }
            let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            guard walk(child, isNamed: false, ancestors: &ancestors, visit: visit) else { return false }
        }
        return true
    }

    private enum FileKind {
        case folder(FileIdentity)
        case other
    }

    private func kind(of path: String) throws -> FileKind {
        let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let attributes = try FileManager.default.attributesOfItem(atPath: resolved)
        guard attributes[.type] as? FileAttributeType == .typeDirectory else { return .other }
        return .folder(
            FileIdentity(
                device: (attributes[.systemNumber] as? NSNumber)?.intValue ?? 0,
                inode: (attributes[.systemFileNumber] as? NSNumber)?.intValue ?? 0))
    }

    private static func skip(_ error: any Error, _ path: String) -> SkippedSource {
        let isMissing = (error as? CocoaError)?.code == .fileReadNoSuchFile
        return SkippedSource(
            source: path, reason: isMissing ? .notFound : .unreadable,
            detail: isMissing ? "there is no such file or folder" : "the file's kind cannot be told")
    }
}
