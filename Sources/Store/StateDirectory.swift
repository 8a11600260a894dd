import FenceFiles
package import FenceModel

/// The folder that holds a tail's state: one process at a time, readable by its owner alone.
package final class StateDirectory: Sendable {
    package let path: String
    private let lock: ExclusiveLock?

    /// - Parameter isExclusive: whether to make the folder where there is none, and to keep others from writing; who only
    ///   reads shares it.
    /// - Throws: `FencewatchError` where it cannot be used, or another process holds it.
    package init(path: String, isExclusive: Bool) throws(FencewatchError) {
        self.path = path
        guard isExclusive else {
            lock = nil
            return
        }
        try PrivateFile.makeFolder(path)
        lock = try ExclusiveLock(
            path: Self.lockPath(in: path),
            heldMessage: "Another fencewatch tail uses this state directory; stop it, or give another with --state.")
    }

    /// Whether a tail uses the directory now.
    package var isInUse: Bool { lock != nil || ExclusiveLock.isHeld(Self.lockPath(in: path)) }

    package var databasePath: String { "\(path)/fencewatch.sqlite" }
    /// What a tail says of itself, to whoever asks.
    package var statusPath: String { "\(path)/status" }
    private static func lockPath(in folder: String) -> String { "\(folder)/lock" }

    package func replaceStatus(with text: String) {
        PrivateFile.replace(statusPath, with: Array(text.utf8))
    }
}
