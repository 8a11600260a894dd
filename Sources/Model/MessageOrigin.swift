/// Where a message comes from and who wrote it, as far as its format says.
public struct MessageOrigin: Sendable, Hashable, Codable {
    /// The path as given, `-` for standard input, or a name of the caller's.
    public var source: String
    /// The member inside an archive, nested ones joined by `!`.
    public var member: String?
    /// Line of the source or member on which the message begins, counted from 1.
    public var line: Int?
    /// Byte of the source, or of the decompressed member, at which the message begins.
    public var offset: Int?
    public var channel: String?
    public var author: String?
    /// RFC 3339 where the zone is known, else the local time as written.
    public var time: String?

    public init(
        source: String, member: String? = nil, line: Int? = nil, offset: Int? = nil, channel: String? = nil,
        author: String? = nil, time: String? = nil
    ) {
        self.source = source
        self.member = member
        self.line = line
        self.offset = offset
        self.channel = channel
        self.author = author
        self.time = time
    }
}

/// One post or chat line.
public struct Message: Sendable, Hashable {
    public var text: String
    public var origin: MessageOrigin

    public init(text: String, origin: MessageOrigin) {
        self.text = text
        self.origin = origin
    }
}
