import FenceModel
import Fencewatch

/// Compares what a detector says of labelled messages with their labels.
struct Evaluation {
    /// Confidence from which on a finding counts as claimed.
    private static let claimed = 0.5

    private(set) var messages = 0
    /// Any alert against any trade: the judgement itself.
    private(set) var trade = Scores()
    private(set) var kinds: [String: Scores] = [:]
    private(set) var kindRight = Share()
    private(set) var categoryRight = Share()
    private(set) var volumeExact = Share()
    private(set) var priceExact = Share()
    private(set) var entities: [String: Scores] = [:]
    private(set) var calibration = Calibration()
    /// `place: what was expected, what was said`.
    private(set) var misses: [String] = []

    mutating func add(_ message: LabelledMessage, report: MessageReport) {
        messages += 1
        let alert = report.alert
        judge(message, alert: alert)
        if let alert, message.label != "none" { compareDetails(of: message, with: alert) }
        if let values = message.values { compare(values, of: message, with: report.findings) }
    }

    private mutating func judge(_ message: LabelledMessage, alert: Alert?) {
        let said = alert?.kind.rawValue ?? "none"
        let isTrade = message.label != "none"
        switch (isTrade, alert != nil) {
        case (true, true): trade.truePositives += 1
        case (true, false): trade.falseNegatives += 1
        case (false, true): trade.falsePositives += 1
        case (false, false): break
        }
        if isTrade, alert != nil { kindRight.count(said == message.label) }
        if said == message.label {
            if isTrade { kinds[said, default: Scores()].truePositives += 1 }
        } else {
            if said != "none" { kinds[said, default: Scores()].falsePositives += 1 }
            if isTrade { kinds[message.label, default: Scores()].falseNegatives += 1 }
            let family = message.family.map { " (\($0))" } ?? ""
            misses.append("\(message.place): \(message.label)\(family), said \(said)")
        }
    }

    private mutating func compareDetails(of message: LabelledMessage, with alert: Alert) {
        if !message.categories.isEmpty {
            let isCategoryRight = alert.categories.contains { message.categories.contains($0.rawValue) }
            categoryRight.count(isCategoryRight)
            if !isCategoryRight {
                misses.append(
                    "\(message.place): category \(message.categories.joined(separator: " ")), said "
                        + alert.categories.map(\.rawValue).joined(separator: " "))
            }
        }
        let isVolumeRight = alert.volume?.records == message.volume
        volumeExact.count(isVolumeRight)
        if !isVolumeRight {
            misses.append(
                "\(message.place): volume \(message.volume.map(String.init) ?? "none"), said "
                    + (alert.volume?.records.map(String.init) ?? "none"))
        }
        let said = alert.price
        let isPriceRight: Bool
        if let price = message.price {
            isPriceRight = said?.amount == price.amount && said?.currency?.rawValue == price.currency
        } else {
            isPriceRight = said?.amount == nil
        }
        priceExact.count(isPriceRight)
        if !isPriceRight {
            misses.append(
                "\(message.place): price \(message.price.map { "\($0.amount) \($0.currency)" } ?? "none"), said "
                    + (said?.amount.map { "\($0) \(said?.currency?.rawValue ?? "?")" } ?? "none"))
        }
    }

    /// A value is found where a finding of its entity overlaps it.
    private mutating func compare(
        _ values: [LabelledMessage.Value], of message: LabelledMessage, with findings: [Finding]
    ) {
        var left = values
        for finding in findings {
            let entity = finding.entity.rawValue
            if finding.entity != .credential {
                let isRight = values.contains {
                    $0.entity == entity && $0.start < finding.span.end && finding.span.start < $0.end
                }
                calibration.add(confidence: finding.confidence, isRight: isRight)
            }
            guard finding.confidence >= Self.claimed else { continue }
            let index = left.firstIndex {
                $0.entity == entity && $0.start < finding.span.end && finding.span.start < $0.end
            }
            if let index {
                left.remove(at: index)
                entities[entity, default: Scores()].truePositives += 1
            } else if finding.entity != .credential {
                // Account and password together are labelled by their parts.
                entities[entity, default: Scores()].falsePositives += 1
            }
        }
        for value in left {
            entities[value.entity, default: Scores()].falseNegatives += 1
            misses.append("\(message.place): \(value.entity) at byte \(value.start) missed")
        }
    }

    // MARK: - The report

    func lines() -> [String] {
        var lines = ["\(messages) messages", Self.row("trade", trade)]
        for (kind, scores) in kinds.sorted(by: { $0.key < $1.key }) { lines.append(Self.row("  \(kind)", scores)) }
        lines.append(Self.row("kind right", kindRight))
        lines.append(Self.row("category right", categoryRight))
        lines.append(Self.row("volume exact", volumeExact))
        lines.append(Self.row("price exact", priceExact))
        for (entity, scores) in entities.sorted(by: { $0.key < $1.key }) { lines.append(Self.row(entity, scores)) }
        return lines + calibration.lines()
    }

    private static func row(_ name: String, _ scores: Scores) -> String {
        name.padded(to: 20) + " precision \(percent(scores.precision))  recall \(percent(scores.recall))  "
            + "F1 \(percent(scores.f1))  (\(scores.truePositives) right, \(scores.falsePositives) wrong, "
            + "\(scores.falseNegatives) missed)"
    }

    private static func row(_ name: String, _ share: Share) -> String {
        name.padded(to: 20) + " \(percent(share.value))  (\(share.right) of \(share.all))"
    }
}
