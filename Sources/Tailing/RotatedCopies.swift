import FenceDecoding
import FenceFiles
import FenceModel
import FenceStore

/// Tells whether a new file holds what was read already from another: the copy that copytruncate makes, and the compressed
/// one that comes after a rotation. The content tells: the copy begins with all that was read of the other.
enum RotatedCopies {
    /// A log that another file may hold, and a place in it.
    struct Candidate: Sendable {
        var original: FileProgress
        /// Where to read on in the copy, and the hash of everything before.
        var offset: Int
        var hash: UInt64
        var line: Int
        /// Where the copy must also agree: the size of the original, where that can still be read.
        var whole: (offset: Int, hash: UInt64)?
        /// Where the original can still be read; what is behind the offset is looked at when the begin agrees.
        var rest: Rest?

        struct Rest: Sendable {
            /// The file where it is open.
            var file: OpenFile?
            var path: String?
        }

        /// Everything that was read.
        init(_ original: FileProgress) {
            self.original = original
            offset = original.offset
            hash = original.prefixHash
            line = original.line
        }

        /// What was read up to a while ago: the copy may have been made then.
        init(_ original: FileProgress, at mark: TailedFile.Mark) {
            self.init(original)
            offset = mark.offset
            hash = mark.hash
            line = mark.line
        }

        /// The candidate with all of its original that can still be read; nil where the copy begins otherwise.
        func completed(in copy: any FileBytes, isWanted: () -> Bool) -> Candidate? {
            if offset >= original.headLength, !TailedFile.hasHead(original, in: copy) { return nil }
            guard let rest, let file = rest.file ?? rest.path.flatMap({ try? OpenFile(path: $0) }),
                let status = file.status, status.device == original.device, status.inode == original.inode,
                status.size >= offset
            else { return self }
            var (position, hash) = (offset, hash)
            while position < status.size, isWanted() {
                let bytes = file.read(min(1 << 20, status.size - position), at: position)
                guard !bytes.isEmpty else { break }
                hash = ContentHash.hash(bytes, from: hash)
                position += bytes.count
            }
            var candidate = self
            candidate.whole = (position, hash)
            return candidate
        }
    }

    /// What a comparison came to.
    struct Match: Sendable {
        /// The candidate of which most is there.
        var best: Candidate
        /// Bytes that the copy has, as far as it was looked at.
        var size: Int

        /// Where reading goes on. A copy that agrees at a mark and ends before the place that was read to was read whole.
        var isReadWhole: Bool { best.offset < best.original.offset && size <= best.original.offset }
    }

    /// Whether a plain file may be a copy of another, by the names that rotations give: something behind the name, or a date or
    /// number before its extension.
    static func mayCopy(_ path: String, of original: String) -> Bool {
        guard isWithin(path, folderOf: original), path != original else { return false }
        let name = Array(Discovery.name(of: path).utf8)
        let first = Array(Discovery.name(of: original).utf8)
        // In a folder for old logs it may have kept its name.
        if name == first { return true }
        guard name.count > first.count else { return false }
        if name.starts(with: first) { return signs.contains(name[first.count]) }
        let common = zip(name, first).prefix { $0 == $1 }.count
        let tail = first.count - common
        guard name.suffix(tail).elementsEqual(first.suffix(tail)) else { return false }
        var inner = name[common..<(name.count - tail)]
        // `app-20261124.log` of `app.log` is `app` + `-20261124` + `.log`; where the dots meet it reads as `.1` or `1.`.
        if let last = inner.last, signs.contains(last), inner.first.map({ !signs.contains($0) }) ?? false {
            guard common > 0, signs.contains(name[common - 1]) else { return false }
            inner = inner.dropLast()
        } else {
            guard let lead = inner.first, signs.contains(lead) else { return false }
            inner = inner.dropFirst()
        }
        return !inner.isEmpty
            && inner.allSatisfy(isInner)
    }

    /// What stands between a log's name and what a rotation adds to it.
    static let signs: [UInt8] = Array(".-_~".utf8)

    /// Whether a byte may be part of a date or number, with its signs, that a rotation puts into a name.
    static func isInner(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || signs.contains(byte) || byte == 0x54 || byte == 0x5A
    }

    /// Whether a compressed file may hold a log: its name begins with the other's up to the first dot or dash. As everything
    /// that was read must be there, much may be tried.
    static func mayCompress(_ path: String, _ original: String) -> Bool {
        guard isWithin(path, folderOf: original) else { return false }
        let stem = stem(of: Discovery.name(of: original))
        return !stem.isEmpty && Discovery.name(of: path).hasPrefix(stem)
    }

    /// A name up to its first dot or dash.
    static func stem(of name: String) -> Substring { name.prefix { $0 != "." && $0 != "-" } }

    /// Whether so little that agrees may tell a copy: logs of one name in several folders may begin with the same line.
    static func mayTell(_ candidate: Candidate, of path: String) -> Bool {
        candidate.offset >= TailedFile.headBytes
            || Discovery.name(of: path) != Discovery.name(of: candidate.original.path)
    }

    /// Whether a file lies in a log's folder or below it, as a rotation to a folder for old logs puts it.
    private static func isWithin(_ path: String, folderOf original: String) -> Bool {
        let folder = Discovery.folder(of: original)
        let place = Discovery.folder(of: path)
        return place == folder || place.hasPrefix(folder == "/" ? folder : folder + "/")
    }

    /// Compares a file with everything that it may be a copy of; reads no further than the last place that can tell.
    ///
    /// - Parameter isWanted: asked between pieces; false ends the reading, and the answer means nothing then.
    static func match(
        _ file: any FileBytes, among candidates: [Candidate], size: Int, isWanted: () -> Bool
    ) -> Match? {
        var walker = Walker(candidates.filter { $0.offset <= size }, in: file)
        var position = 0
        while walker.isWanted, isWanted() {
            let bytes = file.read(1 << 20, at: position)
            guard !bytes.isEmpty else { break }
            walker.take(bytes, in: file)
            position += bytes.count
        }
        return walker.best.map { Match(best: $0, size: size) }
    }

    /// What a compressed log says when it is read to its end.
    enum Compressed: Sendable {
        /// It is still being written, or damaged.
        case incomplete
        /// Whole.
        case whole(Match?)
    }

    /// - Parameter isWanted: asked between pieces; false ends the reading, and the answer means nothing then.
    static func read(_ path: String, among candidates: [Candidate], isWanted: () -> Bool) -> Compressed {
        guard let file = DecompressedFile(path: path) else { return .incomplete }
        var walker = Walker(candidates.compactMap { $0.completed(in: file, isWanted: isWanted) }, in: file)
        var position = 0
        while isWanted() {
            let bytes = file.read(TailedFile.quantum, at: position)
            guard !bytes.isEmpty else { break }
            walker.take(bytes, in: file)
            position += bytes.count
        }
        return file.isBroken ? .incomplete : .whole(walker.best.map { Match(best: $0, size: position) })
    }

    /// Hashes a text from its begin and compares it with every candidate's hash at that candidate's place.
    private struct Walker {
        private var candidates: [Candidate]
        private var places: [Int]
        private var seen: [Int: UInt64] = [:]
        private var hash = ContentHash.start
        private var position = 0
        /// Those of which no hash is known and whose begin is there, and of them those whose end is there too.
        private var uncounted: [Candidate] = []
        private var proved: [Candidate] = []
        /// Where the next bytes begin.
        private var start = 0

        init(_ all: [Candidate], in file: any FileBytes) {
            candidates = all.filter { !$0.original.isUncounted && ($0.offset > 0 || $0.whole?.offset ?? 0 > 0) }
            uncounted = all.filter { $0.original.isUncounted && TailedFile.hasHead($0.original, in: file) }
            seen[0] = ContentHash.start
            let told = candidates.flatMap { [$0.offset, $0.whole?.offset].compactMap { $0 }.filter { $0 > 0 } }
            places = Set(told + uncounted.map(\.offset)).sorted(by: >)
        }

        var isWanted: Bool { !places.isEmpty }

        mutating func take(_ bytes: [UInt8], in file: any FileBytes) {
            var rest = bytes[...]
            let read = start..<(start + bytes.count)
            start = read.upperBound
            for candidate in uncounted where candidate.offset > read.lowerBound && candidate.offset <= read.upperBound {
                if TailedFile.isMarkerThere(candidate.original, in: file) { proved.append(candidate) }
            }
            while let next = places.last, next <= position + rest.count {
                let part = rest.prefix(next - position)
                hash = ContentHash.hash(part, from: hash)
                position += part.count
                rest = rest.dropFirst(part.count)
                seen[next] = hash
                places.removeLast()
            }
            guard !places.isEmpty else { return }
            hash = ContentHash.hash(rest, from: hash)
            position += rest.count
        }

        /// The candidate that agrees and of which most is there.
        var best: Candidate? {
            let counted = candidates.filter { candidate in
                seen[candidate.offset] == candidate.hash
                    && candidate.whole.map { seen[$0.offset] == $0.hash } ?? true
            }
            return (counted + proved).max { $0.offset < $1.offset }
        }
    }
}
