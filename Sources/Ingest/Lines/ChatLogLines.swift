package import FencePipeline

/// Chat logs: a time, who wrote, and the text, on one line that others may continue.
///
///     2026-11-03 02:26:07 <nick> text
///     [02:26:07] nick: text
///     [2026/11/03 02:26] <nick> text
///     2026-11-03T02:26:07Z nick: text
package struct ChatLogLines: LineFormat {
    package static let name = "chat-log"
    package static let summary = "chat log: a time, who wrote, and the text; other lines continue it"
    package let hasContinuations = true
    package let isVerbatim = true
    package let timeBeginsMessage = true

    /// Longest name that is taken for an author, in bytes.
    private static let longestName = 64

    package init() {}

    package func beginsMessage(_ line: Span<UInt8>) -> Bool {
        Self.time(in: line) != nil
    }

    package func parts(of message: Span<UInt8>) -> MessageParts? {
        var end = message.count
        while end > 0, Self.isSpace(message[end - 1]) { end -= 1 }
        guard end > 0 else { return nil }
        guard let (time, textStart) = Self.time(in: message) else {
            return MessageParts(text: 0..<end)
        }
        var parts = MessageParts(text: min(textStart, end)..<end)
        parts.time = time
        if let (author, afterAuthor) = Self.author(in: message, from: textStart, to: end) {
            parts.author = author
            parts.text = min(afterAuthor, end)..<end
            if parts.text.isEmpty, message[textStart] != UInt8(ascii: "<") {
                // Nothing follows the colon: what stands before it is all that was said.
                parts.author = 0..<0
                parts.text = textStart..<end
            }
        }
        return parts.text.isEmpty ? nil : parts
    }

    package func countMessages(in bytes: Span<UInt8>, starts: Span<Int>) -> Int {
        var count = 0
        var line = 0
        var beginsUsually = starts.count > 1 && UsualTime.stands(in: bytes, at: starts[0], end: starts[1])
        while line + 1 < starts.count {
            let first = line
            let isUsual = beginsUsually && Self.goesOnUsually(bytes, from: starts[first], to: starts[first + 1])
            line += 1
            while line + 1 < starts.count {
                beginsUsually = UsualTime.stands(in: bytes, at: starts[line], end: starts[line + 1])
                if beginsUsually { break }
                let next = Self.withoutEnd(starts[line]..<starts[line + 1], in: bytes)
                if beginsMessage(bytes.extracting(next)) { break }
                line += 1
            }
            if isUsual {
                count += 1
            } else if parts(of: bytes.extracting(Self.withoutEnd(starts[first]..<starts[line], in: bytes))) != nil {
                count += 1
            }
        }
        return count
    }

    /// Whether a line that begins with a time surely is a message with a text: `2026-11-03 02:26:07 <nick> text`, as most are.
    private static func goesOnUsually(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        let name = start + UsualTime.count
        guard name + 1 < end, bytes[name] == UInt8(ascii: "<") else { return false }
        var index = name + 1
        let last = min(end, name + longestName)
        while index < last, bytes[index] != UInt8(ascii: ">") { index += 1 }
        guard index + 2 < end, index > name + 1, bytes[index] == UInt8(ascii: ">") else { return false }
        return bytes[index + 1] == 0x20 && !isSpace(bytes[index + 2])
    }

    // MARK: - Time

    /// The time at the line's begin, without brackets, and where the rest begins.
    static func time(in line: Span<UInt8>) -> (time: Range<Int>, end: Int)? {
        var index = 0
        // A hole before the line is nothing.
        while index < line.count, line[index] == 0 { index += 1 }
        guard line.count - index >= 8 else { return nil }
        let isBracketed = line[index] == UInt8(ascii: "[")
        if isBracketed { index += 1 }
        let start = index
        if let dateEnd = date(in: line, from: index) {
            index = dateEnd
            guard index < line.count, line[index] == 0x20 || line[index] == UInt8(ascii: "T") else { return nil }
            index += 1
        } else if !isBracketed {
            // A bare clock time begins too many lines that are no chat log.
            return nil
        }
        guard var end = clock(in: line, from: index) else { return nil }
        end = zone(in: line, from: end)
        let time = start..<end
        if isBracketed {
            guard end < line.count, line[end] == UInt8(ascii: "]") else { return nil }
            end += 1
        } else {
            guard end == line.count || isSpace(line[end]) else { return nil }
        }
        while end < line.count, isSpace(line[end]) { end += 1 }
        return (time, end)
    }

    /// `2026-11-03`, `2026/11/3`, `2026.11.03`.
    private static func date(in line: Span<UInt8>, from start: Int) -> Int? {
        guard let year = digits(in: line, from: start, least: 4, most: 4), year < line.count else { return nil }
        let separator = line[year]
        guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") || separator == UInt8(ascii: "."),
            let month = digits(in: line, from: year + 1, least: 1, most: 2), month < line.count,
            line[month] == separator
        else { return nil }
        return digits(in: line, from: month + 1, least: 1, most: 2)
    }

    /// `02:26`, `02:26:07`, `02:26:07.123`.
    private static func clock(in line: Span<UInt8>, from start: Int) -> Int? {
        guard let hour = digits(in: line, from: start, least: 1, most: 2), hour < line.count,
            line[hour] == UInt8(ascii: ":"), var end = digits(in: line, from: hour + 1, least: 2, most: 2)
        else { return nil }
        if end < line.count, line[end] == UInt8(ascii: ":"),
            let second = digits(in: line, from: end + 1, least: 2, most: 2)
        {
            end = second
            if end < line.count, line[end] == UInt8(ascii: ".") || line[end] == UInt8(ascii: ","),
                let fraction = digits(in: line, from: end + 1, least: 1, most: 9)
            {
                end = fraction
            }
        }
        return end
    }

    /// `Z`, `+08:00`, `+0800`.
    private static func zone(in line: Span<UInt8>, from start: Int) -> Int {
        guard start < line.count else { return start }
        if line[start] == UInt8(ascii: "Z") { return start + 1 }
        guard line[start] == UInt8(ascii: "+") || line[start] == UInt8(ascii: "-"),
            let hours = digits(in: line, from: start + 1, least: 2, most: 4)
        else { return start }
        if hours < line.count, line[hours] == UInt8(ascii: ":"),
            let minutes = digits(in: line, from: hours + 1, least: 2, most: 2)
        {
            return minutes
        }
        return hours
    }

    private static func digits(in line: Span<UInt8>, from start: Int, least: Int, most: Int) -> Int? {
        var index = start
        while index < line.count, index - start < most, line[index] &- 0x30 < 10 { index += 1 }
        return index - start >= least ? index : nil
    }

    // MARK: - Author

    /// `<nick> `, `nick: ` or `nick：`.
    private static func author(in line: Span<UInt8>, from start: Int, to end: Int) -> (Range<Int>, Int)? {
        guard start < end else { return nil }
        if line[start] == UInt8(ascii: "<") {
            var index = start + 1
            while index < end, index - start <= longestName, line[index] != UInt8(ascii: ">") { index += 1 }
            guard index < end, line[index] == UInt8(ascii: ">"), index > start + 1 else { return nil }
            return (start + 1..<index, skipSpaces(in: line, from: index + 1, to: end))
        }
        var index = start
        var digits = 0
        while index < end, index - start <= longestName {
            let byte = line[index]
            digits = byte &- 0x30 < 10 ? digits + 1 : 0
            // Whoever is called by a number gives it away: it is read as a text.
            if digits == ChatName.tellingDigits { return nil }
            if byte == UInt8(ascii: ":"), index > start {
                // `http://…` and `12:30` are no names.
                if index + 1 < end, line[index + 1] == UInt8(ascii: "/") || line[index + 1] &- 0x30 < 10 { return nil }
                return (start..<index, skipSpaces(in: line, from: index + 1, to: end))
            }
            if byte == 0xEF, index + 2 < end, line[index + 1] == 0xBC {
                if line[index + 2] == 0x9A, index > start {  // ：
                    return (start..<index, skipSpaces(in: line, from: index + 3, to: end))
                }
                if line[index + 2] == 0x8C { return nil }  // ，
            }
            if byte == 0xE3, index + 2 < end, line[index + 1] == 0x80, line[index + 2] == 0x82 { return nil }  // 。
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") { return nil }
            index += 1
        }
        return nil
    }

    private static func skipSpaces(in line: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index < end, isSpace(line[index]) { index += 1 }
        return index
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A || byte == 0
    }
}
