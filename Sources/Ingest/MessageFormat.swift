package import FenceDecoding

/// One post or chat line, as a format gives it.
package struct IngestedMessage: Sendable, Hashable {
    /// UTF-8; damage is U+FFFD.
    package var text: [UInt8]
    package var author: [UInt8]?
    package var channel: [UInt8]?
    /// RFC 3339 where the zone is known, else the local time as written.
    package var time: [UInt8]?
    /// Line of the text on which the message begins, counted from 1, where the format has lines.
    package var line: Int?
    /// Byte of the text, in UTF-8, at which the message begins.
    package var offset: Int?
    /// Why the text is not all that was there, or none.
    package var failure: IngestFailure?

    package init(
        text: [UInt8], author: [UInt8]? = nil, channel: [UInt8]? = nil, time: [UInt8]? = nil, line: Int? = nil,
        offset: Int? = nil, failure: IngestFailure? = nil
    ) {
        self.text = text
        self.author = author
        self.channel = channel
        self.time = time
        self.line = line
        self.offset = offset
        self.failure = failure
    }
}

/// What is known of a text before it is read.
package struct FormatHint: Sendable {
    /// The first bytes, at most 64 KiB, as UTF-8, without a byte order mark.
    package let head: [UInt8]
    /// File or member name, for what content cannot tell (the date of a ZNC log); never for choosing a format alone.
    package let name: String
    /// What of it is packed item by item may unpack to this much.
    let budget: UnpackBudget

    package init(head: [UInt8], name: String) {
        self.init(head: head, name: name, budget: UnpackBudget())
    }

    init(head: [UInt8], name: String, budget: UnpackBudget) {
        self.head = head
        self.name = name
        self.budget = budget
    }

    /// The first byte that is no white space.
    var firstByte: UInt8? { head.first { $0 > 0x20 } }

    /// Whether the head holds all of these.
    func holds(_ needles: String...) -> Bool {
        needles.allSatisfy { ByteText.find(Array($0.utf8), in: head[...]) != nil }
    }

    /// Whether the head holds any of these.
    func holdsAny(_ needles: String...) -> Bool {
        needles.contains { ByteText.find(Array($0.utf8), in: head[...]) != nil }
    }

    /// Whether an array stands somewhere in the head's JSON behind a key.
    func holdsArray(_ key: String) -> Bool {
        let quoted = Array("\"\(key)\"".utf8)
        var rest = head[...]
        while let found = ByteText.find(quoted, in: rest) {
            rest = head[(found + quoted.count)...]
            let behind = rest.drop { $0 <= 0x20 }
            guard behind.first == UInt8(ascii: ":") else { continue }
            if behind.dropFirst().first(where: { $0 > 0x20 }) == UInt8(ascii: "[") { return true }
        }
        return false
    }

    /// The head's lines that are whole, at most `count`.
    func lines(_ count: Int) -> [ArraySlice<UInt8>] {
        var lines = head.split(separator: 0x0A, maxSplits: count, omittingEmptySubsequences: false)
        if lines.count > 1 { lines.removeLast() }
        return lines.map { $0.last == 0x0D ? $0.dropLast() : $0 }
    }
}

/// A format whose messages are not lines by themselves: documents, tables, logs that need the line before.
///
/// A new one is a file of its own and an entry in `MessageFormats.all`.
package protocol MessageFormat: SendableMetatype {
    /// Name for `--input-format` and `fencewatch formats`: `telegram-json`.
    static var name: String { get }
    /// One line for `fencewatch formats`.
    static var summary: String { get }

    /// Whether a text is of this format; by content.
    static func recognises(_ hint: FormatHint) -> Bool

    init(hint: FormatHint)

    /// Reads the text to its end and hands on every message in order, holding no more of it than one message.
    ///
    /// - Parameters:
    ///   - text: UTF-8; what is not valid in it is read as U+FFFD.
    ///   - emit: false says that no more is wanted.
    /// - Throws: `IngestFailure` for damage that ends the reading; messages before it were handed on.
    func read(from text: any ByteStream, emit: (IngestedMessage) -> Bool) throws(IngestFailure)
}

/// The formats that are not line-wise, most particular first: the first that recognises a text reads it.
package enum MessageFormats {
    static let all: [any MessageFormat.Type] = [
        JSONDocument<TelegramJSON>.self, JSONDocument<DiscordJSON>.self, JSONDocument<MatrixJSON>.self,
        JSONDocument<SlackJSON>.self, JSONDocument<WeChatJSON>.self, JSONDocument<ObjectJSON>.self,
        JSONDocument<GenericJSON>.self,
        ForumPage.self, HTMLPage.self, CSVTable.self,
        ChatText<WhatsAppText>.self, ChatText<QQText>.self, ChatText<DiscordText>.self, ChatText<IrssiLog>.self,
        ChatText<WeeChatLog>.self, ChatText<ZNCLog>.self, ChatText<WeChatText>.self,
    ]

    /// Name and summary of every format, the line-wise ones too; for `fencewatch formats`.
    package static var catalogue: [(name: String, summary: String)] {
        all.map { ($0.name, $0.summary) } + LineFormats.catalogue
            + OfficeFormats.all.map { ($0.name, $0.summary) } + [
                (MailFormat.name, MailFormat.summary), (WARCFormat.name, WARCFormat.summary),
            ]
    }

    /// Names that `--input-format` knows: all but of documents that are archives, which nothing else can be read as.
    package static var forcible: [String] {
        all.map { $0.name } + LineFormats.catalogue.map(\.name) + [MailFormat.name, WARCFormat.name]
    }
}
