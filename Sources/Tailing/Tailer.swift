import Dispatch
package import FenceDigest
import FenceFiles
package import FenceModel
import FencePipeline
package import FenceStore
package import Fencewatch
import Foundation
package import Logging
import Synchronization

/// Follows files, and stores every alert once: what was found and how far was read are one transaction.
///
/// One thread reads, consumes and commits; the chunks of one round are scanned side by side. Between rounds it waits for the
/// system to tell of changes. Two more threads stand beside it: one writes alerts out, one looks through compressed logs.
package final class Tailer: @unchecked Sendable {
    let options: TailOptions
    let store: AlertStore
    let fingerprinter: Fingerprinter?
    let log: Logger
    package let metrics: TailMetrics
    var discovery: Discovery
    let watch = FolderWatch()
    let outbox: Outbox

    private let requests = Mutex(Requests())
    private struct Requests {
        var stops = false
        var detector: Detector?
    }

    /// The rules in force.
    private(set) var detector: Detector
    private(set) var scanners: [ChunkScanner] = []
    var conversations: Watch
    /// Identifiers of stored conversations that cannot be read, until the store has forgotten them.
    var unreadableConversations: Set<String> = []

    // What is followed.
    var files: [FileKey: TailedFile] = [:]
    var paths: [String: FileKey] = [:]
    /// Files that are rotated or wait for another: looked at again and again.
    var attention: Set<FileKey> = []
    /// Files that were followed and are no longer there, to know their copies by.
    var gone = GoneFiles(limit: rememberedGone)
    /// What is followed and read, by the names that its copies may have.
    var names = LogNames<FileKey>()
    /// Files that wait as copies, by the file that they wait for.
    var waitingCopies: [FileKey: Set<FileKey>] = [:]
    /// Files of an earlier run that were not met again yet.
    var known: [FileKey: FileProgress] = [:]
    /// Files with something to read, in the order of their turns, and when that was noticed.
    var waiting: [FileKey] = []
    var waitingSince: [FileKey: Double] = [:]
    var isFirstLook = true
    /// Whether an earlier run looked at everything.
    var knowsState = false
    var wantsLook = false
    /// Files that were skipped to their ends, and those that were taken for gone and are there again; their places are stored
    /// when the look is over.
    var unsaved: [TailedFile] = []
    /// Files of which what was skipped is not counted yet, those that have something to read, and the one that is counted now.
    var uncounted: Set<FileKey> = []
    var wanted: [FileKey] = []
    var wantedSince: [FileKey: Double] = [:]
    var counting: FileKey?
    /// Files that the store knows and that are no longer there; that is stored when the look is over.
    var lost: [FileProgress] = []
    var siblings = Siblings()
    /// Files that cannot be opened and folders that cannot be listed, as of the last look; each is told of once.
    var unreadable: Set<String> = []
    /// What this tail writes itself, by whatever name: standard output, the log, and the store.
    let ownFiles: Set<FileKey>

    // Compressed logs.
    var compressed: [CompressedLog] = []
    var waitingCompressed: Set<FileKey> = []
    var check: CompressedCheck?
    /// Those that are being read.
    var decompressed: Set<FileKey> = []
    /// Those that were not whole when they were looked at, and their sizes then.
    var incomplete: [FileKey: Int] = [:]

    // Bounds.
    let openFiles = TailedFile.OpenFiles()
    var descriptorLimit = max(16, min(512, FolderListing.descriptorLimit / 2))
    var clock = 0
    /// Files that were used since then have their turn now; none outside of a round.
    var roundStart = Int.max
    /// Bytes of the next round; grows while rounds are quick.
    var bytesARound = 131_072

    // While nothing can be stored.
    var postponed: Set<FolderWatch.Change> = []
    var held: [FileKey: (path: String, handle: OpenFile)] = [:]
    var lastFailure = -Double.infinity

    // Output.
    /// The last delivery that was handed to the outbox, and whether the store has more.
    var lastDelivery: Int64 = 0
    var hasBacklog = true
    var delivered: [Int64] = []
    var saidClosed = false

    private var lastLag = -Double.infinity

    struct FileKey: Hashable, Sendable {
        var device: Int64
        var inode: Int64
    }

    /// A file that is no longer there.
    struct GoneFile {
        var progress: FileProgress
        var marks: [TailedFile.Mark] = []
    }

    /// Files that are gone and remembered, at most.
    static let rememberedGone = 2_000

    package init(
        options: TailOptions, detector: Detector, store: AlertStore, fingerprinter: Fingerprinter?, log: Logger,
        write: @escaping TailOptions.Write
    ) throws(FencewatchError) {
        self.options = options
        self.detector = detector
        self.store = store
        self.fingerprinter = fingerprinter
        self.log = log
        discovery = Discovery(
            paths: options.paths, excludes: options.excludes, excludedFolders: options.excludedFolders)
        metrics = TailMetrics(groups: discovery.groups)
        let own = [1, 2].map { FileStatus(descriptor: $0) } + store.paths.map { FileStatus(path: $0) }
        ownFiles = Set(
            own.compactMap { $0 }.filter(\.isFile).map { FileKey(device: $0.device, inode: $0.inode) })
        let (watch, metrics) = (watch, metrics)
        outbox = Outbox(
            write: write, onChange: { watch.wake() },
            onFailure: { error in
                metrics.update { $0.failedWrites += 1 }
                log.error("cannot write an alert out; trying again", metadata: ["error": "\(error)"])
            })
        let saved = try Self.conversations(of: store)
        conversations = Watch(restoring: saved.open)
        unreadableConversations = saved.unreadable
        if !unreadableConversations.isEmpty {
            log.warning(
                "open conversations of an earlier run cannot be read; they are given up",
                metadata: ["count": "\(unreadableConversations.count)"])
        }
        knowsState = try store.hasStarted()
        for file in try store.files() {
            if file.isGone {
                gone.append(GoneFile(progress: file))
            } else {
                known[FileKey(device: file.device, inode: file.inode)] = file
            }
        }
        makeScanners()
    }

    private static func conversations(
        of store: AlertStore
    ) throws(FencewatchError) -> (open: [Watch.Saved], unreadable: Set<String>) {
        let decoder = JSONDecoder()
        var open: [Watch.Saved] = []
        var unreadable: Set<String> = []
        for (id, data) in try store.conversations() {
            if let saved = try? decoder.decode(Watch.Saved.self, from: data) {
                open.append(saved)
            } else {
                unreadable.insert(id)
            }
        }
        return (open, unreadable)
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

    var isStopping: Bool { requests.withLock { $0.stops } }

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
        var nextLook = -Double.infinity
        var soonestLook = -Double.infinity
        var nextPurge = -Double.infinity
        // Nobody acts any more on what it would say.
        defer { check?.cancel() }
        while !takeRequests() {
            let now = Self.steady
            if now >= nextLook || wantsLook && now >= soonestLook {
                wantsLook = false
                let isFirst = isFirstLook
                let isWatchingAll = try look()
                if isStopping { break }
                // Said once all that was there is known: what comes from here on is new.
                if isFirst {
                    log.info("following", metadata: ["paths": "\(discovery.groups.joined(separator: " "))"])
                    tellSkipped()
                }
                let after = Self.steady
                // However many files there are, looking at them costs a small part of the time; the first look opens them all.
                let cost = isFirst ? 0 : after - now
                nextLook =
                    after
                    + (isWatchingAll
                        ? max(options.rescanInterval, min(30, cost * 100))
                        : max(options.blindRescanInterval, min(30, cost * 10)))
                soonestLook = after + cost * 5
            }
            if now >= nextPurge {
                nextPurge = now + 3_600
                purge()
            }
            try endRotated(now)
            try judgeCopies()
            try takeCompressed()
            try fillOutbox()
            let isBlocked = hasBacklog || outbox.isFull
            let hasWorked = isBlocked ? false : try takeRound()
            try countSkipped()
            noteLag(now)
            if options.stopsWhenRead, isDone {
                try finishLastLines()
                break
            }
            try acknowledge()
            let isBusy = !waiting.isEmpty && !isBlocked
            let pause =
                !uncounted.isEmpty
                ? 0
                : isBusy
                    ? (hasWorked ? 0 : 0.02)
                    : max(0.005, min(wantsLook ? soonestLook : nextLook, nextDeadline(now)) - Self.steady)
            let changes =
                postponed + watch.wait(milliseconds: postponed.isEmpty ? Int((pause * 1_000).rounded(.up)) : 0)
            postponed.removeAll()
            try takeHeld()
            siblings.forgetAll()
            for change in changes { try take(change) }
        }
        outbox.finish(within: 2)
        try acknowledge()
    }

    /// Whether everything that is there was read.
    private var isDone: Bool {
        waiting.isEmpty && uncounted.isEmpty && compressed.isEmpty && check == nil && !hasBacklog && postponed.isEmpty
            && (outbox.count == 0 || outbox.isClosed)
    }

    private func take(_ change: FolderWatch.Change) throws(FencewatchError) {
        switch change {
        case .path(let path): try examine(path)
        case .everything: wantsLook = true
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

    /// Puts a file into the queue where it may have something to read.
    func enqueue(_ key: FileKey) {
        guard waitingSince[key] == nil else { return }
        waitingSince[key] = Self.steady
        waiting.append(key)
    }

    private func purge() {
        do throws(FencewatchError) {
            if let days = options.keepDays {
                outbox.forget(Set(try store.purge(before: Self.now - days * 86_400)))
            }
            try store.forgetGone(but: Self.rememberedGone)
        } catch {
            log.warning("what is old cannot be forgotten now", metadata: ["error": "\(error)"])
        }
    }

    private func noteLag(_ now: Double) {
        guard now - lastLag >= 0.5 || waiting.isEmpty else { return }
        lastLag = now
        var bytes = [Int](repeating: 0, count: discovery.groups.count)
        var seconds = [Double](repeating: 0, count: discovery.groups.count)
        for (key, since) in waitingSince.merging(wantedSince, uniquingKeysWith: min) {
            guard let file = files[key], bytes.indices.contains(file.group) else { continue }
            bytes[file.group] += max(0, (file.handle?.status?.size ?? file.lastSize) - file.progress.offset)
            seconds[file.group] = max(seconds[file.group], now - since)
        }
        let (followed, open, queued, output) = (
            files.count, openFiles.count, waitingSince.count + wantedSince.count, outbox.count
        )
        metrics.update {
            $0.lagBytes = bytes
            $0.lagSeconds = seconds
            $0.waitingFiles = queued
            $0.files = followed
            $0.openFiles = open
            $0.waitingOutput = output
        }
    }
}
