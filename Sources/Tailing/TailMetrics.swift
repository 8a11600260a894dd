import Synchronization

/// What a tail counts, read by whoever watches it.
package final class TailMetrics: Sendable {
    package struct Values: Sendable {
        package var bytes = 0
        package var messages = 0
        package var findings: [String: Int] = [:]
        package var alerts: [String: Int] = [:]
        package var files = 0
        package var openFiles = 0
        /// Bytes that are there and not read, by what is followed.
        package var lagBytes: [Int] = []
        /// Seconds since the oldest unread file was noticed, by what is followed.
        package var lagSeconds: [Double] = []
        package var matchLimits = 0
        package var waitingFiles = 0
        /// Alerts that are stored and not yet written out.
        package var waitingOutput = 0
        /// Bytes that were seen and cut away before they were read.
        package var unreadBytes = 0
        package var failedWrites = 0
        package var truncations = 0
        package var copies = 0
        package var commits = 0
        package var failedCommits = 0
        package var reloads = 0
    }

    private let values: Mutex<Values>
    /// What is followed, as it was asked for.
    private let groups: [String]

    init(groups: [String]) {
        self.groups = groups
        var values = Values()
        values.lagBytes = groups.map { _ in 0 }
        values.lagSeconds = groups.map { _ in 0 }
        self.values = Mutex(values)
    }

    package var current: Values { values.withLock { $0 } }

    func update(_ change: (inout Values) -> Void) {
        values.withLock { change(&$0) }
    }

    /// The Prometheus text format, version 0.0.4.
    package var prometheusText: String {
        let now = current
        var text = ""
        func add(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: String)]) {
            text += "# HELP fencewatch_\(name) \(help)\n# TYPE fencewatch_\(name) \(type)\n"
            for sample in samples { text += "fencewatch_\(name)\(sample.labels) \(sample.value)\n" }
        }
        func plain(_ value: Int) -> [(labels: String, value: String)] { [("", "\(value)")] }
        func labelled<Value>(_ label: String, _ values: [String: Value]) -> [(labels: String, value: String)] {
            values.sorted { $0.key < $1.key }.map { ("{\(label)=\"\(Self.escaped($0.key))\"}", "\($0.value)") }
        }
        func grouped<Value>(_ values: [Value]) -> [(labels: String, value: String)] {
            zip(groups, values).map { ("{group=\"\(Self.escaped($0))\"}", "\($1)") }
        }
        add("bytes_total", "counter", "Bytes read and acted on.", plain(now.bytes))
        add("messages_total", "counter", "Messages scanned.", plain(now.messages))
        add("findings_total", "counter", "Findings by entity.", labelled("entity", now.findings))
        add("alerts_total", "counter", "Alerts and their revisions by kind.", labelled("kind", now.alerts))
        add("files", "gauge", "Files followed.", plain(now.files))
        add("open_files", "gauge", "Files open.", plain(now.openFiles))
        add(
            "queue_depth", "gauge", "What waits: files to be read, alerts to be written out.",
            [("{queue=\"files\"}", "\(now.waitingFiles)"), ("{queue=\"output\"}", "\(now.waitingOutput)")])
        add("lag_bytes", "gauge", "Bytes not yet read, by what is followed.", grouped(now.lagBytes))
        add("lag_seconds", "gauge", "Age of the oldest unread change, by what is followed.", grouped(now.lagSeconds))
        add("match_limit_hits_total", "counter", "Patterns that hit a limit.", plain(now.matchLimits))
        add("truncations_total", "counter", "Files that were cut or rewritten in place.", plain(now.truncations))
        add(
            "unread_bytes_total", "counter", "Bytes that were seen and cut away before they were read.",
            plain(now.unreadBytes))
        add("copies_total", "counter", "Files recognised as copies of files already read.", plain(now.copies))
        add("commits_total", "counter", "Transactions.", plain(now.commits))
        add(
            "failed_commits_total", "counter", "Transactions that failed and were tried again.",
            plain(now.failedCommits))
        add(
            "failed_writes_total", "counter", "Writes to the output that failed and were tried again.",
            plain(now.failedWrites))
        add("reloads_total", "counter", "Times that the rules were read again.", plain(now.reloads))
        return text
    }

    private static func escaped(_ label: String) -> String {
        label.map { $0 == "\\" ? "\\\\" : $0 == "\"" ? "\\\"" : $0 == "\n" ? "\\n" : String($0) }.joined()
    }
}
