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
    /// What happened.
    package enum Change: Sendable, Hashable {
        /// To the file or folder at a path.
        case path(String)
        /// To a watched folder itself, or more than the system keeps account of: everything is to be looked at.
        case everything
    }

    private let descriptor: Int32
    private var wakeReader: Int32 = -1
    private var wakeWriter: Int32 = -1
    /// What a watch is on: a folder, or one file.
    private struct Watched {
        var path: String
        var isFile: Bool
    }
    private var watches: [Int32: Watched] = [:]
    /// Devices on which changes may not be told.
    private var remote: Set<Int64> = []

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

    /// Watches what happens in a folder. Adding it again is harmless, and needed where another folder took its place.
    ///
    /// - Returns: whether the system tells of every change; it does not on network mounts, or at its limit of watches.
    package func add(folder: String) -> Bool {
        #if canImport(Darwin)
            return false
        #else
            let mask =
                UInt32(IN_MODIFY) | UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_DELETE)
                | UInt32(IN_CLOSE_WRITE) | UInt32(IN_ATTRIB) | UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF)
            return add(Watched(path: folder, isFile: false), mask | UInt32(IN_ONLYDIR)) && !isRemote(folder)
        #endif
    }

    /// Watches for one name to come in a folder that is not followed itself, such as the one above what is.
    package func addParent(folder: String) {
        #if !canImport(Darwin)
            _ = add(
                Watched(path: folder, isFile: false),
                UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_ONLYDIR) | UInt32(IN_MASK_ADD))
        #endif
    }

    /// Watches one file: what a link leads to is written to in a folder that nobody watches.
    package func add(file: String) -> Bool {
        #if canImport(Darwin)
            return false
        #else
            return add(
                Watched(path: file, isFile: true),
                UInt32(IN_MODIFY) | UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF) | UInt32(IN_ATTRIB))
        #endif
    }

    #if !canImport(Darwin)
        private func add(_ watched: Watched, _ mask: UInt32) -> Bool {
            let number = inotify_add_watch(descriptor, watched.path, mask)
            guard number >= 0 else { return false }
            watches[number] = watched
            return true
        }

        /// Whether others may write there without this system's knowledge.
        private func isRemote(_ path: String) -> Bool {
            guard !remote.isEmpty, let device = FileStatus(path: path)?.device else { return false }
            return remote.contains(device)
        }

        /// Devices whose files other machines or programs change, by the type of their mount (proc_pid_mountinfo(5)).
        private static func remoteDevices() -> Set<Int64> {
            guard let file = try? OpenFile(path: "/proc/self/mountinfo") else { return [] }
            var devices: Set<Int64> = []
            for line in String(decoding: file.read(1 << 20, at: 0), as: UTF8.self).split(separator: "\n") {
                let fields = line.split(separator: " ")
                guard let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count, fields.count > 2 else { continue }
                let kind = fields[dash + 1]
                let isRemote =
                    ["nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "afs", "lustre", "virtiofs"].contains(kind)
                    || kind.hasPrefix("fuse")
                let numbers = fields[2].split(separator: ":").compactMap { Int64($0) }
                guard isRemote, numbers.count == 2 else { continue }
                // As glibc packs them into st_dev.
                devices.insert(
                    (numbers[0] & 0xFFF) << 8 | numbers[1] & 0xFF | (numbers[0] & ~0xFFF) << 32 | (numbers[1] & ~0xFF)
                        << 12)
            }
            return devices
        }
    #endif

    /// Reads again where changes may not be told, before folders are added.
    package func readMounts() {
        #if !canImport(Darwin)
            remote = Self.remoteDevices()
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
                if mask & UInt32(IN_Q_OVERFLOW) != 0 {
                    changes.insert(.everything)
                } else if let watched = watches[watch] {
                    if watched.isFile {
                        changes.insert(.path(watched.path))
                    } else if name.isEmpty {
                        if mask & UInt32(IN_MOVE_SELF | IN_DELETE_SELF) != 0 { changes.insert(.everything) }
                    } else {
                        let name = String(decoding: name, as: UTF8.self)
                        changes.insert(.path(watched.path == "/" ? "/\(name)" : "\(watched.path)/\(name)"))
                    }
                    if mask & UInt32(IN_IGNORED) != 0 { watches[watch] = nil }
                }
            }
        }
    #endif
}
