import FenceDecoding

/// One row of a table.
struct CSVRow {
    var cells: [[UInt8]]
    var line: Int
    var offset: Int
}

/// Reads rows; a quotation mark that nobody closes hides no more than one row.
final class CSVRowReader {
    /// Longest row, in bytes. What goes on within quotation marks beyond it is read line by line instead.
    private static let longestRow = 524_288

    private let lines: LineReader
    private let separator: UInt8
    /// Lines that were read in the hope of a closing quotation mark, in vain: each is a row.
    private var waiting: [Line] = []
    private var nextWaiting = 0

    private struct Line {
        var bytes: [UInt8]
        var number: Int
        var offset: Int
    }

    init(_ stream: any ByteStream, separator: UInt8) {
        lines = LineReader(stream)
        self.separator = separator
    }

    /// The next row that is not empty; nil at the end.
    func next() throws(IngestFailure) -> CSVRow? {
        while true {
            if nextWaiting < waiting.count {
                let line = waiting[nextWaiting]
                nextWaiting += 1
                if line.bytes.isEmpty { continue }
                var quotes = QuoteState()
                quotes.read(line.bytes, separator: separator)
                return row(line.bytes, of: line, readsQuotes: !quotes.isOpen)
            }
            guard let first = try nextLine() else { return nil }
            if first.bytes.isEmpty { continue }
            return try row(beginningWith: first)
        }
    }

    private func row(beginningWith first: Line) throws(IngestFailure) -> CSVRow {
        var quotes = QuoteState()
        quotes.read(first.bytes, separator: separator)
        var text = first.bytes
        var taken: [Line] = []
        while quotes.isOpen {
            guard text.count < Self.longestRow, let more = try nextLine() else {
                waiting = taken
                nextWaiting = 0
                return row(first.bytes, of: first, readsQuotes: false)
            }
            taken.append(more)
            text.append(0x0A)
            text += more.bytes
            quotes.read(more.bytes, separator: separator)
        }
        return row(text, of: first, readsQuotes: true)
    }

    private func row(_ text: [UInt8], of line: Line, readsQuotes: Bool) -> CSVRow {
        CSVRow(cells: split(text, readsQuotes: readsQuotes), line: line.number, offset: line.offset)
    }

    private func nextLine() throws(IngestFailure) -> Line? {
        let number = lines.number
        let offset = lines.offset
        return try lines.next().map { Line(bytes: Array($0), number: number, offset: offset) }
    }

    /// Whether a cell's quotation marks are open at the end of what was read so far.
    private struct QuoteState {
        private(set) var isOpen = false
        private var isCellStart = true
        /// Whether the byte before closed quotes: a mark right behind it is a mark within the cell.
        private var hasJustClosed = false

        mutating func read(_ line: [UInt8], separator: UInt8) {
            for byte in line {
                let isMark = byte == UInt8(ascii: "\"")
                if isOpen {
                    isOpen = !isMark
                    hasJustClosed = isMark
                } else {
                    if isMark, isCellStart || hasJustClosed { isOpen = true }
                    hasJustClosed = false
                }
                isCellStart = !isOpen && byte == separator
            }
        }
    }

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
