import FenceDecoding
import FenceHTML
import FenceModel

/// Workbooks: each sheet is a table, whose rows are read as those of a CSV file are.
enum Workbook: OfficeFormat {
    static let name = "xlsx"
    static let summary = "workbooks (.xlsx, .xlsm): each sheet a table, read as CSV is; comments as lines"

    static func recognises(_ parts: Set<String>) -> Bool {
        parts.contains("xl/workbook.xml") || parts.contains("xl/workbook.bin")
            || parts.contains { $0.hasPrefix("xl/worksheets/") }
    }

    static func read(_ package: OfficePackage) throws(IngestFailure) {
        if package.parts.contains("xl/workbook.bin") {
            package.skip(nil, IngestFailure(.unsupported, "a binary workbook (.xlsb); save it as .xlsx"))
        }
        let structure = WorkbookStructure()
        let styles = CellStyles()
        var strings = SharedStrings()
        // Sheets refer to parts that stand behind them.
        try? package.forEachPart { part in
            do throws(IngestFailure) {
                switch part.name {
                case "xl/workbook.xml": try XMLPart.read(part.stream, handler: structure)
                case "xl/_rels/workbook.xml.rels": try XMLPart.read(part.stream, handler: structure)
                case "xl/styles.xml": try XMLPart.read(part.stream, handler: styles)
                case "xl/sharedStrings.xml": try strings.read(part.stream, size: part.size)
                default: break
                }
            } catch {
                package.skip(part.name, error)
            }
        }
        // Damage of the archive is told now.
        try package.forEachPart { part in
            if part.name.hasPrefix("xl/worksheets/"), part.name.hasSuffix(".xml") {
                let name = structure.sheetName(ofPart: part.name) ?? part.name
                package.readText(part, named: name) { xml throws(IngestFailure) in
                    try WorksheetText(
                        xml, strings: strings, styles: styles, countsFrom1904: structure.countsFrom1904)
                }
            } else if part.name.hasPrefix("xl/comments") || part.name.hasPrefix("xl/threadedComments/") {
                package.readText(part, named: part.name) { xml throws(IngestFailure) in try DocumentText(xml) }
            } else {
                package.readOther(part)
            }
        }
    }
}

/// The names of a workbook's sheets, and where they are kept.
private final class WorkbookStructure: XMLHandler {
    private static let mostSheets = 10_000
    private static let longestName = 255

    /// Names by the ids of relationships.
    private var names: [String: String] = [:]
    /// Parts by the ids of relationships.
    private var parts: [String: String] = [:]
    /// Whether dates are counted from 1904, as early versions for the Macintosh did.
    private(set) var countsFrom1904 = false

    func sheetName(ofPart part: String) -> String? {
        parts.filter { $0.value == part && names[$0.key] != nil }.keys.min().flatMap { names[$0] }
    }

    func start(_ name: String, attributes: XMLAttributes) {
        switch name {
        case "workbookPr":
            countsFrom1904 = ["1", "true", "on"].contains(attributes.value("date1904") ?? "")
        case "sheet":
            guard names.count < Self.mostSheets, let id = attributes.value("id"), let name = attributes.value("name")
            else { return }
            names[id] = String(name.prefix(Self.longestName))
        case "Relationship":
            guard parts.count < Self.mostSheets, let id = attributes.value("Id"),
                let target = attributes.value("Target")
            else { return }
            // A path from the workbook's folder, or from the package's root.
            parts[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
        default: break
        }
    }

    func end(_ name: String) {}

    func text(_ bytes: Span<UInt8>) {}
}
