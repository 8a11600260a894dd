import FenceDecoding

/// Presentations: slides with their notes and comments.
enum Presentation: OfficeFormat {
    static let name = "pptx"
    static let summary = "presentations (.pptx): paragraphs of slides and notes as lines, tables as rows"

    static func recognises(_ parts: Set<String>) -> Bool { parts.contains("ppt/presentation.xml") }

    static func read(_ package: OfficePackage) throws(IngestFailure) {
        try package.readTexts(of: ["ppt/slides/slide", "ppt/notesSlides/notesSlide", "ppt/comments/"])
    }
}
