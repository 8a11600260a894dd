import ArgumentParser
import Fencewatch
import FenceModel
import FencePipeline

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what folding did to a text, every signal and its weight, and the verdict.")

    @Argument(help: "The message's text.")
    var text: String

    @OptionGroup var packOptions: PackOptions

    func run() throws {
        FileWriter.ignoreBrokenPipes()
        let detector = try packOptions.detector()
        let report = detector.scan(text)
        var lines = ["folded    \(detector.folded(text, masking: report.findings))"]
        if !detector.wakes(for: text) { lines.append("asleep    no word or number in it is reason for a closer look") }
        for finding in report.findings {
            lines.append(
                "finding   \(finding.entity.rawValue) \(finding.value.masked) \(finding.confidence) "
                    + "(\(finding.checks.joined(separator: ", ")))")
        }
        let evidence = report.evidence
        for reason in evidence.reasons {
            let weight = reason.weight >= 0 ? "+\(reason.weight)" : "\(reason.weight)"
            lines.append("signal    \(reason.signal) \(weight) \(reason.text.map { "“\($0)”" } ?? "")")
        }
        if let alert = report.alert {
            lines.append("verdict   \(alert.kind.rawValue), \(alert.severity.rawValue), score \(alert.score)")
            lines.append("category  \(alert.categories.map(\.rawValue).joined(separator: ", "))")
            if let volume = alert.volume {
                lines.append("volume    \(volume.records.map(String.init) ?? "-") “\(volume.text)”")
            }
            if let price = alert.price {
                lines.append(
                    "price     \(price.amount.map { "\($0)" } ?? "-") \(price.currency?.rawValue ?? "-") per \(price.unit?.rawValue ?? "-") “\(price.text)”"
                )
            }
        } else if evidence.reasons.isEmpty {
            lines.append("verdict   none: nothing in it says anything of a trade")
        } else {
            lines.append("verdict   none: score \(evidence.score), or goods without an act, contact or price")
        }
        _ = try FileWriter.standardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }
}
