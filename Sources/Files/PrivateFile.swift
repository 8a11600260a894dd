package import FenceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files and folders that only their owner can read.
package enum PrivateFile {
    /// Makes a file where there is none, so that what is added to it later is never anybody else's to read.
    package static func make(_ path: String) throws(FencewatchError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("The state file cannot be written.", path) }
        close(descriptor)
    }

    /// Makes a folder where there is none, in one that is there: a path that was mistyped makes no tree of folders.
    package static func makeFolder(_ path: String) throws(FencewatchError) {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        let message =
            switch errno {
            case ENOENT: "The folder that the state directory is to stand in is not there; make it first"
            case EACCES, EPERM, EROFS: "This user may not make the state directory; have it made for this user"
            default: "The state directory cannot be made"
            }
        throw failure("\(message), or give another with --state.", path)
    }

    /// Puts a file in another's place, whole. Where that fails the old one stays.
    package static func replace(_ path: String, with bytes: [UInt8]) {
        let new = "\(path).new"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        if count == bytes.count { rename(new, path) }
    }

    static func failure(_ message: String, _ path: String) -> FencewatchError {
        FencewatchError(.invalidState, message, location: path, cause: String(cString: strerror(errno)))
    }
}
