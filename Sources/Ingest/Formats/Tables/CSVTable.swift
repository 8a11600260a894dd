import FenceDecoding
import FenceModel

/// Comma, semicolon or tab separated values (RFC 4180) whose header row names a text: exports of chats and crawlers.
struct CSVTable: MessageFormat {
    static let name = "csv"
    static let summary =
        "CSV or TSV with a header row: chats, crawlers, tables; text, title and columns of personal data"

    /// Header names by part, in order of preference; compared in lower case.
    private enum Names {
        static let text = [
            "content", "strcontent", "text", "message", "body", "msg", "post", "comment", "内容", "消息内容", "正文", "消息",
        ]
        static let title = ["title", "subject", "标题"]
        static let author = [
            "author", "nickname", "remark", "sender", "from", "user", "username", "nick", "name", "作者", "昵称", "发送者",
            "发送人", "用户名",
        ]
        static let channel = ["channel", "group", "chat", "room", "forum", "board", "talker", "strtalker", "群", "版块"]
        static let time = ["strtime", "date", "time", "datetime", "timestamp", "created_at", "时间", "日期", "发布时间"]
        static let unixTime = ["createtime", "ts"]
    }

    /// Which column holds what.
    private struct Columns {
        /// In order of preference.
        var texts: [Int]
        var title: Int?
        /// In order of preference: a row's author is the first that it names.
        var authors: [Int]
        var channel: Int?
        var time: Int?
        var unixTime: Int?
        /// Columns whose names say that they hold personal data, with the names as written.
        var personal: [(column: Int, name: [UInt8])]
        var count: Int

        init?(header: [[UInt8]]) {
            let names = header.map { ByteText.string(ByteText.trimmed($0[...])).lowercased() }
            func columns(_ wanted: [String]) -> [Int] {
                wanted.compactMap { names.firstIndex(of: $0) }
            }
            func column(_ wanted: [String]) -> Int? {
                columns(wanted).first
            }
            texts = columns(Names.text)
            guard names.count >= 2, !texts.isEmpty else { return nil }
            title = column(Names.title)
            authors = columns(Names.author)
            channel = column(Names.channel)
            time = column(Names.time)
            unixTime = column(Names.unixTime)
            let named = Set(texts + [title, channel, time, unixTime].compactMap(\.self))
            personal = header.indices.compactMap { column in
                let name = Array(ByteText.trimmed(header[column][...]))
                return !named.contains(column) && PersonalColumns.hold(name.span) ? (column, name) : nil
            }
            // In a table of records without times a name is whom the record is about, not who wrote it.
            let isOfRecords = channel == nil && time == nil && unixTime == nil
            if isOfRecords, let author = authors.first, names[author] == "name",
                personal.contains(where: { $0.column != author })
            {
                authors = []
            }
            count = names.count
            let isTold = !authors.isEmpty || time != nil || title != nil || unixTime != nil || !personal.isEmpty
            guard isTold || names.count >= 3 else { return nil }
        }
    }

    static func recognises(_ hint: FormatHint) -> Bool {
        guard let line = hint.lines(1).first else { return false }
        return separator(of: line).flatMap { Columns(header: cells(of: line, separator: $0)) } != nil
    }

    private let separator: UInt8

    init(hint: FormatHint) {
        separator = hint.lines(1).first.flatMap(Self.separator) ?? UInt8(ascii: ",")
    }

    private static func separator(of header: ArraySlice<UInt8>) -> UInt8? {
        [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")].first { header.contains($0) }
    }

    private static func cells(of line: ArraySlice<UInt8>, separator: UInt8) -> [[UInt8]] {
        line.split(separator: separator, omittingEmptySubsequences: false).map { cell in
            Array(cell.first == UInt8(ascii: "\"") ? cell.dropFirst().dropLast() : cell)
        }
    }

    func read(from text: any ByteStream, emit: (IngestedMessage) -> Bool) throws(IngestFailure) {
        let rows = CSVRowReader(text, separator: separator)
        guard let header = try rows.next(), let columns = Columns(header: header.cells) else {
            throw IngestFailure(.corrupt, "the table has no header row that names a text column")
        }
        while let row = try rows.next() {
            if let message = message(row, columns), !emit(message) { return }
        }
    }

    private func message(_ row: CSVRow, _ columns: Columns) -> IngestedMessage? {
        func cell(_ column: Int?) -> [UInt8]? {
            column.flatMap { row.cells.indices.contains($0) && !row.cells[$0].isEmpty ? row.cells[$0] : nil }
        }
        // A row that ends before its text is no row, but a line of a text that was not quoted.
        guard columns.texts.contains(where: { row.cells.indices.contains($0) }) else {
            let text = row.cells.joined(by: separator)
            return text.isEmpty ? nil : IngestedMessage(text: text, line: row.line, offset: row.offset)
        }
        let author = columns.authors.first { cell($0) != nil }
        var parts = [cell(columns.title), columns.texts.lazy.compactMap(cell).first].compactMap(\.self)
        // More cells than columns are those of a text with separators in it that was not quoted.
        let surplus = Array(row.cells.dropFirst(columns.count)).joined(by: separator)
        if !surplus.isEmpty { parts.append(surplus) }
        for (column, name) in columns.personal where column != author {
            if let value = cell(column) { parts.append(name + Array(": ".utf8) + value) }
        }
        let text = parts.joined(by: 0x0A)
        if text.isEmpty { return nil }
        let unix = cell(columns.unixTime).flatMap { Int(ByteText.string($0)) }.flatMap { TimeText.utc(unix: $0) }
        return IngestedMessage(
            text: text, author: cell(author), channel: cell(columns.channel), time: unix ?? cell(columns.time),
            line: row.line, offset: row.offset)
    }
}

extension [[UInt8]] {
    fileprivate func joined(by separator: UInt8) -> [UInt8] {
        Array<UInt8>(joined(separator: [separator]))
    }
}
