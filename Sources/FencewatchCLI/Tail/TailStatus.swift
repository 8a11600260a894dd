import FenceModel
import FenceStore
import FenceTailing
import Foundation

/// The state of a running tail in words, and the file in its state directory that says it to others.
struct TailStatus: Sendable {
    let metrics: TailMetrics
    let directory: StateDirectory
    private let start = Date()

    init(metrics: TailMetrics, directory: StateDirectory) {
        self.metrics = metrics
        self.directory = directory
    }

    var text: String {
        let now = metrics.current
        let alerts = now.alerts.values.reduce(0, +)
        let findings = now.findings.values.reduce(0, +)
        return """
            process   \(ProcessInfo.processInfo.processIdentifier), for \(Int(Date().timeIntervalSince(start))) s
            files     \(now.files) followed, \(now.openFiles) open, \(now.waitingFiles) waiting
            read      \(now.bytes) bytes, \(now.messages) messages
            lag       \(now.lagBytes.reduce(0, +)) bytes
            found     \(findings) findings, \(alerts) alerts and revisions
            output    \(now.waitingOutput) alerts wait to be written out
            trouble   \(now.truncations) rewritten files, \(now.unreadBytes) bytes cut unread, \(now.failedCommits) failed \
            commits, \(now.failedWrites) failed writes, \(now.matchLimits) match limits

            """
    }

    func save() {
        directory.replaceStatus(with: text)
    }

    /// Prints what the tail of a state directory wrote last.
    static func print(_ directory: StateDirectory) throws {
        let path = directory.statusPath
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw FencewatchError(.notFound, "No tail has run with this state directory.", location: directory.path)
        }
        let changed = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        Swift.print("state     \(directory.isInUse ? "running" : "not running; the last one left this")")
        Swift.print(text, terminator: "")
        if let changed { Swift.print("as of     \(changed.formatted(.iso8601))") }
    }
}
