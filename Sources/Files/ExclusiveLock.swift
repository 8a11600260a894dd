package import FenceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A lock that one process holds at a time; it goes with the process, also when that is killed.
package final class ExclusiveLock: Sendable {
    private let descriptor: Int32

    /// - Parameter retries: how often it is tried again: who only asks whether the lock is held holds it for a moment.
    /// - Throws: `FencewatchError` where the file cannot be made, or another process holds it.
    package init(path: String, heldMessage: String, retries: Int = 5) throws(FencewatchError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw PrivateFile.failure("The state directory cannot be written; give another with --state.", path)
        }
        var isHeld = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        for _ in 0..<retries where !isHeld {
            usleep(20_000)
            isHeld = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        }
        guard isHeld else {
            close(descriptor)
            throw FencewatchError(.invalidState, heldMessage, location: path)
        }
    }

    deinit {
        close(descriptor)
    }

    /// Whether a process holds the lock of a file now.
    package static func isHeld(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }
}
