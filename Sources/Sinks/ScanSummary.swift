package import FenceModel

/// The account of a scan: everything that was asked for is in one of its counts.
package struct ScanSummary: Sendable {
    package var scanned = 0
    /// Sources or members that were refused, wholly or in part.
    package var skipped = 0
    /// Sources that could not be opened or read.
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
