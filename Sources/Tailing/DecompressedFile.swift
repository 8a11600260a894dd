import FenceDecoding
import FenceFiles

/// The text of a compressed log. Read from its begin to its end; going back beyond what was read last begins anew.
final class DecompressedFile: FileBytes {
    /// Bytes that are kept before the last place that was read.
    private static let kept = 16_384
    private static let piece = 65_536

    private let file: OpenFile
    private let compression: ContainerKind.Compression
    private var reader: ArchiveReader?
    private var head: [UInt8] = []
    private var window: [UInt8] = []
    private var windowStart = 0
    /// Whether the end was come to, or nothing more can be read.
    private var isAtEnd = false
    /// Set where the end came before it was due: the file is damaged, or still being written.
    private(set) var isBroken = false

    /// - Returns: nil where the file cannot be opened, or is not compressed.
    convenience init?(path: String) {
        guard let file = try? OpenFile(path: path) else { return nil }
        self.init(file)
    }

    init?(_ file: OpenFile) {
        guard let kind = Self.compression(of: file) else { return nil }
        self.file = file
        compression = kind
        begin()
    }

    static func compression(of file: any FileBytes) -> ContainerKind.Compression? {
        if case .compressed(let kind)? = ContainerKind(head: file.read(ContainerKind.headBytes, at: 0)) {
            kind
        } else {
            nil
        }
    }

    var status: FileStatus? { nil }

    private func begin() {
        window = []
        windowStart = 0
        isAtEnd = false
        isBroken = false
        do throws(IngestFailure) {
            reader = try ArchiveReader(stream: FileStream(file), compression: compression)
            if try reader?.next() == nil { isAtEnd = true }
        } catch {
            isAtEnd = true
            isBroken = true
        }
    }

    func read(_ count: Int, at offset: Int) -> [UInt8] {
        if offset + count <= head.count, offset < windowStart { return Array(head[offset..<(offset + count)]) }
        if offset < windowStart { begin() }
        while windowStart + window.count < offset + count, !isAtEnd {
            pull()
            drop(before: offset)
        }
        let start = min(max(0, offset - windowStart), window.count)
        return Array(window[start..<min(window.count, start + count)])
    }

    private func pull() {
        do throws(IngestFailure) {
            let count = try reader?.read(Self.piece, into: &window) ?? 0
            if count == 0 { isAtEnd = true }
        } catch {
            isAtEnd = true
            isBroken = true
        }
        if windowStart == 0, head.count < TailedFile.headBytes { head = Array(window.prefix(TailedFile.headBytes)) }
    }

    private func drop(before offset: Int) {
        let excess = offset - Self.kept - windowStart
        // In large steps: moving the window costs as much as what stays.
        guard excess > 4 * Self.piece else { return }
        let count = min(excess, window.count)
        window.removeFirst(count)
        windowStart += count
    }

    /// An open file as a stream.
    private final class FileStream: ByteStream {
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
