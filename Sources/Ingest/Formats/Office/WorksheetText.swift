import FenceDecoding
import FenceHTML
import FenceModel

/// A sheet of a workbook as comma separated values: what comes of it is read as any table is.
///
/// Where the first row is the header of messages, texts keep their line ends, in quotation marks (RFC 4180). Else a row is a
/// line as it is written in a dump.
final class WorksheetText: Unpacker {
    private let part: XMLPart
    private let rows: RowWriter
    private var failure: IngestFailure?
    private var isAtEnd = false

    init(
        _ xml: any ByteStream, strings: SharedStrings, styles: CellStyles, countsFrom1904: Bool
    ) throws(IngestFailure) {
        rows = RowWriter(strings: strings, styles: styles, countsFrom1904: countsFrom1904)
        part = try XMLPart(xml, handler: rows)
    }

    /// Bytes of the sheet's XML.
    var consumedBytes: Int { part.readBytes }

    func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        while !isAtEnd, rows.output.isEmpty || rows.isHeaderOpen {
            do throws(IngestFailure) {
                guard try !part.step() else { continue }
                isAtEnd = true
            } catch {
                isAtEnd = true
                failure = error
            }
            // A row that was cut is given as far as it goes.
            rows.finish()
            failure = failure ?? rows.failure
        }
        if rows.output.isEmpty, let failure { throw failure }
        return rows.take(count, into: &buffer)
    }
}

/// Writes rows as their cells come.
private final class RowWriter: XMLHandler {
    /// Most columns whose place a row keeps when cells before it are empty: a cell may claim any place.
    private static let mostEmptyColumns = 256
    /// Most rows of a sheet.
    private static let mostRows = 1_048_576
    /// Longest first row that is looked at, in bytes.
    private static let longestHeader = 65_536

    private(set) var output = PendingBytes()
    private var strings: SharedStrings
    private let styles: CellStyles
    private let countsFrom1904: Bool
    /// Whether the first row is the header of messages; nil before its end.
    private var isTable: Bool?
    private var lastRow: Int?
    private var isInRow = false
    private var column = 0
    private var rowStart = 0
    private var cell = Cell()
    private var isInValue = false
    private var phonetic = 0
    private var isCut = false
    private var hasMissingText = false

    private struct Cell {
        var type = ""
        var style = 0
        var text: [UInt8] = []
    }

    init(strings: SharedStrings, styles: CellStyles, countsFrom1904: Bool) {
        self.strings = strings
        self.styles = styles
        self.countsFrom1904 = countsFrom1904
    }

    /// What of the sheet is not in its rows.
    var failure: IngestFailure? {
        if isCut { return IngestFailure(.entrySizeLimit, "texts of cells beyond \(CellText.longest) bytes") }
        // That there are too many texts was told with them.
        return hasMissingText && !strings.isCut
            ? IngestFailure(.corrupt, "cells refer to texts that the workbook does not hold") : nil
    }

    /// Whether the row that decides how texts are written is still read.
    var isHeaderOpen: Bool { isTable == nil && isInRow && output.bytes.count < Self.longestHeader }

    func take(_ count: Int, into buffer: inout [UInt8]) -> Int {
        defer { if output.isEmpty { rowStart = 0 } }
        return output.take(count, into: &buffer)
    }

    func start(_ name: String, attributes: XMLAttributes) {
        switch name {
        case "row":
            beginRow(attributes.value("r").flatMap { Int($0) })
        case "c":
            guard isInRow else { return }
            cell.type = attributes.value("t") ?? "n"
            cell.style = attributes.value("s").flatMap { Int($0) } ?? 0
            cell.text.removeAll(keepingCapacity: true)
            moveTo(attributes.value("r").flatMap(Self.column) ?? column)
        case "v", "t": isInValue = true
        case "rPh": phonetic += 1
        default: break
        }
    }

    func end(_ name: String) {
        switch name {
        case "row": endRow()
        case "c": if isInRow { writeCell() }
        case "v", "t": isInValue = false
        case "rPh": phonetic -= 1
        default: break
        }
    }

    func text(_ bytes: Span<UInt8>) {
        guard isInValue, phonetic == 0 else { return }
        guard cell.text.count + bytes.count <= CellText.longest else {
            isCut = true
            return
        }
        for index in bytes.indices { cell.text.append(bytes[index]) }
    }

    /// Ends the row that damage left open.
    func finish() {
        if isInRow {
            if isInValue { writeCell() }
            endRow()
        }
    }

    private func beginRow(_ number: Int?) {
        isInRow = true
        column = 0
        isFirstCell = true
        guard let number, (1...Self.mostRows).contains(number) else {
            lastRow = lastRow.map { $0 + 1 }
            return
        }
        // Rows that are not there are empty lines, so that lines count as rows do, from the first that is there.
        if let lastRow, number > lastRow + 1 {
            output.bytes += repeatElement(0x0A, count: number - lastRow - 1)
        }
        lastRow = max(number, lastRow ?? 0)
        rowStart = output.bytes.count
    }

    private var isFirstCell = true

    /// `BC12`: columns are counted in letters.
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8 {
            let letter = (byte & 0xDF) &- 0x41
            guard letter < 26, column < 26 * 26 * 26 else { break }
            column = column * 26 + Int(letter) + 1
        }
        return column > 0 ? column - 1 : nil
    }

    private func moveTo(_ place: Int) {
        let empty = max(0, min(place, Self.mostEmptyColumns) - column)
        output.bytes += repeatElement(UInt8(ascii: ","), count: isFirstCell ? empty : empty + 1)
        column = max(column, place)
        isFirstCell = false
    }

    private func writeCell() {
        isInValue = false
        column += 1
        let text = cell.text[...]
        switch cell.type {
        case "s":
            guard let string = Int(ByteText.string(text)).flatMap({ strings[$0] }) else {
                hasMissingText = hasMissingText || !text.isEmpty
                return
            }
            write(string)
        case "n":
            if styles.isDate(style: cell.style), let date = CellText.date(text, countsFrom1904: countsFrom1904) {
                write(date[...])
            } else {
                write(CellText.number(text)[...])
            }
        case "b": write(Array((text.first == UInt8(ascii: "1") ? "TRUE" : "FALSE").utf8)[...])
        case "e": break
        default: write(text)
        }
    }

    private func write(_ text: ArraySlice<UInt8>) {
        let mark = UInt8(ascii: "\"")
        let isQuoted = isTable != false && text.contains { $0 == mark || $0 == UInt8(ascii: ",") || $0 == 0x0A }
        if isQuoted { output.bytes.append(mark) }
        for byte in text {
            switch byte {
            case 0x0D: break
            case 0x0A: output.bytes.append(isTable == true ? byte : 0x20)
            case mark where isQuoted: output.bytes += [mark, mark]
            default: output.bytes.append(byte)
            }
        }
        if isQuoted { output.bytes.append(mark) }
    }

    private func endRow() {
        guard isInRow else { return }
        isInRow = false
        output.bytes.append(0x0A)
        if isTable == nil {
            let header = Array(output.bytes[rowStart...].prefix(Self.longestHeader))
            if header.count > 1 { isTable = CSVTable.recognises(FormatHint(head: header, name: "")) }
        }
    }
}
