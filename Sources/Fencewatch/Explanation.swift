import FenceModel
import FenceOffers

/// How a text was read and judged, line by line, for an analyst.
package struct Explanation {
    private let report: MessageReport
    private let folding: FoldingReport
    private let wakes: Bool

    package init(of text: String, by detector: Detector) {
        report = detector.scan(text)
        folding = detector.folding(of: text, report: report)
        wakes = detector.wakes(for: text)
    }

    package var lines: [String] { foldingLines + findingLines + signalLines + verdictLines }

    // MARK: - How it was read

    private var foldingLines: [String] {
        var lines = [line("text", folding.text), line("folded", folding.folded)]
        for change in folding.changes {
            let result = change.read.isEmpty ? "left out" : "read as “\(change.read)”"
            let written = change.form == .invisible ? change.written : "“\(change.written)”"
            lines.append(line("folding", place(change.span), "\(written) \(result): \(change.form.rawValue)"))
        }
        for word in folding.brokenWords {
            lines.append(line("folding", place(word.span), "“\(word.written)” read as “\(word.read)”: broken up"))
        }
        let changed = folding.changes.filter { $0.form != .invisible }.reduce(0) { $0 + $1.characters }
        let invisible = folding.changes.filter { $0.form == .invisible }.reduce(0) { $0 + $1.characters }
        let decoration = folding.brokenWords.reduce(0) { $0 + $1.decoration }
        guard changed + invisible + decoration > 0 else { return lines }
        lines.append(
            line(
                "disguise", "\(changed) characters in another form, \(invisible) invisible, \(decoration) inside words")
        )
        return lines
    }

    private var findingLines: [String] {
        report.findings.map { finding in
            line(
                "finding", place(finding.span), finding.entity.rawValue,
                "\(FoldingReport.visible(finding.value.masked))  confidence \(finding.confidence) (\(finding.checks.joined(separator: ", ")))"
            )
        }
    }

    // MARK: - How it was judged

    private var signalLines: [String] {
        guard wakes else {
            return [line("asleep", "no word or number in it is reason for a closer look")]
        }
        guard let assessment = report.assessment else { return [] }
        var lines = assessment.reasons.map { reason in
            line(
                "signal", reason.span.map(place) ?? "–", reason.signal, signed(reason.weight),
                (reason.text.map { "“\(FoldingReport.visible($0))”" } ?? "")
                    + (Self.meanings[reason.signal].map { (reason.text == nil ? "" : " ") + "(\($0))" } ?? ""))
        }
        let pro = assessment.reasons.filter { $0.weight > 0 }.reduce(0) { $0 + $1.weight }
        let contra = assessment.reasons.filter { $0.weight < 0 }.reduce(0) { $0 + $1.weight }
        lines.append(
            line(
                "sum",
                "start \(signed(assessment.prior)), for \(signed(pro)), against \(signed(-abs(contra)))"
                    + ", together \(signed(assessment.logOdds)): score \(assessment.score)"))
        return lines
    }

    /// What a signal says that is no word of the lexicon.
    private static let meanings = [
        "title": "little more than goods and their number, as listings are titled",
        "terse": "a few words and the name of an account",
        "prose": "long, and names no way to get in touch",
        "priced-volume": "a number of records and a price for each",
        "price-ladder": "several prices",
        "act-with-contact": "an act and a way to get in touch",
        "menu": "things that can be looked up",
        "decoration": "words in disguise, three at most counted",
        "sample": "lines that look like a record", "dump": "lines that look like a record",
        "quotation": "the pitch stands in quotation marks", "question": "the sentence with the goods asks",
    ]

    private var verdictLines: [String] {
        guard let alert = report.alert else { return [line("verdict", "silent: \(reasonForSilence)")] }
        var lines = [
            line("verdict", "\(alert.kind.rawValue), severity \(alert.severity.rawValue), score \(alert.score)")
        ]
        lines.append(line("category", alert.categories.map(\.rawValue).joined(separator: ", ")))
        if !alert.data.isEmpty { lines.append(line("data", alert.data.map(\.rawValue).joined(separator: ", "))) }
        if let volume = alert.volume { lines.append(line("volume", text(of: volume))) }
        if let price = alert.price { lines.append(line("price", text(of: price))) }
        if !alert.contacts.isEmpty {
            let contacts = alert.contacts.map { "\($0.entity.rawValue) \(FoldingReport.visible($0.value.masked))" }
            lines.append(line("contact", contacts.joined(separator: ", ")))
        }
        if let samples = alert.samples {
            lines.append(line("samples", "\(samples.records) records, \(samples.validated) with proved values"))
        }
        if let legal = alert.legal { lines.append(line("legal", text(of: legal))) }
        lines.append(line("cluster", alert.cluster))
        return lines
    }

    private var reasonForSilence: String {
        guard let assessment = report.assessment else { return "nothing in it speaks of a trade" }
        guard assessment.namesGoods else { return "it names no personal data, no look-up and no source of data" }
        guard assessment.shape != nil else {
            return "it names goods, but no act, contact, price or volume that offers or asks for them"
        }
        let against = Set(assessment.reasons.filter { $0.weight < 0 }.map(\.signal)).sorted()
        let cause = against.isEmpty ? "" : "; against it speaks: \(against.joined(separator: ", "))"
        return "score \(assessment.score) is below \(Judgement.threshold)\(cause)"
    }

    // MARK: - Values

    private func text(of volume: Volume) -> String {
        let amount = volume.records.map { "\($0) records" } ?? volume.bytes.map { "\($0) bytes" } ?? "unknown"
        return "\(amount)\(volume.period.map { " per \($0.rawValue)" } ?? "") “\(FoldingReport.visible(volume.text))”"
    }

    private func text(of price: Price) -> String {
        guard let amount = price.amount, let currency = price.currency else {
            return "open “\(FoldingReport.visible(price.text))”"
        }
        return
            "\(amount) \(currency.rawValue)\(price.unit.map { " per \($0.rawValue)" } ?? "") “\(FoldingReport.visible(price.text))”"
    }

    private func text(of legal: LegalTier) -> String {
        let claimed = legal.claimed.map { "\($0) claimed" } ?? "none claimed"
        let ratio = legal.ratio.map { ", \($0) times as many" } ?? ""
        return "serious from \(legal.threshold) records; \(claimed), \(legal.validated) proved\(ratio)"
    }

    // MARK: - Columns

    private func line(_ name: String, _ columns: String...) -> String {
        var text = Self.column(name, 10)
        for (index, column) in columns.enumerated() {
            let isLast = index == columns.count - 1
            text += isLast ? column : Self.column(column, Self.widths[min(index, Self.widths.count - 1)])
        }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// A column, and a space behind it whatever its width.
    private static func column(_ text: String, _ width: Int) -> String { text.padded(to: width - 1) + " " }

    private static let widths = [10, 18, 8]

    private func place(_ span: TextSpan) -> String { "\(span.start)–\(span.end)" }

    private func signed(_ number: Double) -> String {
        let hundredths = Int((abs(number) * 100).rounded())
        let fraction = hundredths % 100
        return "\(number < 0 ? "-" : "+")\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
