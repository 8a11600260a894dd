import Dispatch
package import FenceDigest
import FenceFiles
package import FenceModel
import FencePipeline
import FenceSinks
package import FenceStore
package import Fencewatch
import Foundation
package import Logging
import Synchronization

/// Follows files, and stores every alert once: what was found and how far was read are one transaction.
///
/// One thread reads, consumes and commits; the chunks of one round are scanned side by side. Between rounds it waits for the
/// system to tell of changes.
package final class Tailer: @unchecked Sendable {
    /// Files that get their turn in one round, between two commits.
    static let filesARound = 64

    let options: TailOptions
    let store: AlertStore
    let fingerprinter: Fingerprinter?
    let log: Logger
    package let metrics = TailMetrics()
    let discovery: Discovery
    let watch = FolderWatch()
    /// Writes alerts out, one line each; throws where the output fails for now.
    private let write: @Sendable ([UInt8]) throws(FencewatchError) -> Bool

    private let requests = Mutex(Requests())
    private struct Requests {
        var stops = false
        var detector: Detector?
    }

    private var detector: Detector
    /// The rules in force, for what is read outside a round.
    var restDetector: Detector { detector }
    private var scanners: [ChunkScanner] = []
    var conversations: Watch
    var files: [FileKey: TailedFile] = [:]
    var paths: [String: FileKey] = [:]
    /// Files that were followed and are no longer there, to know their copies by.
    var gone: [FileProgress] = []
    /// Files with something to read, in the order of their turns, and when that was noticed.
    private var waiting: [FileKey] = []
    private var waitingSince: [FileKey: Double] = [:]
    private var delivered: [Int64] = []
    private var isOutputClosed = false
    private var clock = 0
    /// About how many files are open; counted anew after every round.
    var openCount = 0
    let descriptorLimit = max(16, min(512, FolderListing.descriptorLimit / 2))
    var isFirstLook = true
    var knowsState = false
    /// Files of an earlier run that were not met again yet.
    var known: [FileKey: FileProgress] = [:]
    /// Compressed files that were not whole when they were looked at, and their sizes then.
    var incomplete: [String: Int] = [:]

    struct FileKey: Hashable, Sendable {
        var device: Int64
        var inode: Int64
    }

    /// - Parameter write: is handed an alert as a line; false says that nobody reads it any more.
    package init(
        options: TailOptions, detector: Detector, store: AlertStore, fingerprinter: Fingerprinter?, log: Logger,
        write: @escaping @Sendable ([UInt8]) throws(FencewatchError) -> Bool
    ) throws(FencewatchError) {
        self.options = options
        self.detector = detector
        self.store = store
        self.fingerprinter = fingerprinter
        self.log = log
        self.write = write
        discovery = Discovery(paths: options.paths, excludes: options.excludes)
        let decoder = JSONDecoder()
        conversations = Watch(
            restoring: try store.conversations().compactMap { try? decoder.decode(Watch.Saved.self, from: $0) })
        knowsState = try store.noteStart()
        for file in try store.files() {
            if file.isGone { gone.append(file) } else { known[FileKey(device: file.device, inode: file.inode)] = file }
        }
        makeScanners()
    }

    private func makeScanners() {
        scanners = (0..<max(1, ProcessInfo.processInfo.activeProcessorCount)).map { _ in
            ChunkScanner(detector: detector)
        }
    }

    /// Ends the run when what is in flight is committed. Any thread may call it.
    package func stop() {
        requests.withLock { $0.stops = true }
        watch.wake()
    }

    /// Goes on with other rules. Any thread may call it.
    package func reload(_ detector: Detector) {
        requests.withLock { $0.detector = detector }
        watch.wake()
    }

    static var now: Double { Date().timeIntervalSince1970 }
    /// Seconds on a clock that nobody sets.
    static var steady: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    // MARK: - The loop

    /// Runs until stopped; with `stopsWhenRead`, until everything that is there was read.
    package func run() throws(FencewatchError) {
        try deliverPending()
        var lastLook = -Double.infinity
        var isWatchingAll = true
        var lastPurge = -Double.infinity
        while !takeRequests() {
            let now = Self.steady
            let interval = isWatchingAll ? options.rescanInterval : options.blindRescanInterval
            if now - lastLook >= interval || watch.hasOverflowed {
                isWatchingAll = look()
                lastLook = now
            }
            if let days = options.keepDays, now - lastPurge > 3_600 {
                try store.purge(before: Self.now - days * 86_400)
                lastPurge = now
            }
            endRotated(now)
            judgeSuspects(now)
            let hasWorked = try takeRound()
            noteLag()
            if options.stopsWhenRead, waiting.isEmpty {
                try finishLastLines()
                break
            }
            if waiting.isEmpty {
                let pause = max(0.01, min(interval, nextDeadline(now)))
                for change in watch.wait(milliseconds: Int(pause * 1_000)) {
                    examine(change.folder == "/" ? "/\(change.name)" : "\(change.folder)/\(change.name)")
                }
            } else {
                for change in watch.wait(milliseconds: hasWorked ? 0 : 20) {
                    examine(change.folder == "/" ? "/\(change.name)" : "\(change.folder)/\(change.name)")
                }
            }
        }
        if !delivered.isEmpty {
            var step = AlertStore.Step()
            step.delivered = delivered
            _ = try commit(step)
        }
    }

    private func takeRequests() -> Bool {
        let taken = requests.withLock { requests in
            defer { requests.detector = nil }
            return requests
        }
        if let detector = taken.detector {
            self.detector = detector
            makeScanners()
            metrics.update { $0.reloads += 1 }
        }
        return taken.stops
    }

    /// Puts a file into the queue where it has something to read.
    func enqueue(_ key: FileKey) {
        guard waitingSince[key] == nil else { return }
        waitingSince[key] = Self.steady
        waiting.append(key)
    }

    // MARK: - A round

    /// Gives waiting files their turn, and commits what came of it.
    private func takeRound() throws(FencewatchError) -> Bool {
        guard !waiting.isEmpty else { return false }
        let keys = Array(waiting.prefix(min(Self.filesARound, descriptorLimit / 2)))
        waiting.removeFirst(keys.count)
        var turns: [(key: FileKey, file: TailedFile, isFinal: Bool)] = []
        for key in keys {
            waitingSince[key] = nil
            guard let file = files[key], prepare(file, key) else { continue }
            turns.append((key, file, isFinal(file)))
        }
        let results = scan(turns.map { ($0.file, $0.isFinal) })
        var step = AlertStore.Step()
        var counted: [(key: FileKey, turn: TailedFile.Turn)] = []
        for (turn, result) in zip(turns, results) {
            guard let result else { continue }
            if result.isBinary {
                turn.file.isBinary = true
                log.info("skipped: not text", metadata: ["path": "\(turn.file.progress.path)"])
                continue
            }
            counted.append((turn.key, result))
            step.files.append(result.progress)
            consume(result.report, into: &step)
        }
        defer { closeIdle() }
        guard !counted.isEmpty else { return false }
        try save(&step, files: counted.map { (files[$0.key], $0.turn.progress) })
        for (key, turn) in counted where turn.hasMore { enqueue(key) }
        return true
    }

    /// Scans the chunks of a round, each by one worker.
    private func scan(_ turns: [(file: TailedFile, isFinal: Bool)]) -> [TailedFile.Turn?] {
        guard turns.count > 1, scanners.count > 1 else {
            return turns.map { $0.file.takeTurn(isFinal: $0.isFinal, with: scanners[0]) }
        }
        let results = Mutex([TailedFile.Turn?](repeating: nil, count: turns.count))
        let next = Atomic(0)
        let workers = scanners
        DispatchQueue.concurrentPerform(iterations: min(workers.count, turns.count)) { worker in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < turns.count else { return }
                let turn = turns[index].file.takeTurn(isFinal: turns[index].isFinal, with: workers[worker])
                results.withLock { $0[index] = turn }
            }
        }
        return results.withLock { $0 }
    }

    /// Stores a step; it is tried until it succeeds, and nothing is read meanwhile.
    func save(_ step: inout AlertStore.Step, files: [(file: TailedFile?, progress: FileProgress)])
        throws(FencewatchError)
    {
        let changes = conversations.takeChanges()
        let encoder = JSONEncoder()
        step.conversations = changes.changed.compactMap { saved in
            (try? encoder.encode(saved)).map { (saved.identifier, $0) }
        }
        step.closedConversations = changes.closed
        step.delivered = delivered
        guard let (rows, deliveries) = try commit(step) else { return }
        delivered.removeAll()
        for ((file, progress), row) in zip(files, rows) {
            file?.progress = progress
            file?.progress.id = row
            file?.lastGrowth = Self.steady
        }
        deliver(zip(deliveries, step.alerts).filter { $0.0 > 0 }.map { ($0.0, $0.1.json) })
    }

    /// - Returns: nil where the run was stopped before the step could be stored.
    private func commit(_ step: AlertStore.Step) throws(FencewatchError) -> (files: [Int64], deliveries: [Int64])? {
        var pause = 0.05
        while true {
            do {
                let result = try store.commit(step, now: Self.now)
                metrics.update { $0.commits += 1 }
                return result
            } catch  where error.code == .unwritable {
                metrics.update { $0.failedCommits += 1 }
                log.error("cannot store; trying again", metadata: ["error": "\(error)"])
                if requests.withLock({ $0.stops }) { return nil }
                _ = watch.wait(milliseconds: Int(pause * 1_000))
                pause = min(2, pause * 2)
            }
        }
    }

    // MARK: - What was found

    func consume(_ report: BlockReport, into step: inout AlertStore.Step) {
        metrics.update { values in
            values.bytes += report.bytes
            values.messages += report.messages
            values.matchLimits += report.limitHits
            for finding in report.reports.lazy.flatMap(\.findings) {
                values.findings[finding.entity.rawValue, default: 0] += 1
            }
        }
        for var message in report.reports {
            if let fingerprinter {
                message.setFingerprints {
                    fingerprinter.fingerprint(entity: $0.rawValue, normalized: $1)
                }
                step.fingerprints += message.findings.compactMap { finding in
                    finding.normalized.fingerprint.map { ($0, finding.entity.rawValue) }
                }
            }
            for alert in conversations.feed(message) {
                metrics.update { $0.alerts[alert.kind.rawValue, default: 0] += 1 }
                step.alerts.append(stored(alert))
            }
        }
    }

    private func stored(_ alert: Alert) -> AlertStore.StoredAlert {
        var writer = JSONWriter()
        ContractEncoder(fingerprinter: fingerprinter, reveals: false).encode(alert, into: &writer)
        var json = writer.bytes
        while json.last == 0x0A { json.removeLast() }
        return AlertStore.StoredAlert(
            id: alert.id, revision: alert.revision, kind: alert.kind.rawValue, severity: alert.severity.rawValue,
            score: alert.score, categories: alert.categories.map(\.rawValue), cluster: alert.cluster,
            contacts: alert.contacts.map { ($0.entity.rawValue, $0.value.masked, $0.normalized.fingerprint) },
            sightings: alert.messages.map {
                ($0.origin.source, $0.origin.channel, $0.origin.author, $0.origin.time)
            }, json: String(decoding: json, as: UTF8.self))
    }

    // MARK: - Output

    /// Writes out what an earlier run stored and did not write.
    private func deliverPending() throws(FencewatchError) {
        while case let pending = try store.pendingDeliveries(), !pending.isEmpty, !isOutputClosed {
            deliver(pending.map { ($0.sequence, $0.json) })
            guard !delivered.isEmpty else { return }
            var step = AlertStore.Step()
            step.delivered = delivered
            guard try commit(step) != nil else { return }
            delivered.removeAll()
        }
    }

    private func deliver(_ alerts: [(sequence: Int64, json: String)]) {
        for (sequence, json) in alerts where !isOutputClosed {
            do throws(FencewatchError) {
                if try write(Array("\(json)\n".utf8)) { delivered.append(sequence) } else { isOutputClosed = true }
            } catch {
                // It stays in the store, and the next start writes it.
                log.error("cannot write an alert out", metadata: ["error": "\(error)"])
                return
            }
        }
    }

    // MARK: - Bounds

    /// Opens a file for its turn, and makes sure that it is still the one that was read so far.
    private func prepare(_ file: TailedFile, _ key: FileKey) -> Bool {
        guard !file.isBinary, !file.isWaitingCopy, file.suspicion == nil, let handle = file.open(),
            let status = handle.status
        else { return false }
        if file.progress.offset == 0, let path = file.currentPath, RotatedCopies.isCompressed(handle) {
            // It was empty when it was first seen.
            files[key] = nil
            paths[path] = nil
            examine(path)
            return false
        }
        clock += 1
        file.lastUse = clock
        file.lastSize = status.size
        if status.size < file.progress.offset || !TailedFile.isMarkerThere(file.progress, in: handle) {
            restart(file, key)
        }
        return true
    }

    private func isFinal(_ file: TailedFile) -> Bool {
        guard let rotatedAt = file.rotatedAt else { return false }
        return Self.steady - max(rotatedAt, file.lastGrowth) >= options.grace
    }

    /// Closes the files that were not used for longest, so that others can be opened; rotated ones can be opened no more.
    private func closeIdle() {
        let open = files.values.filter { $0.handle != nil }
        metrics.update {
            $0.openFiles = open.count
            $0.files = files.count
        }
        openCount = open.count
        guard open.count > descriptorLimit else { return }
        let closable = open.filter { $0.rotatedAt == nil }.sorted { $0.lastUse < $1.lastUse }
        for file in closable.prefix(open.count - descriptorLimit * 3 / 4) {
            file.handle = nil
            openCount -= 1
        }
    }

    private func noteLag() {
        var bytes: [String: Int] = [:]
        var seconds: [String: Double] = [:]
        let now = Self.steady
        for (key, since) in waitingSince {
            guard let file = files[key] else { continue }
            let group = Discovery.folder(of: file.progress.path)
            bytes[group, default: 0] += max(0, (file.handle?.status?.size ?? file.lastSize) - file.progress.offset)
            seconds[group] = max(seconds[group] ?? 0, now - since)
        }
        metrics.update {
            $0.lagBytes = bytes
            $0.lagSeconds = seconds
            $0.waitingFiles = waitingSince.count
        }
    }
}
