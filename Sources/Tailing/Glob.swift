/// A pattern over paths: `*` and `?` within a name, `[…]` for one character, `**` over folders.
struct Glob: Sendable {
    private let pattern: [Character]

    init(_ pattern: String) {
        self.pattern = Array(pattern)
    }

    static func isGlob(_ text: String) -> Bool {
        text.contains { $0 == "*" || $0 == "?" || $0 == "[" }
    }

    /// The folder above the first part with a sign of its own.
    static func fixedFolder(of pattern: String) -> String {
        var parts: [Substring] = []
        for part in pattern.split(separator: "/", omittingEmptySubsequences: false) {
            if isGlob(String(part)) { break }
            parts.append(part)
        }
        let folder = parts.joined(separator: "/")
        return folder.isEmpty ? (pattern.hasPrefix("/") ? "/" : ".") : folder
    }

    func matches(_ path: String) -> Bool {
        // Backtracking over the last star alone keeps this linear in practice: paths are short.
        Self.match(pattern[...], Array(path)[...])
    }

    private static func match(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
        guard let sign = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        switch sign {
        case "*":
            let crosses = rest.first == "*"
            var next = crosses ? rest.dropFirst() : rest
            if crosses, next.first == "/" {
                if match(next.dropFirst(), text) { return true }
                next = next[...]
            }
            var tail = text
            while true {
                if match(next, tail) { return true }
                guard let character = tail.first, crosses || character != "/" else { return false }
                tail = tail.dropFirst()
            }
        case "?":
            guard let character = text.first, character != "/" else { return false }
            return match(rest, text.dropFirst())
        case "[":
            guard let end = rest.firstIndex(of: "]"), let character = text.first else {
                return text.first == "[" && match(rest, text.dropFirst())
            }
            var members = rest[rest.startIndex..<end]
            let isInverted = members.first == "!" || members.first == "^"
            if isInverted { members = members.dropFirst() }
            return contains(members, character) != isInverted && match(rest[(end + 1)...], text.dropFirst())
        default:
            return text.first == sign && match(rest, text.dropFirst())
        }
    }

    private static func contains(_ members: ArraySlice<Character>, _ character: Character) -> Bool {
        let members = Array(members)
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
