import FenceDecoding
import FenceModel
import Fencewatch

/// One worker's way through a block: cut it into messages, scan each, keep what tells.
struct BlockScanner {
    private let scanner: MessageScanner

    init(detector: Detector) {
        scanner = MessageScanner(detector: detector)
    }

    func shown(name: String) -> String { scanner.masked(name: name) ?? name }

    func scan(_ block: Block, of source: SourceReference, format: any LineFormat) -> BlockReport {
        var report = BlockReport()
        // What neighbouring pieces share is counted once.
        report.bytes = block.count - (block.piece.map { $0.isLast ? 0 : $0.shared } ?? 0)
        if let piece = block.piece {
            scan(piece, in: block, of: source, format: format, into: &report)
        } else if format.isVerbatim, scanner.seesEverything {
            scanSuspects(of: block, source: source, format: format, into: &report)
        } else {
            scanLines(of: block, source: source, format: format, into: &report)
        }
        return report
    }

    /// Looks at a message, and says where a pattern gave up on it.
    private func look(
        at offset: Int?, of source: SourceReference, into report: inout BlockReport,
        _ scan: () -> (findings: [Finding], signals: MessageReport.Signals?)?
    ) -> (findings: [Finding], signals: MessageReport.Signals?)? {
        let before = scanner.limitHits
        let found = scan()
        let hits = scanner.limitHits - before
        guard hits > 0 else { return found }
        report.limitHits += hits
        let failure = IngestFailure(
            .matchLimit, "a pattern needed too many steps for a message; what the others found in it was reported",
            offset: offset)
        report.skipped.append(source.skipped(failure, offset: offset))
        return found
    }

    /// Looks for what may be something first, and cuts out only the messages around it; the others are counted.
    private func scanSuspects(
        of block: Block, source: SourceReference, format: any LineFormat, into report: inout BlockReport
    ) {
        let bytes = block.bytes
        let lines = scanner.lines(of: bytes)
        var counter = LineCounter(bytes: bytes, lines: lines, format: format)
        var list = scanner.firstList(in: bytes, lines: lines, from: 0)
        var suspects = scanner.suspects(
            in: bytes, endsAtLines: !format.hasContinuations, timeBegins: format.timeBeginsMessage)
        while !counter.isAtEnd {
            let suspect = suspects?.next(from: counter.position) ?? bytes.count
            let place = min(suspect, list?.lowerBound ?? bytes.count)
            guard place < bytes.count else { break }
            counter.count(upTo: counter.firstLine(ofMessageAt: place))
            let message = counter.nextMessage()
            if !message.bytes.isEmpty {
                let isListLine = format.isPlain && list?.contains(message.bytes.lowerBound) == true
                scan(
                    UnsafeBufferPointer(rebasing: bytes[message.bytes]), line: message.line,
                    offset: offset(of: message, in: block), source: source, format: format, isListLine: isListLine,
                    suspicion: Suspicion(
                        place: place - message.bytes.lowerBound,
                        tellingNumber: suspects?.tellingNumber.map { $0 - message.bytes.lowerBound }),
                    into: &report)
            }
            if let end = list?.upperBound, counter.position >= end {
                list = scanner.firstList(in: bytes, lines: lines, from: counter.line)
            }
        }
        counter.countRest()
        report.messages += counter.messages
        report.lines = counter.line
    }

    /// Why a message may be worth a closer look.
    private struct Suspicion {
        /// Byte of the message at which something may be.
        var place: Int
        /// Byte of the message, if it is in there, at which a number begins for which every message wakes.
        var tellingNumber: Int?
    }

    /// Byte of the source at which a message begins.
    private func offset(of message: LineCounter.Message, in block: Block) -> Int {
        guard let starts = block.lineStarts, starts.indices.contains(message.line) else {
            return block.offset + message.bytes.lowerBound
        }
        return starts[message.line]
    }

    private func scanLines(
        of block: Block, source: SourceReference, format: any LineFormat, into report: inout BlockReport
    ) {
        let bytes = block.bytes
        let lines = scanner.lines(of: bytes)
        var counter = LineCounter(bytes: bytes, lines: lines, format: format)
        var list = format.isPlain ? scanner.firstList(in: bytes, lines: lines, from: 0) : nil
        while !counter.isAtEnd {
            let message = counter.nextMessage()
            if !message.bytes.isEmpty {
                scan(
                    UnsafeBufferPointer(rebasing: bytes[message.bytes]), line: message.line,
                    offset: offset(of: message, in: block), source: source, format: format,
                    isListLine: list?.contains(message.bytes.lowerBound) == true, suspicion: nil, into: &report)
            }
            if let end = list?.upperBound, counter.position >= end {
                list = scanner.firstList(in: bytes, lines: lines, from: counter.line)
            }
        }
        // The last line of a source may have no end; nothing comes behind it that would count.
        report.lines = counter.line
    }

    private func scan(
        _ message: UnsafeBufferPointer<UInt8>, line: Int, offset: Int?, source: SourceReference, format: any LineFormat,
        isListLine: Bool, suspicion: Suspicion?, into report: inout BlockReport
    ) {
        guard let parts = format.parts(of: message.span) else { return }
        report.messages += 1
        if let failure = parts.decoded?.failure { report.skipped.append(source.skipped(failure, offset: offset)) }
        let found = look(at: offset, of: source, into: &report) {
            if let decoded = parts.decoded { return decoded.text.withUnsafeBufferPointer { scanner.scan($0) } }
            let text = UnsafeBufferPointer(rebasing: message[parts.text])
            guard let suspicion else { return scanner.scan(text, isListLine: isListLine) }
            return scanner.scanSuspect(
                text, at: parts.text.contains(suspicion.place) ? suspicion.place - parts.text.lowerBound : nil,
                isListLine: isListLine, wakes: suspicion.tellingNumber.map(parts.text.contains) == true)
        }
        guard let found else { return }
        var origin = source.origin(of: parts, in: message, line: line, offset: offset)
        if format.hasContinuations { origin.lastLine = line + message.count { $0 == UInt8(ascii: "\n") } }
        report.reports.append(scanner.report(found.findings, found.signals, of: origin))
    }

    /// A piece of a line that is longer than a block: its text is scanned as it stands, without a format.
    private func scan(
        _ piece: LinePiece, in block: Block, of source: SourceReference, format: any LineFormat,
        into report: inout BlockReport
    ) {
        if piece.offset == 0 { report.messages += 1 }
        report.lines = piece.isLast ? 1 : 0
        guard let found = look(at: block.offset, of: source, into: &report, { scanner.scan(block.bytes) }) else {
            return
        }
        let origin = MessageOrigin(
            source: source.source, member: source.member, line: 0,
            offset: block.lineStarts?.first ?? (block.offset - piece.offset), channel: source.channel)
        let count = block.count
        let owned = scanner.report(found.findings, found.signals, of: origin)
            .keeping { piece.owns($0, pieceLength: count) }
        if !owned.findings.isEmpty || owned.signals != nil {
            report.reports.append(owned.moved(by: piece.offset))
        }
    }
}

extension Block {
    /// Bytes behind the capacity that may be read, so that no scan needs a special case for the end.
    static let spare = MessageScanner.spareBytes
}

/// The source that a block belongs to.
package struct SourceReference: Sendable {
    package var source: String
    package var member: String?
    /// Channel of messages whose format says none, such as the address of a page.
    package var channel: String?

    package init(source: String, member: String? = nil, channel: String? = nil) {
        self.source = source
        self.member = member
        self.channel = channel
    }

    /// Most bytes of the name of a channel or an author, and of a time: conversations keep them, and bad input may hold
    /// megabytes there.
    private static let longestName = 1_024
    private static let longestValue = 128

    /// A name as it is kept: of a longer one the begin, without the word that is cut, which may be half a value.
    private static func name(_ bytes: some Collection<UInt8>) -> String {
        guard bytes.count > longestName else { return String(decoding: bytes, as: UTF8.self) }
        let begin = Array(bytes.prefix(longestName))
        // Of values none is as long as what is looked back for.
        let end = begin.suffix(longestValue).lastIndex { $0 <= 0x20 || $0 >= 0xC0 } ?? longestName
        return String(decoding: begin[..<end], as: UTF8.self)
    }

    /// What could not be read of a message.
    func skipped(_ failure: IngestFailure, offset: Int?) -> SkippedSource {
        SkippedSource(
            source: source, member: member, offset: offset ?? failure.offset, reason: failure.reason,
            detail: failure.detail)
    }

    func origin(
        of parts: MessageParts, in message: UnsafeBufferPointer<UInt8>, line: Int?, offset: Int?
    ) -> MessageOrigin {
        func text(_ range: Range<Int>, _ decoded: [UInt8]?) -> String? {
            if let decoded { return Self.name(decoded) }
            return range.isEmpty ? nil : Self.name(message[range])
        }
        return MessageOrigin(
            source: source, member: member, line: line, offset: offset,
            channel: text(parts.channel, parts.decoded?.channel) ?? channel,
            author: text(parts.author, parts.decoded?.author), time: text(parts.time, parts.decoded?.time))
    }
}

extension BlockScanner {
    /// Scans messages that a format handed on whole.
    func scan(_ records: [Pipeline.IngestedRecord], of source: SourceReference) -> BlockReport {
        var report = BlockReport()
        for record in records {
            if let failure = record.parts.failure {
                report.skipped.append(source.skipped(failure, offset: record.offset))
                if record.parts.text.isEmpty { continue }
            }
            report.messages += 1
            report.bytes += record.parts.text.count
            var parts = MessageParts(text: 0..<0)
            parts.decoded = record.parts
            let origin = source.origin(
                of: parts, in: UnsafeBufferPointer(start: nil, count: 0), line: record.line, offset: record.offset)
            record.parts.text.withUnsafeBufferPointer { text in
                if text.count > Block.capacity { return scanPieces(of: text, origin: origin, source, into: &report) }
                guard let found = look(at: record.offset, of: source, into: &report, { scanner.scan(text) }) else {
                    return
                }
                report.reports.append(scanner.report(found.findings, found.signals, of: origin))
            }
        }
        return report
    }

    /// A message longer than a block is scanned in pieces, so that memory does not grow with it.
    private func scanPieces(
        of text: UnsafeBufferPointer<UInt8>, origin: MessageOrigin, _ source: SourceReference,
        into report: inout BlockReport
    ) {
        var start = 0
        while start < text.count {
            let end = min(text.count, start + Block.capacity)
            let piece = LinePiece(offset: start, isLast: end == text.count)
            let found = look(at: origin.offset, of: source, into: &report) {
                scanner.scan(UnsafeBufferPointer(rebasing: text[start..<end]))
            }
            if let found {
                let owned = scanner.report(found.findings, found.signals, of: origin)
                    .keeping { piece.owns($0, pieceLength: end - start) }
                if !owned.findings.isEmpty || owned.signals != nil {
                    report.reports.append(owned.moved(by: start))
                }
            }
            if end == text.count { return }
            start = end - LinePiece.overlap
        }
    }
}
