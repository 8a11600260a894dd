import FenceDecoding
import FencePipeline
import Synchronization

/// Names of a Slack export's users, from its `users.json`.
struct SlackNames: Sendable {
    static let largestList = 32 << 20
    /// Most values of a list; a user has about a hundred.
    private static let mostValues = 2 * JSONTape.mostNodes

    private var names: [[UInt8]: [UInt8]] = [:]

    var isEmpty: Bool { names.isEmpty }

    static func isUserList(_ member: String) -> Bool {
        member == "users.json" || member.hasSuffix("/users.json")
    }

    /// The channel that a file belongs to: the folder that a day's file stands in; nil for any other file.
    static func channel(of member: String) -> String? {
        let parts = member.split(separator: "/")
        guard let file = parts.last, parts.count >= 2, file.hasSuffix(".json"), file.count == 15 else { return nil }
        let day = file.prefix(10).utf8
        guard
            day.enumerated().allSatisfy({ [4, 7].contains($0.offset) ? $0.element == 0x2D : $0.element &- 0x30 < 10 })
        else { return nil }
        return String(parts[parts.count - 2])
    }

    /// Reads the list, as far as it is one.
    ///
    /// - Returns: the stream from its begin: the list is a source as any other, whatever stands in it and however large it is.
    mutating func take(from stream: any ByteStream, limit: Int = largestList) -> any ByteStream {
        var bytes: [UInt8] = []
        var rest = stream
        do throws(IngestFailure) {
            try stream.fill(limit, into: &bytes)
        } catch {
            rest = FailedStream(error)
        }
        for user in JSONValue(bytes[...], limit: Self.mostValues)?.elements ?? [] {
            guard let id = user.text("id") else { continue }
            names[id] = user["profile"]?.text("display_name", "real_name") ?? user.text("real_name", "name")
        }
        return PrefixedStream(bytes, rest)
    }

    func name(of author: [UInt8]) -> [UInt8]? {
        names[author]
    }

    /// The names of an export that is an archive, wherever in it the list stands.
    ///
    /// - Parameter limit: most members that are looked at.
    static func inArchive(_ path: FilePath, limit: Int) -> SlackNames {
        var names = SlackNames()
        guard let reader = try? ArchiveReader(path: path, format: .zip) else { return names }
        var seen = 0
        while names.isEmpty, seen < limit, let member = try? reader.next() {
            seen += 1
            if member.isFile, !member.isEncrypted, isUserList(member.name) {
                _ = names.take(from: CurrentMember(reader: reader))
            }
        }
        return names
    }

    /// The bytes of an archive's member; the list's own limit bounds them.
    private final class CurrentMember: ByteStream {
        private let reader: ArchiveReader

        init(reader: ArchiveReader) {
            self.reader = reader
        }

        func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
            try reader.read(min(count, 65_536), into: &buffer)
        }
    }
}

/// The names of exports that lie in folders: `users.json` stands beside the channels' folders. The list that was read last is
/// kept: an export has a file for every channel and day, and they are read one after another.
final class SlackFolders: Sendable {
    private let last = Mutex<(list: String, names: SlackNames)?>(nil)

    /// The names for a day's file; none for any other file.
    func names(forDayAt path: String) -> SlackNames {
        guard SlackNames.channel(of: path) != nil else { return SlackNames() }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let list = (parts.dropLast(2) + ["users.json"]).joined(separator: "/")
        return last.withLock { last in
            if let last, last.list == list { return last.names }
            var names = SlackNames()
            if let reader = try? FileReader(path: FilePath(list)), reader.size != nil {
                _ = names.take(from: ReaderStream(reader))
            }
            last = (list, names)
            return names
        }
    }
}
