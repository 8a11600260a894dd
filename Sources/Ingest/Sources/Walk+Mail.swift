import FenceDecoding
import FenceModel
import FencePipeline

extension Walk {
    /// Reads a mail, or a mailbox mail by mail.
    func readMail(
        _ stream: any ByteStream, head: [UInt8], at reference: SourceReference, depth: Int, into feed: any MessageFeed
    ) -> Bool {
        let ending = EndingStream(stream)
        // A mail within a mail is a container as an archive is.
        guard depth < options.limits.nesting else {
            let failure = IngestFailure(.nestingLimit, "more than \(options.limits.nesting) containers within another")
            skip(reference, failure, into: feed)
            return false
        }
        let isMailbox = MailFormat.isMailboxLine(head[...])
        let reader = MailReader(
            walk: self, cursor: MailCursor(ending, isMailbox: isMailbox), isMailbox: isMailbox, reference: reference,
            depth: depth, feed: feed)
        do throws(IngestFailure) {
            try reader.read()
        } catch {
            skip(reference, error, into: feed)
        }
        if let failure = ending.failure { skip(reference, failure, into: feed) }
        tellMedia(reader.media, of: reference, into: feed)
        return true
    }
}

extension SourceReader.Options {
    /// Whether a source is read as mail: by its first bytes, or because all is to be.
    func isMail(_ head: [UInt8]) -> Bool {
        inputFormat.map { $0 == MailFormat.name } ?? MailFormat.recognises(head)
    }
}

/// Reads mails part by part: texts become messages of their sender, attachments members of the source.
private final class MailReader {
    /// Parts within parts.
    private static let deepestNesting = 20
    /// Longest text of a part, in bytes.
    private static let longestText = 4 << 20
    /// Texts of one mail that are held before they are handed on.
    private static let mostTexts = 1_000
    /// Longest name of an attachment, in characters.
    private static let longestName = 255

    /// What of a mail is text.
    private struct Text {
        var bytes: [UInt8]
        var isHTML: Bool
    }

    private let walk: Walk
    private let cursor: MailCursor
    private let isMailbox: Bool
    private let reference: SourceReference
    private let depth: Int
    private let feed: any MessageFeed
    private var batch: MessageBatch
    /// Pictures and the like.
    private(set) var media = 0

    /// The mail at hand.
    private var message = IngestedMessage(text: [])
    private var texts: [Text] = []
    /// Whether no more attachments may be read.
    private var isPastLimit = false
    /// Bytes of `texts`.
    private var textBytes = 0
    private var attachments = 0
    private var isTruncated = false

    init(
        walk: Walk, cursor: MailCursor, isMailbox: Bool, reference: SourceReference, depth: Int, feed: any MessageFeed
    ) {
        self.walk = walk
        self.cursor = cursor
        self.isMailbox = isMailbox
        self.reference = reference
        self.depth = depth
        self.feed = feed
        batch = MessageBatch(reference: reference)
    }

    func read() throws(IngestFailure) {
        defer { batch.flush(to: feed) }
        while !feed.isCancelled, !walk.totals.isExhausted(walk.options.limits), try cursor.nextMail() {
            let header = try cursor.header()
            begin(header)
            try readPart(header, depth: 0)
            emitTexts()
            if isTruncated {
                skip(
                    reference,
                    IngestFailure(.truncated, "a mail ends before its last part does", offset: cursor.mailOffset))
            }
        }
    }

    /// Sets what every message of a mail has: its sender, its time, its list. Its subject is the text's first line.
    private func begin(_ header: MailHeader) {
        message = IngestedMessage(
            text: header.text("subject") ?? [], author: header.text("from").map(Self.withoutQuotes),
            channel: header.text("list-id") ?? header.text("newsgroups"),
            time: header.raw("date").map { MailTime.time(Array(ByteText.trimmed($0[...]))) },
            line: cursor.mailLine, offset: cursor.mailOffset)
        texts = []
        attachments = 0
        isTruncated = false
    }

    /// `"li" <li@x.example>` without the quotation marks.
    private static func withoutQuotes(_ author: [UInt8]) -> [UInt8] {
        author.first == UInt8(ascii: "\"") ? author.filter { $0 != UInt8(ascii: "\"") } : author
    }

    /// Hands on the texts so far; what comes behind an attachment is another message of the same mail.
    private func emitTexts() {
        var parts = message.text.isEmpty ? [] : [message.text]
        parts += texts.map(\.bytes).filter { !$0.isEmpty }
        texts = []
        textBytes = 0
        message.text = []
        guard !parts.isEmpty else { return }
        var whole = message
        whole.text = Array(parts.joined(separator: [0x0A]))
        _ = batch.add(whole, to: feed)
    }

    private func skip(_ place: SourceReference, _ failure: IngestFailure) {
        batch.flush(to: feed)
        walk.skip(place, failure, into: feed)
    }

    // MARK: - Parts

    private func readPart(_ header: MailHeader, depth: Int) throws(IngestFailure) {
        let type = header.parameters("content-type")
        if type.value.hasPrefix("multipart/"), let boundary = type["boundary"], !boundary.isEmpty {
            guard depth < Self.deepestNesting else {
                return try skipPart(.nestingLimit, "more than \(Self.deepestNesting) parts within another")
            }
            if type.value == "multipart/encrypted" { return try skipPart(.encrypted, "an encrypted mail") }
            return try readParts(boundary, isAlternative: type.value == "multipart/alternative", depth: depth)
        }
        let disposition = header.parameters("content-disposition")
        let name = disposition["filename"] ?? type["name"]
        let encoding = ByteText.string(ByteText.lowercased((header.raw("content-transfer-encoding") ?? [])[...]))
        guard let decoder = TransferDecoder(named: encoding) else {
            return try skipPart(.unsupported, "a transfer encoding that is not known")
        }
        if type.value == "application/pkcs7-mime", type["smime-type"] != Array("signed-data".utf8) {
            return try skipPart(.encrypted, "an encrypted mail")
        }
        let part = MailPart(cursor, decoder)
        let isText = ["", "text", "text/plain", "text/html"].contains(type.value) || type.value.hasPrefix("multipart/")
        if isText, disposition.value != "attachment", name == nil {
            let encoding = type["charset"].flatMap { TextEncoding(label: ByteText.string($0)) }
            try readText(of: part, isHTML: type.value == "text/html", in: encoding)
        } else if ["image/", "video/", "audio/", "font/"].contains(where: type.value.hasPrefix) {
            media += 1
        } else {
            readAttachment(part, named: name, type: type.value)
        }
        try part.drain()
    }

    /// Passes a part over, and says why.
    private func skipPart(_ reason: SkippedSource.Reason, _ detail: String) throws(IngestFailure) {
        skip(reference, IngestFailure(reason, detail, offset: cursor.mailOffset))
        try passText()
    }

    /// Moves on to the next mark.
    private func passText() throws(IngestFailure) {
        try MailPart(cursor, TransferDecoder(.none)).drain()
    }

    /// Of alternatives the plain text counts, unless it says much less than the page.
    private func readParts(_ boundary: [UInt8], isAlternative: Bool, depth: Int) throws(IngestFailure) {
        cursor.enter(boundary)
        defer { cursor.leave() }
        let level = cursor.boundaries.count - 1
        let start = texts.count
        let startBytes = textBytes
        // What stands before the first mark is for programs that know no parts.
        try passText()
        while let mark = cursor.boundary, mark.level == level, !mark.isLast, !feed.isCancelled {
            cursor.passBoundary()
            let header = try cursor.header()
            try readPart(header, depth: depth + 1)
            // What stands behind a part that had parts.
            try passText()
        }
        if cursor.boundary == nil, cursor.isAtEndOfMail { isTruncated = true }
        if let mark = cursor.boundary, mark.level == level {
            cursor.passBoundary()
            // What stands behind the last mark is no part.
            try passText()
        }
        guard isAlternative, start < texts.count else { return }
        let inner = texts[start...]
        texts.removeLast(texts.count - start)
        let plain = inner.filter { !$0.isHTML }
        let pages = inner.filter(\.isHTML)
        func length(_ texts: [Text]) -> Int { texts.reduce(0) { $0 + $1.bytes.count } }
        let chosen = length(plain) * 2 >= length(pages) ? plain : pages
        texts += chosen
        textBytes = startBytes + length(chosen)
    }

    private func readText(of part: MailPart, isHTML: Bool, in encoding: TextEncoding?) throws(IngestFailure) {
        var bytes: [UInt8] = []
        try part.fill(Self.longestText + 1, into: &bytes)
        if bytes.count > Self.longestText {
            bytes.removeLast(bytes.count - Self.longestText)
            skip(
                reference,
                IngestFailure(
                    .entrySizeLimit, "a text of more than \(Self.longestText) bytes", offset: cursor.mailOffset))
        }
        do throws(IngestFailure) {
            var text = try MailWords.text(bytes, in: encoding ?? (isHTML ? HTMLPage.declaredEncoding(in: bytes) : nil))
            if isHTML { text = try Self.visibleText(of: text) }
            let trimmed = Array(ByteText.trimmed(text[...]))
            guard !trimmed.isEmpty else { return }
            texts.append(Text(bytes: trimmed, isHTML: isHTML))
            textBytes += trimmed.count
            if textBytes > Self.longestText || texts.count > Self.mostTexts { emitTexts() }
        } catch {
            skip(reference, IngestFailure(error.reason, error.detail, offset: cursor.mailOffset))
        }
    }

    private static func visibleText(of page: [UInt8]) throws(IngestFailure) -> [UInt8] {
        var text: [UInt8] = []
        try PageParsing.run(MemoryStream(page), collector: BlockCollector()) { block in
            if !text.isEmpty { text.append(0x0A) }
            text += block.text
            return true
        }
        return text
    }

    /// An attachment is read as what it is: a table, an archive, another mail.
    private func readAttachment(_ part: MailPart, named name: [UInt8]?, type: String) {
        emitTexts()
        batch.flush(to: feed)
        attachments += 1
        var place = reference
        let given = name.map { String(ByteText.string($0).prefix(Self.longestName)) } ?? ""
        let ending = type == "message/rfc822" ? ".eml" : ""
        let shown = (isMailbox ? "\(cursor.mails)/" : "") + (given.isEmpty ? "part-\(attachments)\(ending)" : given)
        place.member = reference.member.map { "\($0)!\(shown)" } ?? shown
        // Said once; every later one would tell it again.
        guard !isPastLimit else { return }
        do throws(IngestFailure) {
            do throws(IngestFailure) {
                try walk.totals.addEntry(limits: walk.options.limits)
            } catch {
                isPastLimit = true
                throw error
            }
            let stream = MemberStream(part, depth: depth, limits: walk.options.limits, totals: walk.totals)
            _ = walk.insideDocument.read(stream, at: place, depth: depth + 1, into: feed)
        } catch {
            walk.skip(place, error, into: feed)
        }
        feed.send(.endOfMember)
    }
}
