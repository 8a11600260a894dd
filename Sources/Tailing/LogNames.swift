/// Finds logs by the names that rotations give to their copies, without a look at every log: at midnight thousands of logs have
/// thousands of copies.
///
/// What it gives is every log that may be meant, and some that are not, or have another path by now: whoever asks looks again.
struct LogNames<Log: Hashable> {
    private struct Folder {
        var names: [String: Set<Log>] = [:]
        var stems: [Substring: Set<Log>] = [:]
    }

    /// Names that are tried for a copy, at most; beyond, every log of the folder is given.
    private static var triedNames: Int { 2_000 }

    private var folders: [String: Folder] = [:]
    /// Paths that were put in and not taken out.
    private(set) var count = 0

    mutating func insert(_ log: Log, at path: String) {
        let (place, name) = (Discovery.folder(of: path), Discovery.name(of: path))
        if folders[place, default: Folder()].names[name, default: []].insert(log).inserted { count += 1 }
        folders[place]?.stems[RotatedCopies.stem(of: name), default: []].insert(log)
    }

    /// Takes out a log that was put in at this path alone.
    mutating func remove(_ log: Log, at path: String) {
        let (place, name) = (Discovery.folder(of: path), Discovery.name(of: path))
        let stem = RotatedCopies.stem(of: name)
        guard folders[place]?.names[name]?.remove(log) != nil else { return }
        count -= 1
        folders[place]?.stems[stem]?.remove(log)
        if folders[place]?.names[name]?.isEmpty ?? false { folders[place]?.names[name] = nil }
        if folders[place]?.stems[stem]?.isEmpty ?? false { folders[place]?.stems[stem] = nil }
        if folders[place]?.names.isEmpty ?? false { folders[place] = nil }
    }

    /// Logs that a plain file may be a copy of.
    func originals(ofCopy path: String) -> Set<Log> {
        let name = Discovery.name(of: path)
        let tried = Self.originalNames(ofCopy: Array(name.utf8))
        return originals(of: path) { folder in
            tried.map { $0.compactMap { folder.names[$0] } } ?? Array(folder.names.values)
        }
    }

    /// Logs that a compressed file may hold.
    func originals(ofCompressed path: String) -> Set<Log> {
        let name = Discovery.name(of: path)
        let longest = RotatedCopies.stem(of: name)
        return originals(of: path) { folder in
            longest.indices.compactMap { folder.stems[longest[...$0]] }
        }
    }

    /// Logs in the folder of a path and in those above it.
    private func originals(of path: String, _ find: (Folder) -> [Set<Log>]) -> Set<Log> {
        var found: Set<Log> = []
        var place = path
        repeat {
            place = Discovery.folder(of: place)
            if let folder = folders[place] {
                for logs in find(folder) { found.formUnion(logs) }
            }
        } while place != "/" && place != "."
        return found
    }

    /// The names that a log may have whose copy has a name; nil where there are too many.
    ///
    /// It is the copy's own, what is left of it before a sign, or it without a date or number: see `RotatedCopies.mayCopy`.
    private static func originalNames(ofCopy name: [UInt8]) -> Set<String>? {
        var names: Set<String> = [String(decoding: name, as: UTF8.self)]
        for start in name.indices {
            let isSign = RotatedCopies.signs.contains(name[start])
            if isSign { names.insert(String(decoding: name[..<start], as: UTF8.self)) }
            guard isSign || start > 0 && RotatedCopies.signs.contains(name[start - 1]) else { continue }
            var end = start
            while end < name.count, RotatedCopies.isInner(name[end]) {
                end += 1
                // Without a sign at either end it is no date or number of its own.
                guard isSign || RotatedCopies.signs.contains(name[end - 1]) else { continue }
                names.insert(String(decoding: name[..<start] + name[end...], as: UTF8.self))
                if names.count > triedNames { return nil }
            }
        }
        return names
    }
}
