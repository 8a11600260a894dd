internal import CArchive
internal import FenceModel

/// Reads an archive's members, or one compressed stream, by libarchive.
///
/// Formats and filters are enabled one by one, by what the first bytes say: some of libarchive's filters start programs, and
/// two of its formats claim plain text. Used by one thread.
package final class ArchiveReader: Unpacker {
    /// A member, before its bytes are read.
    package struct Member: Sendable {
        /// As the archive has it: data, never a path to write to.
        package var name: String
        package var isFile: Bool
        package var isEncrypted: Bool
        /// Decompressed size in bytes, where the archive says it.
        package var size: Int?
    }

    /// Bytes that are read at once, however many are asked for.
    private static let mostAtOnce = 262_144

    private let archive: OpaquePointer
    /// What of libarchive's block was not handed on yet, and where in the member it stands.
    private var block = UnsafeRawBufferPointer(start: nil, count: 0)
    private var blockOffset = 0
    private var position = 0
    /// What was wrong with the block at hand.
    private var damage: IngestFailure?
    private let utf8 = fence_utf8_locale()
    private let input: ArchiveInput?
    /// The archive's own bytes, where they are in memory; libarchive keeps the pointer.
    private var held: HeldBytes?

    /// Opens an archive that stands in a file, which formats with a directory at their end need.
    package init(path: FilePath, format: ContainerKind.ArchiveFormat) throws(IngestFailure) {
        archive = try Self.make()
        input = nil
        Self.enable(format, in: archive)
        let archive = archive
        guard path.withCString({ archive_read_open_filename(archive, $0, 65_536) }) == ARCHIVE_OK else {
            // Everything is set by now, so `deinit` frees the archive when this throws.
            throw Self.failure(of: archive)
        }
    }

    /// Opens an archive that comes as a stream. Zip and tar can be read so; 7-Zip cannot.
    package init(stream: any ByteStream, format: ContainerKind.ArchiveFormat) throws(IngestFailure) {
        archive = try Self.make()
        let input = ArchiveInput(stream)
        self.input = input
        Self.enable(format, in: archive)
        try Self.open(archive, input)
    }

    /// Opens an archive that is in memory, for formats that must be read from any place.
    package init(held: HeldBytes, format: ContainerKind.ArchiveFormat) throws(IngestFailure) {
        archive = try Self.make()
        input = nil
        self.held = held
        Self.enable(format, in: archive)
        guard archive_read_open_memory(archive, held.bytes.baseAddress, held.bytes.count) == ARCHIVE_OK else {
            throw Self.failure(of: archive)
        }
    }

    /// Opens a compressed stream; its one member holds the decompressed bytes.
    package init(stream: any ByteStream, compression: ContainerKind.Compression) throws(IngestFailure) {
        archive = try Self.make()
        let input = ArchiveInput(stream)
        self.input = input
        switch compression {
        case .gzip: archive_read_support_filter_gzip(archive)
        case .bzip2: archive_read_support_filter_bzip2(archive)
        case .xz: archive_read_support_filter_xz(archive)
        case .zstd: archive_read_support_filter_zstd(archive)
        case .lz4: archive_read_support_filter_lz4(archive)
        }
        // The magic number has said that the stream is compressed, so raw cannot claim plain text here.
        archive_read_support_format_raw(archive)
        archive_read_support_format_empty(archive)
        try Self.open(archive, input)
    }

    deinit {
        archive_read_free(archive)
        if let utf8 { freelocale(utf8) }
    }

    /// How many compressions lie around the data: some streams are compressed several times over.
    package var layers: Int { max(0, Int(archive_filter_count(archive)) - 1) }

    /// Compressed bytes consumed so far.
    package var consumedBytes: Int { Int(archive_filter_bytes(archive, -1)) }

    /// The next member; nil at the end.
    ///
    /// - Throws: `IngestFailure` where the archive is damaged, so that no later member can be found.
    package func next() throws(IngestFailure) -> Member? {
        var entry: OpaquePointer?
        block = UnsafeRawBufferPointer(start: nil, count: 0)
        blockOffset = 0
        position = 0
        damage = nil
        let before = fence_enter_utf8(utf8)
        defer { fence_leave_utf8(before) }
        let result = archive_read_next_header(archive, &entry)
        if let failure = input?.failure { throw failure }
        if result == ARCHIVE_EOF { return nil }
        guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else { throw Self.failure(of: archive) }
        // File type bits of POSIX; a compressed stream's member has none of its own.
        let kind = archive_entry_filetype(entry) & 0o170000
        return Member(
            name: Self.name(of: entry),
            isFile: kind == 0o100000 || kind == 0,
            isEncrypted: archive_entry_is_encrypted(entry) != 0,
            size: archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil)
    }

    /// Appends up to `count` bytes of the current member.
    ///
    /// - Returns: how many; 0 at the member's end.
    package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        let count = min(count, Self.mostAtOnce)
        if block.isEmpty {
            if let damage { throw damage }
            try readBlock()
        }
        if position < blockOffset {
            // A hole in a sparse file.
            let hole = min(count, blockOffset - position)
            buffer.append(contentsOf: repeatElement(0, count: hole))
            position += hole
            return hole
        }
        let part = UnsafeRawBufferPointer(rebasing: block.prefix(count))
        buffer.append(contentsOf: part)
        block = UnsafeRawBufferPointer(rebasing: block.dropFirst(part.count))
        position += part.count
        blockOffset += part.count
        return part.count
    }

    /// Reads a block, which is libarchive's until the next one. `archive_read_data` would read on for as long as there is room,
    /// and lose what it has where the next block is damaged.
    private func readBlock() throws(IngestFailure) {
        var bytes: UnsafeRawPointer?
        var count = 0
        var offset: la_int64_t = 0
        repeat {
            let result = archive_read_data_block(archive, &bytes, &count, &offset)
            if let failure = input?.failure { throw failure }
            if result == ARCHIVE_EOF { return }
            if result == ARCHIVE_WARN, count > 0 {
                // A checksum that does not agree is told with the last block.
                damage = Self.failure(of: archive)
            } else if result != ARCHIVE_OK {
                throw Self.failure(of: archive)
            }
        } while count == 0
        block = UnsafeRawBufferPointer(start: bytes, count: count)
        blockOffset = max(position, Int(offset))
    }

    // MARK: - libarchive

    private static func make() throws(IngestFailure) -> OpaquePointer {
        guard let archive = archive_read_new() else {
            throw IngestFailure(.unreadable, "there is no memory for reading the archive")
        }
        return archive
    }

    private static func enable(_ format: ContainerKind.ArchiveFormat, in archive: OpaquePointer) {
        switch format {
        case .tar:
            archive_read_support_format_tar(archive)
            archive_read_support_format_gnutar(archive)
        case .zip: archive_read_support_format_zip(archive)
        case .sevenZip: archive_read_support_format_7zip(archive)
        case .rar:
            archive_read_support_format_rar(archive)
            archive_read_support_format_rar5(archive)
        }
    }

    private static func open(_ archive: OpaquePointer, _ input: ArchiveInput) throws(IngestFailure) {
        let context = Unmanaged.passUnretained(input).toOpaque()
        let result = archive_read_open(
            archive, context, nil,
            { _, context, block in
                guard let context, let block else { return -1 }
                return Unmanaged<ArchiveInput>.fromOpaque(context).takeUnretainedValue().next(block)
            }, nil)
        guard result == ARCHIVE_OK else {
            throw input.failure ?? failure(of: archive)
        }
    }

    private static func failure(of archive: OpaquePointer) -> IngestFailure {
        let text = archive_error_string(archive).map { String(cString: $0) } ?? "the archive is damaged"
        let lower = text.lowercased()
        if lower.contains("encrypt") || lower.contains("passphrase") || lower.contains("password") {
            return IngestFailure(.encrypted, "encrypted")
        }
        if lower.contains("truncated") || lower.contains("unexpected end") || lower.contains("premature") {
            return IngestFailure(.truncated, "the archive ends too early")
        }
        if lower.contains("unsupported") || lower.contains("not supported") || lower.contains("seek") {
            return IngestFailure(.unsupported, "a kind of archive that cannot be read")
        }
        return IngestFailure(.corrupt, "the archive is damaged")
    }

    /// A member's name.
    private static func name(of entry: OpaquePointer) -> String {
        func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
            Array(UnsafeRawBufferPointer(start: text, count: length(text)))
        }
        guard let raw = archive_entry_pathname(entry) else {
            return archive_entry_pathname_utf8(entry).map { String(decoding: bytes($0), as: UTF8.self) } ?? "?"
        }
        return FilePath.text(of: bytes(raw))
    }

    private static func length(_ text: UnsafePointer<CChar>) -> Int {
        var length = 0
        while text[length] != 0 { length += 1 }
        return length
    }
}

/// Hands a stream's bytes to libarchive, which keeps the pointer until it asks for more.
private final class ArchiveInput {
    private static let blockBytes = 65_536

    private let stream: any ByteStream
    private let block: UnsafeMutableRawBufferPointer
    private var bytes: [UInt8] = []
    /// What the stream below threw; libarchive's own words would hide it.
    private(set) var failure: IngestFailure?

    init(_ stream: any ByteStream) {
        self.stream = stream
        block = .allocate(byteCount: Self.blockBytes, alignment: 16)
    }

    deinit {
        block.deallocate()
    }

    func next(_ pointer: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
        bytes.removeAll(keepingCapacity: true)
        do {
            let count = try stream.read(Self.blockBytes, into: &bytes)
            block.copyBytes(from: bytes)
            pointer.pointee = UnsafeRawPointer(block.baseAddress)
            return count
        } catch {
            failure = error
            return -1
        }
    }
}
