import FenceDecoding
import FenceModel
import FencePipeline

/// Takes what a reader hands over, reads it at once, and keeps the texts.
final class Collector: MessageFeed {
    let isCancelled = false
    private(set) var texts: [String] = []
    private(set) var skipped: [SkippedSource] = []

    func send(_ event: PipelineEvent) {
        if case .skipped(let source, _) = event { skipped.append(source) }
    }

    func send(_ records: [Pipeline.IngestedRecord], of source: SourceReference) {
        for record in records {
            if let failure = record.parts.failure {
                skipped.append(SkippedSource(source: source.source, offset: record.offset, reason: failure.reason))
            }
            if !record.parts.text.isEmpty { texts.append(String(decoding: record.parts.text, as: UTF8.self)) }
        }
    }

    func send(_ piece: any DeferredPiece) {
        piece.read(into: self)
    }

    func readLines(of source: SourceReference, format: any LineFormat, from text: TextStream) throws(IngestFailure) {
        var bytes: [UInt8] = []
        defer { texts += bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) } }
        while try text.read(65_536, into: &bytes) > 0 {}
    }
}
