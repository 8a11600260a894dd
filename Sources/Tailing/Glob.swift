/// A pattern over paths: `*` and `?` within a name, `[…]` for one character, `**` for any number of folders.
struct Glob: Sendable {
    private enum Part: Sendable {
        case anyFolders
        /// A name in which no sign means anything but itself.
        case exactly(Substring)
        case name([Character])
    }

    private let parts: [Part]

    /// Whether the pattern begins where paths do; else it may begin at any folder.
    let isAnchored: Bool

    init(_ pattern: String, isAnchored: Bool = true) {
        let named = Self.names(of: pattern).map(Self.part)
        parts = isAnchored ? named : [.anyFolders] + named
        self.isAnchored = isAnchored
    }

    /// A pattern below a folder, which stands as it is.
    init(_ pattern: [String], below folder: String) {
        parts = Self.names(of: folder).map { .exactly($0) } + pattern.map { Self.part($0[...]) }
        isAnchored = true
    }

    private static func part(_ name: Substring) -> Part { name == "**" ? .anyFolders : .name(Array(name)) }

    private static func names(of path: String) -> [Substring] { path.split(separator: "/") }

    static func isGlob(_ text: String) -> Bool {
        text.contains { $0 == "*" || $0 == "?" || $0 == "[" }
    }

    func matches(_ path: String) -> Bool {
        reached(by: path)?.contains(parts.count) ?? false
    }

    /// Whether it matches the path or a folder above.
    func matchesOrHolds(_ path: String) -> Bool {
        var places = skippingFolders([0])
        for name in Self.names(of: path) {
            places = going(on: name, from: places)
            if places.contains(parts.count) { return true }
        }
        return false
    }

    /// Whether something below a folder can match.
    func mayMatch(below folder: String) -> Bool {
        reached(by: folder).map { $0.contains { $0 < parts.count } } ?? false
    }

    /// The places in the pattern up to which a path's names lead; all are kept at once, so that no pattern is slow.
    private func reached(by path: String) -> Set<Int>? {
        var places = skippingFolders([0])
        for name in Self.names(of: path) {
            places = going(on: name, from: places)
            if places.isEmpty { return nil }
        }
        return places
    }

    private func going(on name: Substring, from places: Set<Int>) -> Set<Int> {
        var next: Set<Int> = []
        let characters = Array(name)
        for place in places where place < parts.count {
            switch parts[place] {
            case .anyFolders: next.insert(place)
            case .exactly(let exact): if exact == name { next.insert(place + 1) }
            case .name(let pattern): if Self.match(pattern, characters) { next.insert(place + 1) }
            }
        }
        return skippingFolders(next)
    }

    /// `**` may stand for no folder at all.
    private func skippingFolders(_ places: Set<Int>) -> Set<Int> {
        var all = places
        for var place in places {
            while place < parts.count, case .anyFolders = parts[place] {
                place += 1
                all.insert(place)
            }
        }
        return all
    }

    // MARK: - One name

    /// Going back to the last star alone is enough, and linear times linear at worst.
    private static func match(_ pattern: [Character], _ name: [Character]) -> Bool {
        var at = 0
        var index = 0
        var retry: (at: Int, index: Int)?
        while index < name.count {
            if at < pattern.count, pattern[at] == "*" {
                at += 1
                retry = (at, index)
            } else if let next = step(pattern, at, name[index]) {
                at = next
                index += 1
            } else if let last = retry {
                at = last.at
                index = last.index + 1
                retry = (at, index)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }

    /// - Returns: the place behind the sign that a character agrees with.
    private static func step(_ pattern: [Character], _ at: Int, _ character: Character) -> Int? {
        guard at < pattern.count else { return nil }
        switch pattern[at] {
        case "?": return at + 1
        case "[":
            guard let end = pattern[(at + 1)...].firstIndex(of: "]") else { fallthrough }
            var members = pattern[(at + 1)..<end]
            let isInverted = members.first == "!" || members.first == "^"
            if isInverted { members = members.dropFirst() }
            return contains(Array(members), character) != isInverted ? end + 1 : nil
        default: return pattern[at] == character ? at + 1 : nil
        }
    }

    private static func contains(_ members: [Character], _ character: Character) -> Bool {
        var index = 0
        while index < members.count {
            if index + 2 < members.count, members[index + 1] == "-" {
                if members[index]...max(members[index], members[index + 2]) ~= character { return true }
                index += 3
            } else {
                if members[index] == character { return true }
                index += 1
            }
        }
        return false
    }
}
