import FenceFiles

/// A folder, a file or a glob that is to be followed, as it was typed.
///
/// Only what was typed can be a pattern: the folder that it is typed in may have any name. A part of it that is there as it
/// stands, and that the pattern would not match, is that name: `[2026]` means the folder of that name where there is one.
package struct FollowedPath: Sendable {
    package let typed: String
    /// From the root on, without parts that lead nowhere.
    package let path: String
    /// The path up to the first part that is a pattern, and the parts from there on.
    let fixed: String
    let pattern: [String]
    /// Whether something is there of that very name.
    let isThere: Bool

    /// - Parameter folder: where a path begins that does not begin at the root.
    package init(_ typed: String, in folder: String) {
        self.typed = typed
        let start = typed.hasPrefix("/") ? "/" : Self.joined("/", Self.parts(of: folder))
        let parts = Self.parts(of: typed)
        path = Self.joined(start, parts)
        var fixed = start
        var pattern = parts[...]
        while let part = pattern.first {
            let next = Self.joined(fixed, [part])
            if Glob.isGlob(part), Glob(part).matches(part) || FileStatus(path: next) == nil { break }
            fixed = next
            pattern = pattern.dropFirst()
        }
        self.fixed = fixed
        self.pattern = Array(pattern)
        isThere = FileStatus(path: path) != nil
    }

    /// Whether nothing is there, and it is no pattern that something to come may match.
    package var isMissing: Bool { pattern.isEmpty && !isThere }

    /// The pattern below the folder; nil where there is none.
    var glob: Glob? { pattern.isEmpty ? nil : Glob(pattern, below: fixed) }

    private static func parts(of path: String) -> [String] {
        path.split(separator: "/").filter { $0 != "." }.map(String.init)
    }

    private static func joined(_ folder: String, _ parts: [String]) -> String {
        parts.isEmpty ? folder : (folder == "/" ? "" : folder) + "/" + parts.joined(separator: "/")
    }
}
