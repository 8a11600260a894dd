import FenceDecoding

/// The lines of a mail or a mailbox, up to where a part or a mail ends.
final class MailCursor {
    /// Longest head of a mail or a part, in bytes; fields beyond it are not looked at.
    private static let longestHead = 262_144

    private let lines: LineReader
    private let isMailbox: Bool
    /// A line that was read and is still to come.
    private var held: [UInt8]?
    private var wasBlank = true
    /// Whether the mail at hand is over: the next one begins, or nothing follows.
    private(set) var isAtEndOfMail = false
    private(set) var isAtEnd = false
    /// Where the mail at hand begins.
    private(set) var mailOffset = 0
    private(set) var mailLine = 1
    /// Mails that were begun.
    private(set) var mails = 0
    /// Marks between parts, those of the outermost first.
    private(set) var boundaries: [[UInt8]] = []
    /// The mark that ended the last part: which, and whether it is its last.
    private(set) var boundary: (level: Int, isLast: Bool)?

    init(_ stream: any ByteStream, isMailbox: Bool) {
        lines = LineReader(stream)
        self.isMailbox = isMailbox
    }

    /// Moves on to the next mail.
    ///
    /// - Returns: false where there is none.
    func nextMail() throws(IngestFailure) -> Bool {
        boundaries = []
        boundary = nil
        // What stands between parts and mails is passed over.
        while !isAtEndOfMail, mails > 0, try nextLine() != nil {}
        guard !isAtEnd else { return false }
        isAtEndOfMail = false
        if mails == 0 {
            if isMailbox { _ = try lines.next() }
            mailOffset = lines.offset
            mailLine = lines.number
        }
        mails += 1
        wasBlank = false
        guard let first = try nextLine() else { return false }
        held = first
        return true
    }

    /// The fields at hand, up to the empty line behind them.
    func header() throws(IngestFailure) -> MailHeader {
        var header = MailHeader()
        var length = 0
        while let line = try bodyLine() {
            if line.isEmpty { break }
            let isContinued = line.first == 0x20 || line.first == 0x09
            guard isContinued && !header.isEmpty || MailFormat.fieldName(of: line[...]) != nil else {
                // No field: the head ended without a line of its own.
                held = line
                break
            }
            length += line.count
            if length <= Self.longestHead { header.add(line, isContinued: isContinued) }
        }
        return header
    }

    /// The next line of the part at hand; nil at its end.
    func bodyLine() throws(IngestFailure) -> [UInt8]? {
        guard boundary == nil, !isAtEndOfMail else { return nil }
        guard let line = try nextLine() else { return nil }
        if !boundaries.isEmpty, line.starts(with: [0x2D, 0x2D]), let found = level(of: line) {
            boundary = found
            // What a mark says of outer parts holds for those within them.
            return nil
        }
        return line
    }

    /// Enters a part that has parts.
    func enter(_ boundary: [UInt8]) {
        boundaries.append([0x2D, 0x2D] + boundary)
    }

    /// Leaves the innermost part that has parts.
    func leave() {
        boundaries.removeLast()
        if let boundary, boundary.level >= boundaries.count { self.boundary = nil }
    }

    /// Goes on behind a mark of the innermost part.
    func passBoundary() {
        boundary = nil
    }

    private func level(of line: [UInt8]) -> (level: Int, isLast: Bool)? {
        for (level, mark) in boundaries.enumerated().reversed() where line.starts(with: mark) {
            let rest = line[mark.count...]
            if rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return (level, false) }
            if rest.starts(with: [0x2D, 0x2D]) { return (level, true) }
        }
        return nil
    }

    private func nextLine() throws(IngestFailure) -> [UInt8]? {
        if let line = held {
            held = nil
            return line
        }
        let offset = lines.offset
        let number = lines.number
        guard let line = try lines.next() else {
            isAtEnd = true
            isAtEndOfMail = true
            return nil
        }
        if isMailbox, wasBlank, offset > 0, MailFormat.isMailboxLine(line) {
            isAtEndOfMail = true
            mailOffset = lines.offset
            mailLine = number + 1
            return nil
        }
        wasBlank = line.isEmpty
        if offset == 0 { return Array(line.dropFirst(MailFormat.markLength(of: line))) }
        // A line that would have been taken for the begin of a mail has a mark before it.
        if isMailbox, line.first == UInt8(ascii: ">"),
            line.drop(while: { $0 == UInt8(ascii: ">") }).starts(with: "From ".utf8)
        {
            return Array(line.dropFirst())
        }
        return Array(line)
    }
}
