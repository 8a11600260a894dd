/// Where a message comes from and who wrote it, as far as its format says.
///
/// Encoding it masks telephone numbers and the like in the names of channel and author, where a detector saw them.
public struct MessageOrigin: Sendable, Hashable, Codable {
    /// The path as given, `-` for standard input, or a name of the caller's.
    public var source: String
    /// The member inside an archive, nested ones joined by `!`.
    public var member: String?
    /// Line of the source or member on which the message begins, counted from 1.
    public var line: Int?
    /// Byte of the source, or of the decompressed member, at which the message begins.
    public var offset: Int?
    /// The group, room, forum or thread, as the format names it; nil where it names none.
    public var channel: String?
    /// Who wrote it, by name or account; nil where the format does not say.
    public var author: String?
    /// RFC 3339 where the zone is known, else the local time as written.
    public var time: String?
    /// The names as they are shown and kept, where a value of somebody's stands in them; nil where none does.
    package var maskedChannel: String?
    package var maskedAuthor: String?
    /// Line on which a message of several lines ends; the next record may begin right behind it.
    package var lastLine: Int?

    /// The channel's name, without values in it.
    package var shownChannel: String? { maskedChannel ?? channel }
    /// The author's name, without values in it: a contact whom nobody named is a telephone number.
    package var shownAuthor: String? { maskedAuthor ?? author }

    /// An origin; what is not known is left out.
    ///
    /// - Parameters:
    ///   - line: counted from 1.
    ///   - offset: in bytes, counted from 0.
    ///   - time: RFC 3339 where the zone is known, else the local time as written; conversations end by it.
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

    private enum CodingKeys: CodingKey {
        case source, member, line, offset, channel, author, time
    }

    /// Encodes it with the names as they are shown.
    ///
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(source, forKey: .source)
        try container.encodeIfPresent(member, forKey: .member)
        try container.encodeIfPresent(line, forKey: .line)
        try container.encodeIfPresent(offset, forKey: .offset)
        // What is put away holds no values.
        try container.encodeIfPresent(shownChannel, forKey: .channel)
        try container.encodeIfPresent(shownAuthor, forKey: .author)
        try container.encodeIfPresent(time, forKey: .time)
    }
}
