#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Waits for changes in folders, by inotify where there is any; elsewhere only the time tells.
///
/// Used by one thread, but for `wake`, which any may call.
package final class FolderWatch: @unchecked Sendable {
    /// What happened to a name in a folder.
    package struct Change: Sendable, Hashable {
        /// Path of the folder as it was added.
        package var folder: String
        package var name: String
    }

    private let descriptor: Int32
    private var wakeReader: Int32 = -1
    private var wakeWriter: Int32 = -1
    private var folders: [Int32: String] = [:]
    private var watched: Set<String> = []
    /// Set where the system had more changes than it keeps: then everything is to be looked at.
    package private(set) var hasOverflowed = false

    package init() {
        #if canImport(Darwin)
            descriptor = -1
        #else
            descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        #endif
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) == 0 {
            wakeReader = ends[0]
            wakeWriter = ends[1]
            for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
    }

    deinit {
        for end in [descriptor, wakeReader, wakeWriter] where end >= 0 { close(end) }
    }

    /// Watches a folder. Where that cannot be, as on network mounts or at the system's limit, the slow rescan must do.
    ///
    /// - Returns: whether it is watched.
    package func add(_ folder: String) -> Bool {
        if watched.contains(folder) { return true }
        #if canImport(Darwin)
            return false
        #else
            let mask =
                UInt32(IN_MODIFY) | UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_DELETE)
                | UInt32(IN_CLOSE_WRITE) | UInt32(IN_ONLYDIR)
            let number = inotify_add_watch(descriptor, folder, mask)
            guard number >= 0 else { return false }
            folders[number] = folder
            watched.insert(folder)
            return true
        #endif
    }

    /// Ends a wait at once, from any thread or signal handler.
    package func wake() {
        var byte: UInt8 = 1
        _ = write(wakeWriter, &byte, 1)
    }

    /// Waits for changes.
    ///
    /// - Parameter milliseconds: longest wait.
    /// - Returns: what changed, each once.
    package func wait(milliseconds: Int) -> [Change] {
        hasOverflowed = false
        var polled = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&polled, nfds_t(polled.count), Int32(clamping: milliseconds)) > 0 else { return [] }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while read(wakeReader, &buffer, buffer.count) > 0 {}
        var changes: Set<Change> = []
        #if !canImport(Darwin)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0 else { break }
                parse(buffer, count, into: &changes)
            }
        #endif
        return Array(changes)
    }

    #if !canImport(Darwin)
        /// Events stand one behind another: watch, mask, cookie, length of the name, and the name with NULs behind it.
        private func parse(_ buffer: [UInt8], _ count: Int, into changes: inout Set<Change>) {
            var position = 0
            func number(_ offset: Int) -> UInt32 {
                buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position + offset, as: UInt32.self) }
            }
            while position + 16 <= count {
                let watch = Int32(bitPattern: number(0))
                let mask = number(4)
                let length = Int(number(12))
                let name = buffer[(position + 16)..<min(count, position + 16 + length)].prefix { $0 != 0 }
                position += 16 + length
                if mask & UInt32(IN_Q_OVERFLOW) != 0 { hasOverflowed = true }
                if mask & UInt32(IN_IGNORED) != 0 {
                    if let folder = folders.removeValue(forKey: watch) { watched.remove(folder) }
                } else if let folder = folders[watch], !name.isEmpty {
                    changes.insert(Change(folder: folder, name: String(decoding: name, as: UTF8.self)))
                }
            }
        }
    #endif
}
