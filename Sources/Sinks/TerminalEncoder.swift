package import FenceModel

/// Writes alerts as a person wants to read them.
package struct TerminalEncoder: Sendable {
    private let usesColor: Bool
    private let reveals: Bool

    package init(usesColor: Bool, reveals: Bool) {
        self.usesColor = usesColor
        self.reveals = reveals
    }

    private enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "1;31"
        case yellow = "1;33"
        case cyan = "36"
        case marked = "4"
    }

    private func styled(_ text: String, _ style: Style) -> String {
        usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    package func text(of alert: Alert) -> String {
        let severity = alert.severity.rawValue.uppercased()
        let style: Style = alert.severity >= .high ? .red : alert.severity == .medium ? .yellow : .bold
        var lines = [
            "\(styled(severity, style)) \(styled(alert.kind.rawValue, .bold))  "
                + "\(alert.categories.map(\.rawValue).joined(separator: ", "))  "
                + styled("score \(alert.score)  id \(alert.id.prefix(12))", .dim)
        ]
        if !alert.data.isEmpty { lines.append("  data     " + alert.data.map(\.rawValue).joined(separator: ", ")) }
        if let volume = alert.volume { lines.append("  volume   " + text(of: volume)) }
        if let price = alert.price { lines.append("  price    " + text(of: price)) }
        if !alert.contacts.isEmpty {
            let contacts = alert.contacts.map {
                "\($0.entity.rawValue) \((reveals ? $0.value.reveal() : $0.value.masked).printable)"
            }
            lines.append("  contact  " + contacts.joined(separator: ", "))
        }
        if let samples = alert.samples {
            lines.append("  samples  \(samples.records) records, \(samples.validated) with proved values")
        }
        for (index, message) in alert.messages.enumerated() {
            let name = reveals ? message.origin.author : message.origin.shownAuthor
            let author = name.map { " <\($0.printable)>" } ?? ""
            lines.append("  " + styled(place(of: message.origin), .cyan) + author)
            lines.append("    " + marked(message.excerpt, reasons: alert.reasons.filter { $0.message == index }))
        }
        let why = alert.reasons.filter { abs($0.weight) >= 0.1 }.map { reason in
            "\(reason.signal)\(reason.text.map { " “\($0.printable)”" } ?? "") "
                + (reason.weight > 0 ? "+\(reason.weight)" : "\(reason.weight)")
        }
        lines.append("  " + styled("why      " + why.joined(separator: "; "), .dim))
        return lines.joined(separator: "\n") + "\n\n"
    }

    private func text(of volume: Volume) -> String {
        let period = volume.period.map { " per \($0.rawValue)" } ?? ""
        if let records = volume.records { return "\(grouped(records)) records\(period)  (\(volume.text.printable))" }
        if let bytes = volume.bytes { return "\(grouped(bytes)) bytes\(period)  (\(volume.text.printable))" }
        return volume.text.printable
    }

    private func text(of price: Price) -> String {
        guard let amount = price.amount, let currency = price.currency else { return price.text.printable }
        let per = price.unit.map { " per \($0.rawValue)" } ?? ""
        let number = amount == amount.rounded() && amount < 1e15 ? String(Int(amount)) : String(amount)
        return "\(number) \(currency.rawValue)\(per)  (\(price.text.printable))"
    }

    private func grouped(_ number: Int) -> String {
        var digits = String(number)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return ([digits] + groups).joined(separator: ",")
    }

    private func place(of origin: MessageOrigin) -> String {
        let member = origin.member.map { "!\($0)" } ?? ""
        let line = origin.line.map { ":\($0)" } ?? ""
        return origin.source.printable + member.printable + line
    }

    /// The excerpt with the words that tell underlined.
    func marked(_ excerpt: String, reasons: [Reason]) -> String {
        let text = excerpt.printable
        guard usesColor else { return text }
        let words = Set(reasons.filter { $0.weight > 0 }.compactMap { $0.text?.printable }).filter { $0.count > 1 }
        var telling = RangeSet<String.Index>()
        for word in words {
            for range in text.ranges(of: word) { telling.insert(contentsOf: range) }
        }
        var marked = ""
        var position = text.startIndex
        for range in telling.ranges {
            marked += text[position..<range.lowerBound] + styled(String(text[range]), .marked)
            position = range.upperBound
        }
        return marked + text[position...]
    }

    package func text(of finding: Finding, in origin: MessageOrigin) -> String {
        let value = (reveals ? finding.value.reveal() : finding.value.masked).printable
        return "\(styled(place(of: origin), .cyan)) \(finding.entity.rawValue) \(value) "
            + styled("\(finding.confidence) \(finding.checks.joined(separator: ","))", .dim) + "\n"
    }

    package func text(of skipped: SkippedSource) -> String {
        let member = skipped.member.map { "!\($0)" } ?? ""
        let detail = skipped.detail.map { ": \($0.printable)" } ?? ""
        return
            "\(styled("skipped", .yellow)) \((skipped.source + member).printable) (\(skipped.reason.rawValue)\(detail))\n"
    }

    package func text(of summary: ScanSummary) -> String {
        let alerts = summary.alerts.values.reduce(0, +)
        let kinds = summary.alerts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        var parts = [
            "\(alerts) alert\(alerts == 1 ? "" : "s")" + (kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))")
        ]
        parts.append("\(grouped(summary.findings.values.reduce(0, +))) findings")
        parts.append(
            "\(grouped(summary.messages)) messages in \(summary.scanned) source\(summary.scanned == 1 ? "" : "s")")
        if summary.skipped > 0 { parts.append("\(summary.skipped) skipped") }
        if summary.failed > 0 { parts.append("\(summary.failed) failed") }
        if summary.matchLimits > 0 { parts.append("\(summary.matchLimits) match limits hit") }
        let rate = summary.seconds > 0 ? Double(summary.bytes) / 1e6 / summary.seconds : 0
        parts.append(
            "\(grouped(summary.bytes)) bytes in \((summary.seconds * 1_000).rounded() / 1_000) s"
                + (summary.bytes > 10_000_000 ? " (\(Int(rate)) MB/s)" : ""))
        return parts.joined(separator: ", ") + "\n"
    }
}
