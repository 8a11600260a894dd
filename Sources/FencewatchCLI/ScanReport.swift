import FenceDigest
import FenceModel
import FencePipeline
import FenceSinks
import Fencewatch
import Foundation

/// Takes what the pipeline hands over, in order, and prints it.
struct ScanReport {
    private static let bufferBytes = 65_536

    private let format: OutputFormat
    private let printsFindings: Bool
    private let contract: ContractEncoder
    private let terminal: TerminalEncoder
    /// For standard error, which may be a terminal where standard output is none, or the other way round.
    private let errorTerminal: TerminalEncoder
    private var writer = JSONWriter()
    private var buffer: [UInt8] = []
    private var watch = Watch()
    private var summary: ScanSummary
    private var failure: FencewatchError?
    private var isReaderGone = false
    private var failed = false
    /// Whether the source at hand could not be opened, rather than read.
    private var couldNotOpen = false
    private let start = ContinuousClock.now

    /// What the workers print for it, if anything.
    var printer: (any FindingPrinter)? {
        format == .jsonl ? JSONLinesPrinter(contract: contract, printsFindings: printsFindings) : nil
    }

    init(
        format: OutputFormat, findings: Bool, reveals: Bool, fingerprinter: Fingerprinter?, localTimes: LocalTimes?,
        rules: String
    ) {
        self.format = format
        printsFindings = findings
        contract = ContractEncoder(fingerprinter: fingerprinter, reveals: reveals, localTimes: localTimes)
        let wantsNoColor = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        terminal = TerminalEncoder(
            usesColor: FileWriter.standardOutput.isTerminal && !wantsNoColor, reveals: reveals)
        errorTerminal = TerminalEncoder(
            usesColor: FileWriter.standardError.isTerminal && !wantsNoColor, reveals: reveals)
        summary = ScanSummary(rules: rules)
    }

    /// - Returns: false where there is no point in going on: the output's reader has gone, or it cannot be written.
    mutating func take(_ event: PipelineEvent) -> Bool {
        switch event {
        case .reports(let reports, let printed, let firstLine):
            if let printed {
                take(reports, printed: printed, firstLine: firstLine)
            } else {
                for report in reports where failure == nil && !isReaderGone { take(report) }
            }
        case .skipped(let skipped, let isFailure):
            print(skipped, isFailure: isFailure)
        case .endOfMember:
            break
        case .endOfSource(let source, let wasRead):
            // Every source is counted once, whatever its members were.
            if wasRead {
                summary.scanned += 1
            } else if couldNotOpen {
                summary.failed += 1
            } else {
                summary.skipped += 1
            }
            couldNotOpen = false
            for alert in watch.finish(source: source) { print(alert) }
        }
        if buffer.count >= Self.bufferBytes { flush() }
        return failure == nil && !isReaderGone
    }

    private mutating func take(_ report: MessageReport) {
        summary.count(report.findings)
        if printsFindings { print(report.findings, in: report.origin) }
        for alert in watch.feed(report) { print(alert) }
        if buffer.count >= Self.bufferBytes { flush() }
    }

    /// Takes reports whose findings were printed by a worker: of those only the numbers of lines are missing.
    private mutating func take(_ reports: [MessageReport], printed: PrintedFindings, firstLine: Int) {
        for (entity, count) in printed.counts { summary.findings[entity.rawValue, default: 0] += count }
        for (kind, count) in printed.alerts { summary.alerts[kind.rawValue, default: 0] += count }
        var copier = PrintedFindings.Copier(printed, firstLine: firstLine)
        for index in printed.ends.indices {
            let alerts = watch.feed(reports[index])
            guard !alerts.isEmpty else { continue }
            copier.copy(upTo: printed.ends[index], into: &buffer)
            for alert in alerts { print(alert) }
            if buffer.count >= Self.bufferBytes { flush() }
            guard failure == nil, !isReaderGone else { return }
        }
        copier.copy(upTo: printed.text.count, into: &buffer)
        for report in reports.dropFirst(printed.ends.count) where failure == nil && !isReaderGone { take(report) }
    }

    /// Prints what is left, and the summary.
    mutating func finish(_ totals: Pipeline.Totals) throws {
        for alert in watch.finish() { print(alert) }
        summary.bytes = totals.bytes
        summary.messages = totals.messages
        summary.matchLimits = totals.limitHits
        summary.seconds = (ContinuousClock.now - start) / .seconds(1)
        switch format {
        case .jsonl: emit { [contract, summary] in contract.encode(summary, into: &$0) }
        case .text: buffer += Array(terminal.text(of: summary).utf8)
        }
        flush()
        if let failure { throw failure }
    }

    /// 0 no alert, 1 alerts, 2 something was not read.
    var exitStatus: Int32 {
        if failed { return 2 }
        return summary.alerts.isEmpty ? 0 : 1
    }

    // MARK: - Printing

    private mutating func emit(_ encode: (inout JSONWriter) -> Void) {
        writer.removeAll()
        encode(&writer)
        buffer += writer.bytes
    }

    private mutating func print(_ findings: [Finding], in origin: MessageOrigin) {
        for finding in findings {
            switch format {
            case .jsonl: emit { [contract] in contract.encode(finding, in: origin, into: &$0) }
            case .text: buffer += Array(terminal.text(of: finding, in: origin).utf8)
            }
        }
    }

    private mutating func print(_ alert: Alert) {
        summary.count(alert)
        switch format {
        case .jsonl: emit { [contract] in contract.encode(alert, into: &$0) }
        case .text: buffer += Array(terminal.text(of: alert).utf8)
        }
    }

    private mutating func print(_ skipped: SkippedSource, isFailure: Bool) {
        if isFailure {
            if skipped.reason == .notFound || skipped.reason == .unreadable { couldNotOpen = true }
            failed = true
            let text = "fencewatch: " + errorTerminal.text(of: skipped)
            _ = try? FileWriter.standardError.write(Array(text.utf8))
        }
        switch format {
        case .jsonl: emit { [contract] in contract.encode(skipped, into: &$0) }
        case .text: if !isFailure { buffer += Array(terminal.text(of: skipped).utf8) }
        }
    }

    /// Writes out what was printed.
    mutating func flush() {
        guard !buffer.isEmpty, !isReaderGone, failure == nil else { return }
        do {
            isReaderGone = try !FileWriter.standardOutput.write(buffer)
        } catch {
            failure = error
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

extension PrintedFindings {
    /// Copies printed findings piece by piece, and writes the numbers of their lines.
    fileprivate struct Copier {
        private let printed: PrintedFindings
        private let firstLine: Int
        private var position = 0
        private var nextLine = 0

        init(_ printed: PrintedFindings, firstLine: Int) {
            self.printed = printed
            self.firstLine = firstLine
        }

        mutating func copy(upTo end: Int, into buffer: inout [UInt8]) {
            while nextLine < printed.openLines.count, printed.openLines[nextLine].place <= end {
                let open = printed.openLines[nextLine]
                nextLine += 1
                buffer.append(contentsOf: printed.text[position..<open.place])
                buffer.appendDecimal(open.line + firstLine)
                position = open.place
            }
            buffer.append(contentsOf: printed.text[position..<end])
            position = end
        }
    }
}
