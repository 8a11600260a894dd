import FenceDecoding
import FenceFiles
import FenceModel
import FenceStore

/// Tells whether a new file holds what was read already from another: the copy that copytruncate makes, and the compressed
/// one that comes after a rotation. Only the content tells: the copy begins with all that was read of the other.
enum RotatedCopies {
    /// A file that another one is a copy of.
    struct Match: Sendable {
        var original: FileProgress
        /// Hash and line number go on from there.
        var offset: Int { original.offset }
    }

    /// Whether a name may be what a rotation makes of another: it begins with the other's name up to its first dot or dash.
    static func mayDerive(_ name: String, from original: String) -> Bool {
        guard Discovery.folder(of: name) == Discovery.folder(of: original), name != original else { return false }
        let first = Discovery.name(of: original)
        let stem = first.prefix { $0 != "." && $0 != "-" }
        return !stem.isEmpty && Discovery.name(of: name).hasPrefix(stem)
    }

    /// The known file of which most is at the begin of a plain one.
    static func match(_ file: OpenFile, size: Int, among known: [FileProgress]) -> Match? {
        var walker = PrefixWalker(known.filter { $0.offset <= size })
        guard walker.isWanted else { return nil }
        var position = 0
        while walker.isWanted {
            let bytes = file.read(1 << 20, at: position)
            guard !bytes.isEmpty else { break }
            walker.take(bytes)
            position += bytes.count
        }
        return walker.best.map(Match.init)
    }

    /// What a compressed log says when it is read to its end.
    enum Compressed {
        /// It is still being written, or damaged.
        case incomplete
        /// Whole; of the known files that begin it, the one of which most was read.
        case whole(Match?)
    }

    static func read(_ path: String, among known: [FileProgress]) -> Compressed {
        var walker = PrefixWalker(known)
        let isWhole = decompress(path) { bytes in
            walker.take(bytes)
            return true
        }
        return isWhole ? .whole(walker.best.map(Match.init)) : .incomplete
    }

    /// Hands on the decompressed bytes piece by piece.
    ///
    /// - Returns: whether the file was whole.
    static func decompress(_ path: String, _ body: ([UInt8]) -> Bool) -> Bool {
        guard let file = try? OpenFile(path: path),
            case .compressed(let kind)? = ContainerKind(head: file.read(ContainerKind.headBytes, at: 0))
        else { return false }
        do throws(IngestFailure) {
            let reader = try ArchiveReader(stream: FileBytes(file), compression: kind)
            guard try reader.next() != nil else { return true }
            var piece: [UInt8] = []
            while try reader.read(TailedFile.quantum, into: &piece) > 0 {
                guard body(piece) else { return true }
                piece.removeAll(keepingCapacity: true)
            }
            return true
        } catch {
            return false
        }
    }

    /// Whether the file's first bytes are those of a compressed stream.
    static func isCompressed(_ file: OpenFile) -> Bool {
        if case .compressed? = ContainerKind(head: file.read(ContainerKind.headBytes, at: 0)) { return true }
        return false
    }

    /// Hashes a text from its begin and compares it with every known file's hash at that file's offset.
    private struct PrefixWalker {
        private var candidates: [FileProgress]
        private var hash = ContentHash.start
        private var position = 0
        private(set) var best: FileProgress?

        init(_ known: [FileProgress]) {
            candidates = known.filter { $0.offset > 0 }.sorted { $0.offset > $1.offset }
        }

        var isWanted: Bool { !candidates.isEmpty }

        mutating func take(_ bytes: [UInt8]) {
            var rest = bytes[...]
            while let next = candidates.last, next.offset <= position + rest.count {
                let part = rest.prefix(next.offset - position)
                hash = ContentHash.hash(part, from: hash)
                position += part.count
                rest = rest.dropFirst(part.count)
                if next.prefixHash == hash { best = next }
                candidates.removeLast()
            }
            guard !candidates.isEmpty else { return }
            hash = ContentHash.hash(rest, from: hash)
            position += rest.count
        }
    }

    /// An open file as a stream.
    private final class FileBytes: ByteStream {
        private let file: OpenFile
        private var position = 0

        init(_ file: OpenFile) {
            self.file = file
        }

        func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
            let bytes = file.read(count, at: position)
            position += bytes.count
            buffer += bytes
            return bytes.count
        }
    }
}
