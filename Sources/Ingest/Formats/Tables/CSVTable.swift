import FenceDecoding
import FenceModel

/// Comma, semicolon or tab separated values (RFC 4180) whose header row names a text: exports of chats and crawlers.
struct CSVTable: MessageFormat {
    static let name = "csv"
    static let summary = "CSV or TSV with a header row: Discord, WeChat and crawler exports"

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
        var text: Int
        var title: Int?
        var author: Int?
        var channel: Int?
        var time: Int?
        var unixTime: Int?

        init?(header: [[UInt8]]) {
            let names = header.map { ByteText.string(ByteText.trimmed($0[...])).lowercased() }
            func column(_ wanted: [String]) -> Int? {
                wanted.lazy.compactMap { names.firstIndex(of: $0) }.first
            }
            guard names.count >= 2, let text = column(Names.text) else { return nil }
            self.text = text
            title = column(Names.title)
            author = column(Names.author)
            channel = column(Names.channel)
            time = column(Names.time)
            unixTime = column(Names.unixTime)
            guard author != nil || time != nil || title != nil || unixTime != nil || names.count >= 3 else { return nil }
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
            if let message = Self.message(row, columns), !emit(message) { return }
        }
    }

    private static func message(_ row: CSVRow, _ columns: Columns) -> IngestedMessage? {
        func cell(_ column: Int?) -> [UInt8]? {
            column.flatMap { row.cells.indices.contains($0) && !row.cells[$0].isEmpty ? row.cells[$0] : nil }
        }
        // A row that damage has made too short is read whole.
        guard let text = cell(columns.text) ?? (row.cells.count <= columns.text ? row.cells.joinedText : nil),
            !text.isEmpty
        else { return nil }
        let title = cell(columns.title).map { $0 + [0x0A] } ?? []
        let unix = cell(columns.unixTime).flatMap { Int(ByteText.string($0)) }.flatMap { TimeText.utc(unix: $0) }
        return IngestedMessage(
            text: title + text, author: cell(columns.author), channel: cell(columns.channel),
            time: unix ?? cell(columns.time), line: row.line, offset: row.offset)
    }
}

extension [[UInt8]] {
    fileprivate var joinedText: [UInt8] {
        Array<UInt8>(joined(separator: [UInt8(ascii: " ")]))
    }
}

/// One row of a table.
struct CSVRow {
    var cells: [[UInt8]]
    var line: Int
    var offset: Int
}

/// Reads rows; a quotation mark that nobody closes hides no more than one row.
final class CSVRowReader {
    /// Longest row, in bytes. What goes on within quotation marks beyond it is read line by line instead.
    private static let longestRow = 1 << 20

    private let lines: LineReader
    private let separator: UInt8
    private var waiting: [(line: [UInt8], number: Int, offset: Int)] = []

    init(_ stream: any ByteStream, separator: UInt8) {
        lines = LineReader(stream)
        self.separator = separator
    }

    /// The next row that is not empty; nil at the end.
    func next() throws(IngestFailure) -> CSVRow? {
        while let (first, number, offset) = try nextLine() {
            if first.isEmpty { continue }
            var text = first
            var taken: [(line: [UInt8], number: Int, offset: Int)] = []
            while !isClosed(text) {
                guard text.count < Self.longestRow, let more = try nextLine() else {
                    // Nobody closes the quotation mark: it is a character, and each line is a row.
                    waiting = taken + waiting
                    return CSVRow(cells: split(first, readsQuotes: false), line: number, offset: offset)
                }
                taken.append(more)
                text += [0x0A] + more.line
            }
            return CSVRow(cells: split(text, readsQuotes: true), line: number, offset: offset)
        }
        return nil
    }

    private func nextLine() throws(IngestFailure) -> (line: [UInt8], number: Int, offset: Int)? {
        if !waiting.isEmpty { return waiting.removeFirst() }
        let number = lines.number
        let offset = lines.offset
        return try lines.next().map { (Array($0), number, offset) }
    }

    /// Whether every cell that begins with a quotation mark ends with one.
    private func isClosed(_ row: [UInt8]) -> Bool {
        var isInQuotes = false
        var isCellStart = true
        for byte in row {
            if isInQuotes {
                if byte == UInt8(ascii: "\"") { isInQuotes = false }
            } else if byte == UInt8(ascii: "\""), isCellStart || wasQuoted {
                isInQuotes = true
            }
            wasQuoted = !isInQuotes && byte == UInt8(ascii: "\"")
            isCellStart = !isInQuotes && byte == separator
        }
        wasQuoted = false
        return !isInQuotes
    }

    /// Whether the byte before closed quotes: a mark right behind it is a mark within the cell.
    private var wasQuoted = false

    private func split(_ row: [UInt8], readsQuotes: Bool) -> [[UInt8]] {
        var cells: [[UInt8]] = []
        var cell: [UInt8] = []
        var isInQuotes = false
        var isCellStart = true
        var index = 0
        while index < row.count {
            let byte = row[index]
            index += 1
            if isInQuotes {
                if byte != UInt8(ascii: "\"") {
                    cell.append(byte)
                } else if index < row.count, row[index] == UInt8(ascii: "\"") {
                    cell.append(byte)
                    index += 1
                } else {
                    isInQuotes = false
                }
            } else if readsQuotes, byte == UInt8(ascii: "\""), isCellStart {
                isInQuotes = true
                isCellStart = false
            } else if byte == separator {
                cells.append(cell)
                cell.removeAll()
                isCellStart = true
            } else {
                cell.append(byte)
                isCellStart = false
            }
        }
        cells.append(cell)
        return cells
    }
}
