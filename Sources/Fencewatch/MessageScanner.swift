import FenceDetection
package import FenceModel
package import FenceOffers

/// One worker's scratch memory with the detector that it serves. Belongs to one thread at a time.
package final class MessageScanner: @unchecked Sendable {
    private let detector: Detector
    private let scanner: Scanner

    package init(detector: Detector) {
        self.detector = detector
        scanner = Scanner(plan: detector.plan, today: Clock.daysSince1970())
    }

    /// Attempts that hit a limit of time or stack.
    package var limitHits: Int { scanner.limitHits }

    /// The last segment as it was folded, for `explain`.
    package var foldedText: String { String(decoding: scanner.folded.bytes, as: UTF8.self) }

    /// Looks at one message.
    ///
    /// - Returns: nil where there is nothing to tell.
    package func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> (findings: [Finding], signals: MessageSignals?)? {
        guard detector.plan.tables.wakes(for: bytes) else { return nil }
        return lookClosely(at: bytes)
    }

    /// The closer look at a message that woke the scan.
    package func lookClosely(at bytes: UnsafeBufferPointer<UInt8>) -> (findings: [Finding], signals: MessageSignals?)? {
        var findings: [Finding] = []
        var signals: MessageSignals?
        for segment in Segments(byteCount: bytes.count, isContinuation: { bytes[$0] & 0xC0 == 0x80 }) {
            let part = UnsafeBufferPointer(rebasing: bytes[segment.bytes])
            let base = segment.bytes.lowerBound
            var found = scanner.scan(part)
            for index in found.indices {
                found[index].span.start += base
                found[index].span.end += base
            }
            found.removeAll { !segment.owned.contains($0.span.start) }
            if let more = detector.extractor.signals(in: scanner, segment: part, base: base, findings: found) {
                if signals == nil { signals = more } else { signals?.append(more) }
            }
            findings += found
        }
        return findings.isEmpty && signals == nil ? nil : (findings, signals)
    }
}
