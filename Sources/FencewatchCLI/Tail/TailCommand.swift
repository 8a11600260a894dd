import ArgumentParser
import Dispatch
import FenceModel
import FencePipeline
import FenceStore
import FenceTailing
import Fencewatch
import Foundation
import Logging

extension StructuredLog.Form: ExpressibleByArgument {}

struct TailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Follow files that grow, and store each alert once.",
        discussion: """
            Follows every file under the folders, files and globs through rotation, truncation and compression. What was \
            found and how far was read are one transaction in --state, so a crash loses nothing and repeats nothing there; \
            standard output is fed from the store and may repeat an alert after a crash, with the same id and revision.

            Where reading begins in a file that is seen for the first time: files that are there when a state directory is \
            used for the first time are read from their ends, files that come later from their starts, also those that came \
            while no tail ran. --from-start reads the first ones from their starts too; --from-end skips, at every start, \
            what stands in files that came while no tail ran. Files that appear while a tail runs are always read from their \
            starts.

            Signals: INT and TERM end it when what is in flight is stored, HUP reads the rules again (a bad pack is refused \
            and the old one stays), USR1 prints the status on standard error. 'fencewatch alerts' lists what was found.

            """)

    @Argument(
        help: "Folders, files or globs (quoted): '/var/log/chat/*.log'. A name that is there is taken as it stands.")
    var paths: [String] = []

    @Option(
        help: "Directory for alerts and progress; one tail at a time uses it. Made with mode 0700 where there is none.")
    var state: String

    @OptionGroup var packOptions: PackOptions

    @Option(
        help: """
            Glob of what is not followed: names below what is followed ('*.bak', 'archive', 'old/**'), or whole paths \
            ('/var/log/chat/old'). A folder that it matches is left out with all that is in it. May be given more than once.
            """)
    var exclude: [String] = []

    @Flag(help: "Read files that are there at the first start from their starts.")
    var fromStart = false

    @Flag(help: "Read files that a start meets for the first time from their ends.")
    var fromEnd = false

    @Flag(help: "End when everything that is there was read.")
    var once = false

    @Flag(help: "Print the status of the tail that uses --state, and end.")
    var status = false

    @Option(help: "Forget alerts last seen longer ago than this: 90d.")
    var keep: String?

    @Option(help: "Seconds for which a rotated file is read on after it was last written to.")
    var grace = 10.0

    @Option(help: "Serve Prometheus metrics at this address: 127.0.0.1:9464.")
    var metrics: String?

    @Option(help: "Least level that is logged on standard error: trace, debug, info, notice, warning, error, critical.")
    var logLevel = "info"

    @Option(help: "How it is logged: text (key=value), json.")
    var logFormat = StructuredLog.Form.text

    @OptionGroup var timeZone: TimeZoneOption

    @Option(help: "File with the key for fingerprints; FENCEWATCH_KEY holds the key itself.")
    var keyFile: String?

    func validate() throws {
        if paths.isEmpty, !status { throw ValidationError("Name at least one folder, file or glob.") }
        if fromStart, fromEnd { throw ValidationError("--from-start and --from-end exclude each other.") }
        if let keep, Self.days(keep) == nil {
            throw ValidationError("--keep takes days, hours or weeks: 90d, 12h, 4w.")
        }
        if let metrics, MetricsServer.address(metrics) == nil {
            throw ValidationError("--metrics takes an address and a port: 127.0.0.1:9464.")
        }
        if Logger.Level(rawValue: logLevel) == nil { throw ValidationError("There is no log level '\(logLevel)'.") }
        if grace < 0 || !grace.isFinite { throw ValidationError("--grace must not be negative.") }
    }

    static func days(_ text: String) -> Double? {
        guard let unit = text.last, let number = Double(text.dropLast()), number > 0 else { return nil }
        return ["h": number / 24, "d": number, "w": number * 7][unit]
    }

    func run() throws {
        FileWriter.takeStandardDescriptors()
        FileWriter.ignoreBrokenPipes()
        if status { return try TailStatus.print(StateDirectory(path: state, isExclusive: false)) }
        // Names as the tail sees them must not depend on where it was started.
        let folder = FileManager.default.currentDirectoryPath
        var options = TailOptions(paths: paths, in: folder)
        options.excludes = exclude
        // What a tail writes is not for itself.
        options.excludedFolders = [FollowedPath(state, in: folder).path]
        options.startsAtBegin = fromStart ? true : fromEnd ? false : nil
        options.stopsWhenRead = once
        options.grace = grace
        options.keepDays = keep.flatMap(Self.days)
        options.localTimes = timeZone.zone?.times
        let form = logFormat
        var log = Logger(label: "fencewatch.tail", factory: { _ in StructuredLog(form: form) })
        log.logLevel = Logger.Level(rawValue: logLevel) ?? .info
        if let path = options.paths.first(where: \.isMissing) {
            throw FencewatchError(.notFound, "There is no such file or folder to follow.", location: path.typed)
        }
        let directory = try StateDirectory(path: state, isExclusive: true)
        let store = try AlertStore(directory: directory)
        let detector = try packOptions.detector { log.warning("a rule is left out", metadata: ["rule": "\($0)"]) }
        let tailer = try Tailer(
            options: options, detector: detector, store: store,
            fingerprinter: FingerprintKey.fingerprinter(keyFile: keyFile), log: log
        ) { (bytes) throws(FencewatchError) in try FileWriter.standardOutput.writePart(bytes) }
        let report = TailStatus(metrics: tailer.metrics, directory: directory)
        let signals = signalSources(tailer, report, log)
        let server = try metrics.map { try MetricsServer(address: $0, metrics: tailer.metrics, log: log) }
        try withExtendedLifetime((signals, server, directory)) {
            try tailer.run()
        }
        report.save()
        log.info("ended")
    }

    /// Handles signals on a thread of their own, for as long as the sources are held.
    private func signalSources(
        _ tailer: Tailer, _ report: TailStatus, _ log: Logger
    ) -> [any DispatchSourceProtocol] {
        let queue = DispatchQueue(label: "fencewatch.signals")
        func source(_ number: Int32, _ action: @escaping @Sendable () -> Void) -> any DispatchSourceProtocol {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: DispatchWorkItem(block: action))
            source.resume()
            return source
        }
        let options = packOptions
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now(), repeating: 2)
        timer.setEventHandler(handler: DispatchWorkItem { report.save() })
        timer.resume()
        return [
            source(SIGINT) { tailer.stop() },
            source(SIGTERM) { tailer.stop() },
            source(SIGHUP) {
                do {
                    tailer.reload(
                        try options.detector { log.warning("a rule is left out", metadata: ["rule": "\($0)"]) })
                    log.info("rules read again")
                } catch {
                    log.error("the rules are refused; the old ones stay", metadata: ["error": "\(error)"])
                }
            },
            source(SIGUSR1) { _ = try? FileWriter.standardError.write(Array(report.text.utf8)) },
            timer,
        ]
    }
}
