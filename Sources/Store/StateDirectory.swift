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
            path: "\(path)/lock",
            heldMessage: "Another fencewatch tail uses this state directory; stop it, or give another with --state.")
    }

    /// Says how a tail is doing, to whoever asks.
    package static func replaceStatus(_ path: String, with text: String) {
        PrivateFile.replace(path, with: Array(text.utf8))
    }

    /// Whether a tail uses a state directory now.
    package static func isInUse(_ path: String) -> Bool { ExclusiveLock.isHeld("\(path)/lock") }

    package var databasePath: String { "\(path)/fencewatch.sqlite" }
    package var statusPath: String { "\(path)/status" }
}
