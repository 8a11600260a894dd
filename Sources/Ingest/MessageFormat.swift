/// One post or chat line, as a format gives it.
package struct IngestedMessage: Sendable, Hashable {
    /// UTF-8; damage is U+FFFD.
    package var text: [UInt8]
    package var author: [UInt8]?
    package var channel: [UInt8]?
    /// RFC 3339 where the zone is known, else the local time as written.
    package var time: [UInt8]?
    /// Line of the source on which the message begins, counted from 1, where the format has lines.
    package var line: Int?
    /// Byte of the source, or of the decompressed member, at which the message begins.
    package var offset: Int?

    package init(
        text: [UInt8], author: [UInt8]? = nil, channel: [UInt8]? = nil, time: [UInt8]? = nil, line: Int? = nil,
        offset: Int? = nil
    ) {
        self.text = text
        self.author = author
        self.channel = channel
        self.time = time
        self.line = line
        self.offset = offset
    }
}

/// What is known of a source before it is read.
package struct FormatHint: Sendable {
    /// The first bytes, at most 64 KiB, as UTF-8.
    package var head: [UInt8]
    /// File or member name, for what content cannot tell (the date of a ZNC log); never for choosing a format.
    package var name: String

    package init(head: [UInt8], name: String) {
        self.head = head
        self.name = name
    }
}

/// A file format that holds messages. A new format is one file and one entry in `MessageFormats.all`.
package protocol MessageFormat: Sendable {
    /// Name for `--input-format` and `fencewatch formats`: `telegram-json`.
    static var name: String { get }
    /// One line for `fencewatch formats`.
    static var summary: String { get }

    /// Whether the head of a source is of this format; by content, never by name.
    static func recognises(_ hint: FormatHint) -> Bool

    init(hint: FormatHint)

    /// Reads the stream to its end and hands on every message in order, holding no more of it than one message.
    ///
    /// - Throws: `IngestFailure` for damage that ends the reading; messages before it were handed on.
    func read(from stream: any ByteStream, emit: (IngestedMessage) -> Void) throws(IngestFailure)
}
