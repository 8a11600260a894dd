import ArgumentParser
import FenceModel
import FencePipeline
import FenceSinks
import FenceStore
import Foundation

struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "List what a tail has stored, or show one alert with its evidence.",
        discussion: "Reads the store while a tail writes it. Values are masked in the store; nothing can reveal them.")

    @Argument(help: "The begin of an alert's id: shows that one with its evidence.")
    var id: String?

    @Option(help: "The state directory of the tail.")
    var state: String

    @Option(help: "Seen within this time (2h, 7d, 4w), or since a date (2026-11-24).")
    var since: String?

    @Option(help: "This severity or a graver one: \(Alert.Severity.allCases.map(\.rawValue).joined(separator: ", ")).")
    var severity: Alert.Severity?

    @Option(help: "Kind: \(Alert.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: Alert.Kind?

    @Option(help: "Category: \(DataCategory.allCases.map(\.rawValue).joined(separator: ", ")).")
    var category: DataCategory?

    @Option(help: "A part of a contact as it is masked, or its whole fingerprint.")
    var contact: String?

    @Option(help: "Most alerts that are listed.")
    var limit = 1_000

    @Option(help: "What to print: text for people, jsonl for programs.")
    var format: OutputFormat = .text

    func validate() throws {
        if !(1..<Int.max).contains(limit) { throw ValidationError("--limit must be at least 1.") }
        _ = try filter()
    }

    private func filter() throws -> AlertStore.Filter {
        var filter = AlertStore.Filter()
        filter.limit = limit
        filter.contact = contact
        filter.severity = severity
        filter.kind = kind
        filter.category = category
        if let since {
            if let days = TailCommand.days(since) {
                filter.since = Date().timeIntervalSince1970 - days * 86_400
            } else if let date = (try? Date(since, strategy: .iso8601))
                ?? (try? Date(since, strategy: Date.ISO8601FormatStyle().year().month().day()))
            {
                filter.since = date.timeIntervalSince1970
            } else {
                throw ValidationError("--since takes a time such as 7d, or a date such as 2026-11-24.")
            }
        }
        return filter
    }

    func run() throws {
        FileWriter.ignoreBrokenPipes()
        let filter = try filter()
        let store = try AlertStore(directory: StateDirectory(path: state, isExclusive: false), readsOnly: true)
        if let id {
            let alert = try store.alert(idPrefix: id)
            return try write(format == .jsonl ? "\(alert.json)\n" : Self.evidence(alert))
        }
        // One more says that there are more.
        var more = filter
        more.limit += 1
        let alerts = try store.alerts(more)
        for alert in alerts.prefix(limit) {
            let line = format == .jsonl ? "\(alert.json)\n" : Self.line(alert)
            guard try FileWriter.standardOutput.write(Array(line.utf8)) else { return }
        }
        if alerts.count > limit {
            let text = "fencewatch: there are more than these \(limit) alerts; --limit says how many are listed.\n"
            _ = try FileWriter.standardError.write(Array(text.utf8))
        }
    }

    private func write(_ text: String) throws {
        _ = try FileWriter.standardOutput.write(Array(text.utf8))
    }

    private static func line(_ alert: AlertStore.Listed) -> String {
        let columns = [
            String(alert.id.prefix(12)).padded(to: 13), alert.severity.uppercased().padded(to: 9),
            alert.kind.padded(to: 8), Date(timeIntervalSince1970: alert.lastSeen).formatted(.iso8601).padded(to: 21),
            "×\(alert.sightings)".padded(to: 4), "\(alert.categories)  \(alert.contacts.printable)",
        ]
        return columns.joined(separator: " ") + "\n"
    }

    /// The alert in full: its own lines, and the evidence out of its stored form.
    private static func evidence(_ alert: AlertStore.Listed) -> String {
        var text = line(alert)
        guard let object = try? JSONSerialization.jsonObject(with: Data(alert.json.utf8)) as? [String: Any] else {
            return text
        }
        // What others wrote, and how they named their files, must not steer the reader's terminal.
        func words(_ name: String, of object: [String: Any]) -> String? { (object[name] as? String)?.printable }
        text += "  id        \(alert.id), revision \(alert.revision), score \(alert.score)\n"
        for name in ["volume", "price"] {
            if let value = object[name] as? [String: Any], let written = words("text", of: value) {
                text += "  \(name.padded(to: 10))\(written)\n"
            }
        }
        for message in object["messages"] as? [[String: Any]] ?? [] {
            let place = [words("source", of: message) ?? "", (message["line"] as? Int).map { "\($0)" } ?? ""]
                .filter { !$0.isEmpty }.joined(separator: ":")
            let author = words("author", of: message).map { " <\($0)>" } ?? ""
            let time = words("time", of: message).map { " \($0)" } ?? ""
            text += "  \(place)\(author)\(time)\n    \(words("excerpt", of: message) ?? "")\n"
        }
        for reason in object["reasons"] as? [[String: Any]] ?? [] {
            let weight = (reason["weight"] as? NSNumber)?.doubleValue ?? 0
            text +=
                "  why       \(words("signal", of: reason) ?? "") \(weight < 0 ? "" : "+")\(weight)"
                + (words("text", of: reason).map { " “\($0)”" } ?? "") + "\n"
        }
        return text
    }
}
