import FenceDecoding

/// Text documents: of the main text, what stands above, below and beside it.
enum TextDocument: OfficeFormat {
    static let name = "docx"
    static let summary = "text documents (.docx): paragraphs as lines, tables as rows"

    static func recognises(_ parts: Set<String>) -> Bool { parts.contains("word/document.xml") }

    static func read(_ package: OfficePackage) throws(IngestFailure) {
        try package.readTexts(
            of: ["word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments"])
    }
}
