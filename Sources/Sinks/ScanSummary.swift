package import FenceModel

/// The account of a scan: everything that was asked for is in one of its counts.
package struct ScanSummary: Sendable {
    /// Sources of which anything was read.
    package var scanned = 0
    /// Sources that could be opened and of which nothing was read. Members have records of their own and are counted nowhere.
    package var skipped = 0
    /// Sources that could not be opened.
    package var failed = 0
    package var bytes = 0
    package var messages = 0
    /// By entity.
    package var findings: [String: Int] = [:]
    /// By kind.
    package var alerts: [String: Int] = [:]
    package var matchLimits = 0
    /// Name and version of the rule pack.
    package var rules: String
    /// Wall-clock time.
    package var seconds = 0.0

    package init(rules: String) {
        self.rules = rules
    }

    package mutating func count(_ findings: [Finding]) {
        for finding in findings { self.findings[finding.entity.rawValue, default: 0] += 1 }
    }

    package mutating func count(_ alert: Alert) {
        alerts[alert.kind.rawValue, default: 0] += 1
    }
}
