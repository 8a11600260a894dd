package import FenceModel
import FenceDetection
import FenceOffers

/// What folding did to a text, for a person who wants to know how a disguise was read.
package struct FoldingReport: Sendable {
    /// Characters that were written in another form than they are read in.
    package struct Change: Sendable, Hashable {
        package enum Form: String, Sendable, Hashable {
            case fullWidth = "full-width", traditional = "traditional or variant form", styled = "styled or look-alike"
            case invisible
        }

        package var form: Form
        package var span: TextSpan
        /// As written; of what cannot be seen the code points.
        package var written: String
        /// Empty where nothing is left.
        package var read: String
        package var characters: Int
    }

    /// A word of the trade with something between its characters.
    package struct BrokenWord: Sendable, Hashable {
        package var span: TextSpan
        package var written: String
        package var read: String
        /// Characters that only decorate.
        package var decoration: Int
    }

    /// The text with values masked and invisible characters shown by their code points.
    package var text: String
    /// The same as it is read.
    package var folded: String
    package var changes: [Change]
    package var brokenWords: [BrokenWord]

    /// The text on one line, with what cannot be seen, or would steer a terminal, by its code point.
    static func visible(_ text: String) -> String { FoldingSteps.visible(text) }
}

extension Detector {
    /// What folding does to a text. Nothing of a finding's value is in it.
    package func folding(of text: String, report: MessageReport) -> FoldingReport {
        var text = text
        let masked = text.withUTF8 { Excerpt.masked($0, upTo: $0.count, findings: report.findings, base: 0) }
        var folded = ""
        for code in FoldTable.shared.fold(masked) { folded.append(code) }
        return FoldingReport(
            text: FoldingSteps.visible(masked), folded: FoldingSteps.visible(folded),
            changes: FoldingSteps.changes(in: text, besides: report.findings.map(\.span)),
            brokenWords: FoldingSteps.brokenWords(in: report.signals?.signals ?? []))
    }
}

/// Takes a text apart as folding reads it.
private enum FoldingSteps {
    typealias Change = FoldingReport.Change

    static func changes(in text: String, besides values: [TextSpan]) -> [Change] {
        var changes: [Change] = []
        var offset = 0
        let taken = RangeSet(values.map { $0.start..<$0.end })
        for scalar in text.unicodeScalars {
            let span = TextSpan(start: offset, end: offset + scalar.utf8.count)
            offset = span.end
            guard !taken.contains(span.start), let change = change(of: scalar, at: span) else { continue }
            if let last = changes.last, last.form == change.form, last.span.end == span.start {
                changes[changes.count - 1].span.end = span.end
                changes[changes.count - 1].written += (change.form == .invisible ? " " : "") + change.written
                changes[changes.count - 1].read += change.read
                changes[changes.count - 1].characters += 1
            } else {
                changes.append(change)
            }
        }
        return withoutLongNumbers(changes, of: text)
    }

    /// What is read as a long number may be somebody's, though no recogniser vouches for it.
    private static func withoutLongNumbers(_ changes: [Change], of text: String) -> [Change] {
        var text = text
        let shapes = text.withUTF8(HiddenShapes.all)
        var next = 0
        return changes.map { change in
            while next < shapes.count, shapes[next].upperBound <= change.span.start { next += 1 }
            // Only some of its digits may be written otherwise; or they are in a form that only folding knows.
            let isPart = next < shapes.count && shapes[next].lowerBound < change.span.end
            var read = change.read
            return isPart || !read.withUTF8(HiddenShapes.all).isEmpty ? hidden(change) : change
        }
    }

    private static func hidden(_ change: Change) -> Change {
        var change = change
        change.written = Masking.whole(change.written)
        change.read = Masking.whole(change.read)
        return change
    }

    /// Nil where the character is read as it is written, but for capitals and the width of punctuation.
    private static func change(of scalar: Unicode.Scalar, at span: TextSpan) -> Change? {
        let folded = FoldTable.shared.fold(String(scalar))
        guard !folded.isEmpty else {
            return Change(form: .invisible, span: span, written: name(of: scalar), read: "", characters: 1)
        }
        guard folded != [scalar.value], scalar.value >= 0x80, folded.contains(where: isLetterOrDigit) else {
            return nil
        }
        var read = ""
        for code in folded { read.append(code) }
        let form: Change.Form =
            switch scalar.value {
            case 0xFF01...0xFF5E: .fullWidth
            case 0x3400...0x9FFF, 0xF900...0xFAFF: .traditional
            default: .styled
            }
        return Change(form: form, span: span, written: visible(String(scalar)), read: visible(read), characters: 1)
    }

    private static func isLetterOrDigit(_ code: UInt32) -> Bool {
        CharacterTraits.isASCIIAlphanumeric(code) || code >= 0x80
    }

    static func brokenWords(in signals: [Signal]) -> [FoldingReport.BrokenWord] {
        var words: [FoldingReport.BrokenWord] = []
        for signal in signals where !words.contains(where: { $0.span == signal.span }) {
            let codes = FoldTable.shared.fold(signal.text)
            guard codes.contains(where: CharacterTraits.isHan) else { continue }
            let kept = codes.filter { !CharacterTraits.isDecoration($0) }
            guard kept.count < codes.count else { continue }
            var read = ""
            for code in kept { read.append(code) }
            words.append(
                FoldingReport.BrokenWord(
                    span: signal.span, written: visible(signal.text), read: visible(read),
                    decoration: codes.count - kept.count))
        }
        return words
    }

    static func visible(_ text: String) -> String {
        var visible = ""
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                visible += " ⏎ "
            } else if String.steersTerminals(scalar) || FoldTable.shared.fold(String(scalar)).isEmpty {
                visible += "‹\(name(of: scalar))›"
            } else {
                visible.unicodeScalars.append(scalar)
            }
        }
        return visible
    }

    private static func name(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension String {
    fileprivate mutating func append(_ code: UInt32) {
        if let scalar = Unicode.Scalar(code) { unicodeScalars.append(scalar) }
    }
}
