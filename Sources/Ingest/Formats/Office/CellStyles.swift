import FenceHTML

/// Which of a workbook's cell styles show a number as a date: nothing else tells one from a number.
final class CellStyles: XMLHandler {
    /// Most styles: the program itself allows 65,490.
    private static let mostStyles = 65_536

    private var dateFormats: Set<Int> = []
    private var isDate: [Bool] = []
    private var isInCellFormats = false

    func isDate(style: Int) -> Bool {
        isDate.indices.contains(style) && isDate[style]
    }

    func start(_ name: String, attributes: XMLAttributes) {
        switch name {
        case "numFmt":
            if let id = attributes.value("numFmtId").flatMap({ Int($0) }), let code = attributes.value("formatCode"),
                dateFormats.count < Self.mostStyles, Self.showsDate(code)
            {
                dateFormats.insert(id)
            }
        case "cellXfs": isInCellFormats = true
        case "xf":
            guard isInCellFormats, isDate.count < Self.mostStyles else { return }
            let format = attributes.value("numFmtId").flatMap { Int($0) } ?? 0
            isDate.append(Self.isBuiltInDate(format) || dateFormats.contains(format))
        default: break
        }
    }

    func end(_ name: String) {
        if name == "cellXfs" { isInCellFormats = false }
    }

    func text(_ bytes: Span<UInt8>) {}

    /// Formats that are not written out (ISO 29500-1, 18.8.30), those of Chinese, Japanese and Korean versions among them.
    private static func isBuiltInDate(_ format: Int) -> Bool {
        (14...22).contains(format) || (27...36).contains(format) || (45...47).contains(format)
            || (50...58).contains(format)
    }

    /// Whether a format has a part of a date or a time in it, outside quotation marks, brackets and escapes.
    private static func showsDate(_ code: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        for byte in code.utf8 {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if isQuoted {
                continue
            } else if byte == UInt8(ascii: "[") {
                isBracketed = true
            } else if byte == UInt8(ascii: "]") {
                isBracketed = false
            } else if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "*") {
                isEscaped = true
            } else if !isBracketed, "ymdhsYMDHS".utf8.contains(byte) {
                return true
            }
        }
        return false
    }
}
