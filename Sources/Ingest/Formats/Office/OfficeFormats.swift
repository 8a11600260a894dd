import FenceDecoding
import FenceModel

/// Documents that are zip archives of parts, most of them XML (ISO 29500-2).
///
/// A new one is a type with an entry in `all`.
protocol OfficeFormat: SendableMetatype {
    /// Name for `fencewatch formats`: `xlsx`.
    static var name: String { get }
    /// One line for `fencewatch formats`.
    static var summary: String { get }

    /// Whether a package is of this format, by the names of its parts.
    static func recognises(_ parts: Set<String>) -> Bool

    /// Hands on the texts of a package, and says what of it could not be read.
    ///
    /// - Throws: `IngestFailure` where the package is damaged, so that no later part can be found.
    static func read(_ package: OfficePackage) throws(IngestFailure)
}

enum OfficeFormats {
    static let all: [any OfficeFormat.Type] = [Workbook.self, TextDocument.self, Presentation.self]

    /// Part that every package has, which names the kinds of the others.
    private static let contentTypes = "[Content_Types].xml"
    /// How the first part's name begins, whichever program wrote the package.
    private static let firstParts = ["[Content_Types]", "_rels/", "docProps/", "xl/", "word/", "ppt/", "customXml/"]

    /// Whether a zip archive may be a package, by the name of its first member.
    static func mayBegin(_ head: [UInt8]) -> Bool {
        // The name stands behind thirty bytes of the member's own head.
        guard head.count > 30, head.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return false }
        let name = head[30...].prefix(Int(head[26]) | Int(head[27]) << 8)
        return firstParts.contains { name.starts(with: $0.utf8) }
    }

    /// - Parameter isWhole: whether all names are known; where they are not, the part that tells may be among the others.
    static func format(of parts: Set<String>, isWhole: Bool) -> (any OfficeFormat.Type)? {
        guard parts.contains(contentTypes) || !isWhole else { return nil }
        return all.first { $0.recognises(parts) }
    }
}
