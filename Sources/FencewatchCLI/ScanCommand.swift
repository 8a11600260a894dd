import ArgumentParser
import FenceDigest
import FenceIngest
import FenceModel
import FencePipeline
import FenceSinks
import Fencewatch
import Foundation

struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Scan files, folders or standard input, and print alerts.",
        discussion: """
            Exit status: 0 no alert, 1 alerts were raised, 2 something could not be read (2 outweighs 1).

            A fingerprint lets holders of one key match victims without storing them: HMAC-SHA256 of a value under your \
            key, from --key-file or FENCEWATCH_KEY. Without a key there is none: every mobile number can be hashed in \
            about an hour, so an unkeyed digest of a number is the number.
            """)

    @Argument(
        help: ArgumentHelp(
            "Files or folders; - is standard input.",
            discussion: "In folders links are followed, and what several paths lead to is read once."))
    var paths: [String]

    @OptionGroup var packOptions: PackOptions

    @Option(help: "What to print: text for people, jsonl for programs.")
    var format: OutputFormat = .text

    @Flag(help: "Print every finding, not only alerts.")
    var findings = false

    @Flag(help: "Print values unmasked. Whoever reads the output then holds the data.")
    var reveal = false

    @Flag(inversion: .prefixedNo, help: "Scan hidden files and folders too, which 'tail' leaves out.")
    var hidden = true

    @Option(help: "Threads that scan. [default: all cores]")
    var workers: Int?

    @Option(
        help: ArgumentHelp(
            "Read all text as this format, whatever its content says; 'fencewatch formats' lists them.",
            discussion: "Archives are unpacked and office documents read in any case."))
    var inputFormat: String?

    @Option(help: "Encoding of everything that is neither marked nor valid UTF-8: gbk, big5, utf-16le, …")
    var encoding: String?

    @OptionGroup(title: "Limits for archives") var limitOptions: LimitOptions

    @Option(help: "Field of JSON Lines that holds the text.")
    var textField: String?

    @OptionGroup var timeZone: TimeZoneOption

    @Option(help: "File with the key for fingerprints; FENCEWATCH_KEY holds the key itself.")
    var keyFile: String?

    func validate() throws {
        if let workers, !(1...1_024).contains(workers) {
            throw ValidationError("--workers must lie between 1 and 1024.")
        }
        if let inputFormat, !MessageFormats.forcible.contains(inputFormat) {
            let isKnown = MessageFormats.catalogue.contains { $0.name == inputFormat }
            throw ValidationError(
                (isKnown
                    ? "Only an archive can be '\(inputFormat)', and is known by its content: leave --input-format out"
                    : "There is no format '\(inputFormat)'")
                    + "; one of: \(MessageFormats.forcible.joined(separator: ", ")).")
        }
        var options = SourceReader.Options()
        if let encoding, !options.setEncoding(named: encoding) {
            throw ValidationError("There is no encoding '\(encoding)' that can be read; try gb18030, big5 or utf-16le.")
        }
    }

    func run() throws {
        FileWriter.ignoreBrokenPipes()
        let detector = try packOptions.detector()
        let fingerprinter = try FingerprintKey.fingerprinter(keyFile: keyFile)
        var report = ScanReport(
            format: format, findings: findings, reveals: reveal,
            fingerprinter: fingerprinter, localTimes: timeZone.zone?.times, rules: detector.packVersion)
        var sourceOptions = SourceReader.Options()
        if let encoding { _ = sourceOptions.setEncoding(named: encoding) }
        sourceOptions.limits = limitOptions.limits
        sourceOptions.inputFormat = inputFormat
        if let textField { sourceOptions.fields.text = [textField] }
        let source = SourceReader(options: sourceOptions)
        let tree = FileTree(includesHidden: hidden)
        let paths = paths
        let pipeline = Pipeline(
            detector: detector, workers: workers ?? ProcessInfo.processInfo.activeProcessorCount,
            printer: report.printer)
        var progress = ProgressBar()
        let totals = try pipeline.run(
            read: { feed in
                tree.walk(paths) { entry in
                    switch entry {
                    case .file(let path, let isNamed): source.read(path, isNamed: isNamed, into: feed)
                    case .skipped(let skipped, let isFailure):
                        feed.send(.skipped(skipped, isFailure: isFailure))
                        feed.send(.endOfSource(skipped.source, wasRead: false))
                    }
                    return !feed.isCancelled
                }
            },
            progress: { progress.update($0) },
            rest: { report.flush() },
            consume: { report.take($0) })
        progress.clear()
        try report.finish(totals)
        throw ExitCode(report.exitStatus)
    }
}
