package import FenceDigest
package import FenceModel

/// Writes findings, alerts, skips and summaries as the output contract says; see Documentation/output-contract.md.
package struct ContractEncoder: Sendable {
    private let fingerprinter: Fingerprinter?
    private let reveals: Bool
    private let localTimes: LocalTimes?

    /// - Parameters:
    ///   - fingerprinter: makes fingerprints under the user's key; nil where there is none.
    ///   - reveals: whether raw values are written; only where the user asked for them.
    ///   - localTimes: the zone of times that name none; nil where it is not known, and they are written as they are.
    package init(fingerprinter: Fingerprinter?, reveals: Bool, localTimes: LocalTimes? = nil) {
        self.fingerprinter = fingerprinter
        self.reveals = reveals
        self.localTimes = localTimes
    }

    private static let schema = "fencewatch/1"

    // MARK: - Findings

    package func encode(_ finding: Finding, in origin: MessageOrigin, into writer: inout JSONWriter) {
        writer.object { writer in
            // Written at once: findings are written by the million.
            writer.members(#""schema":"fencewatch/1","kind":"finding""#)
            encodeFields(of: finding, into: &writer)
            writer.key("message")
            encode(origin, excerpt: nil, into: &writer)
        }
        writer.endLine()
    }

    private func encodeFields(of finding: Finding, into writer: inout JSONWriter) {
        writer.member("entity", finding.entity.rawValue)
        writer.member("rule", finding.rule)
        writer.member("confidence", finding.confidence)
        writer.key("checks")
        writer.array(finding.checks) { $0.string($1) }
        writer.member("masked", finding.value.masked)
        if reveals {
            writer.member("value", finding.value.reveal())
            writer.member("normalized", finding.normalized.reveal())
        }
        if finding.folded { writer.member("folded", true) }
        if !finding.attributes.isEmpty {
            writer.key("attributes")
            writer.object { writer in
                for attribute in finding.attributes {
                    writer.key(attribute.name)
                    writer.string(reveals ? attribute.value.reveal() : attribute.value.masked)
                }
            }
        }
        fingerprint(of: finding.entity, finding.normalized, into: &writer)
        encode(finding.span, into: &writer)
    }

    private func fingerprint(of entity: Entity, _ normalized: SensitiveText, into writer: inout JSONWriter) {
        if let fingerprint = normalized.fingerprint {
            writer.member("fingerprint", fingerprint)
        } else if let fingerprinter, normalized.isWhole {
            writer.member(
                "fingerprint", fingerprinter.fingerprint(entity: entity.rawValue, normalized: normalized.reveal()))
        }
    }

    private func encode(_ span: TextSpan, into writer: inout JSONWriter) {
        writer.members(#""span":{"start":"#, span.start)
        writer.members(#""end":"#, span.end)
        writer.close("}")
    }

    private func encode(_ origin: MessageOrigin, excerpt: String?, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("source", origin.source)
            writer.member("member", origin.member)
            writer.line("line", origin.line)
            writer.member("offset", origin.offset)
            writer.member("channel", reveals ? origin.channel : origin.shownChannel)
            writer.member("author", reveals ? origin.author : origin.shownAuthor)
            writer.member("time", origin.time.map { localTimes?.zoned($0) ?? $0 })
            if let excerpt { writer.member("excerpt", excerpt) }
        }
    }

    // MARK: - Alerts

    package func encode(_ alert: Alert, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("schema", Self.schema)
            writer.member("kind", "alert")
            writer.member("id", alert.id)
            writer.member("revision", alert.revision)
            writer.member("alert", alert.kind.rawValue)
            writer.member("severity", alert.severity.rawValue)
            writer.member("score", alert.score)
            writer.key("categories")
            writer.array(alert.categories) { $0.string($1.rawValue) }
            writer.key("data")
            writer.array(alert.data) { $0.string($1.rawValue) }
            encode(alert.volume, into: &writer)
            encode(alert.price, into: &writer)
            writer.key("contacts")
            writer.array(alert.contacts) { encode($1, into: &$0) }
            writer.key("reasons")
            writer.array(alert.reasons) { encode($1, into: &$0) }
            writer.key("messages")
            writer.array(alert.messages) { encode($1.origin, excerpt: $1.excerpt, into: &$0) }
            writer.key("findings")
            writer.array(alert.findings) { writer, found in
                writer.object { writer in
                    encodeFields(of: found.finding, into: &writer)
                    writer.key("message")
                    writer.number(Double(found.message))
                }
            }
            if let samples = alert.samples {
                writer.key("samples")
                writer.object { writer in
                    writer.member("records", samples.records)
                    writer.member("validated", samples.validated)
                }
            }
            writer.member("cluster", alert.cluster)
            encode(alert.legal, into: &writer)
        }
        writer.endLine()
    }

    private func encode(_ volume: Volume?, into writer: inout JSONWriter) {
        writer.key("volume")
        guard let volume else { return writer.null() }
        writer.object { writer in
            writer.member("records", volume.records)
            if let bytes = volume.bytes { writer.member("bytes", bytes) }
            if let period = volume.period { writer.member("per", period.rawValue) }
            writer.member("text", volume.text)
        }
    }

    private func encode(_ price: Price?, into writer: inout JSONWriter) {
        writer.key("price")
        guard let price else { return writer.null() }
        writer.object { writer in
            writer.member("amount", price.amount)
            writer.member("currency", price.currency?.rawValue)
            writer.member("per", price.unit?.rawValue)
            writer.member("text", price.text)
        }
    }

    private func encode(_ contact: Contact, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("entity", contact.entity.rawValue)
            writer.member("masked", contact.value.masked)
            if reveals { writer.member("value", contact.value.reveal()) }
            fingerprint(of: contact.entity, contact.normalized, into: &writer)
        }
    }

    private func encode(_ reason: Reason, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("signal", reason.signal)
            if let text = reason.text { writer.member("text", text) }
            writer.member("weight", reason.weight)
            if let span = reason.span { encode(span, into: &writer) }
            writer.member("message", reason.message)
        }
    }

    private func encode(_ legal: LegalTier?, into writer: inout JSONWriter) {
        writer.key("legal")
        guard let legal else { return writer.null() }
        writer.object { writer in
            writer.member("threshold", legal.threshold)
            writer.member("claimed", legal.claimed)
            writer.member("validated", legal.validated)
            writer.member("ratio", legal.ratio.map { ($0 * 1_000).rounded() / 1_000 })
        }
    }

    // MARK: - Accounts

    package func encode(_ skipped: SkippedSource, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("schema", Self.schema)
            writer.member("kind", "skipped")
            writer.member("source", skipped.source)
            writer.member("member", skipped.member)
            writer.member("offset", skipped.offset)
            writer.member("reason", skipped.reason.rawValue)
            if let detail = skipped.detail { writer.member("detail", detail) }
        }
        writer.endLine()
    }

    package func encode(_ summary: ScanSummary, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("schema", Self.schema)
            writer.member("kind", "summary")
            writer.key("sources")
            writer.object { writer in
                writer.member("scanned", summary.scanned)
                writer.member("skipped", summary.skipped)
                writer.member("failed", summary.failed)
            }
            writer.member("bytes", summary.bytes)
            writer.member("messages", summary.messages)
            writer.key("findings")
            counts(summary.findings, into: &writer)
            writer.key("alerts")
            counts(summary.alerts, into: &writer)
            writer.key("limits")
            writer.object { $0.member("match", summary.matchLimits) }
            writer.member("rules", summary.rules)
            writer.member("seconds", (summary.seconds * 1_000).rounded() / 1_000)
        }
        writer.endLine()
    }

    private func counts(_ counts: [String: Int], into writer: inout JSONWriter) {
        writer.object { writer in
            for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
                writer.key(name)
                writer.number(Double(count))
            }
        }
    }
}
