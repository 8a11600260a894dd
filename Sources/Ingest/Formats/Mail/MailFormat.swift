import FenceDecoding
import FenceModel

/// Mail: one message (RFC 5322), or a mailbox of many (RFC 4155).
///
/// It is read from its bytes, not from its text: every part has an encoding of its own.
enum MailFormat {
    static let name = "mail"
    static let summary = "mail (.eml) and mailboxes (mbox): subject and text by sender; attachments as members"

    /// Fields that programs write and people do not: a note that says from whom it is, is no mail.
    private static let telling = [
        "message-id", "received", "mime-version", "return-path", "delivered-to", "dkim-signature", "x-mailer",
    ]
    private static let longestName = 76
    /// Lines of a head that are looked at.
    private static let mostFields = 300

    /// Whether bytes begin as a mail or a mailbox does.
    static func recognises(_ head: [UInt8]) -> Bool {
        var rest = head[markLength(of: head)...]
        // Nearly every other text is told by its first bytes.
        guard let first = rest.first, (first | 0x20) &- 0x61 < 26 else { return false }
        if isMailboxLine(rest) { rest = rest.drop { $0 != 0x0A }.dropFirst() }
        var hasSender = false
        var isTold = false
        for _ in 0..<mostFields {
            guard rest.first != 0x0A, !rest.starts(with: [0x0D, 0x0A]) else { break }
            // A line that begins with white space goes on with the field before.
            if rest.first != 0x20, rest.first != 0x09 {
                guard let name = fieldName(of: rest) else { return false }
                hasSender = hasSender || name == "from"
                isTold = isTold || telling.contains(name)
            }
            guard let end = rest.firstIndex(of: 0x0A) else { break }
            rest = rest[(end + 1)...]
        }
        return hasSender && isTold
    }

    /// Bytes of the mark that some editors put before UTF-8.
    static func markLength(of head: some Sequence<UInt8>) -> Int {
        head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The name of a field, in lower case; nil where a line is none.
    static func fieldName(of line: ArraySlice<UInt8>) -> String? {
        let name = line.prefix(longestName + 1).prefix { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
        guard !name.isEmpty, name.count <= longestName, line.dropFirst(name.count).first == UInt8(ascii: ":") else {
            return nil
        }
        return ByteText.string(ByteText.lowercased(name))
    }

    /// `From li@x.example Tue Nov  3 14:26:07 2026`, as a mailbox has it before each mail.
    ///
    /// - Parameter text: a line, and what may stand behind it.
    static func isMailboxLine(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.starts(with: "From ".utf8) else { return false }
        let bytes = Array(text.prefix(1_000).prefix { $0 != 0x0A })
        return bytes.indices.dropFirst(5).dropLast(2).contains { index in
            bytes[index] == UInt8(ascii: ":") && bytes[index - 1] &- 0x30 < 10 && bytes[index + 1] &- 0x30 < 10
        }
    }
}
