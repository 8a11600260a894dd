import Dispatch
import FenceDigest
import FenceFiles
import FenceModel
import FencePipeline
import FenceSinks
import FenceStore
import Fencewatch
import Foundation
import Logging
import Synchronization

/// A round: some files have their turns, and what comes of it is committed.
extension Tailer {
    /// Files that get their turn in one round, between two commits.
    private static let filesARound = 64
    /// Bytes of a round, in all. Every line may be an alert, and a round is one transaction: how many bytes there are is chosen
    /// so that a round takes a part of a second, and a crash costs no more.
    private static let bytesARound = 32_768...(4 << 20)
    private static let secondsARound = 0.1...0.25

    /// Gives waiting files their turn, and commits what came of it.
    func takeRound() throws(FencewatchError) -> Bool {
        guard !waiting.isEmpty else { return false }
        var turns: [(key: FileKey, file: TailedFile, isFinal: Bool)] = []
        var (taken, bytes) = (0, 0)
        // Those that have their turn stay open for it.
        roundStart = clock + 1
        // What is put into the queue meanwhile has its turn in another round.
        let queue = waiting.prefix(min(Self.filesARound, descriptorLimit / 2))
        for key in queue where bytes < bytesARound {
            taken += 1
            waitingSince[key] = nil
            guard let file = files[key], try prepare(file, key) else { continue }
            turns.append((key, file, isFinal(file)))
            bytes +=
                file.isCompressed ? TailedFile.quantum : min(TailedFile.quantum, file.lastSize - file.progress.offset)
        }
        waiting.removeFirst(taken)
        let begin = Self.steady
        let results = scan(turns.map { ($0.file, $0.isFinal) }, budget: bytesARound)
        var step = AlertStore.Step()
        var counted: [(key: FileKey, file: TailedFile, turn: TailedFile.Turn)] = []
        for (turn, result) in zip(turns, results) {
            guard let result else {
                if turn.file.isCompressed { try finish(turn.file, turn.key) }
                continue
            }
            if result.isBinary {
                passOver(turn.file)
                log.info("skipped: not text", metadata: ["path": "\(turn.file.progress.path)"])
                continue
            }
            if let reason = result.noConverter, !turn.file.saidNoConverter {
                turn.file.saidNoConverter = true
                log.warning(
                    "reading it as it stands", metadata: ["path": "\(turn.file.progress.path)", "reason": "\(reason)"])
            }
            counted.append((turn.key, turn.file, result))
            step.files.append(result.progress)
            consume(result.report, into: &step)
        }
        roundStart = .max
        defer { closeIdle() }
        guard !counted.isEmpty else { return false }
        guard try save(&step, files: counted.map { ($0.file, $0.turn.progress) }) else { return false }
        chooseBytes(Self.steady - begin, isFull: bytes >= bytesARound)
        for (key, file, turn) in counted {
            if turn.hasMore {
                enqueue(key)
            } else if file.isCompressed {
                try finish(file, key)
            }
        }
        return true
    }

    private func chooseBytes(_ seconds: Double, isFull: Bool) {
        if seconds > Self.secondsARound.upperBound {
            bytesARound = max(Self.bytesARound.lowerBound, bytesARound / 2)
        } else if seconds < Self.secondsARound.lowerBound, isFull {
            bytesARound = min(Self.bytesARound.upperBound, bytesARound * 2)
        }
    }

    /// Scans the chunks of a round, each by one worker.
    private func scan(_ turns: [(file: TailedFile, isFinal: Bool)], budget: Int) -> [TailedFile.Turn?] {
        guard turns.count > 1, scanners.count > 1 else {
            return turns.map { $0.file.takeTurn(isFinal: $0.isFinal, budget: budget, with: scanners[0]) }
        }
        let results = Mutex([TailedFile.Turn?](repeating: nil, count: turns.count))
        let next = Atomic(0)
        let workers = scanners
        DispatchQueue.concurrentPerform(iterations: min(workers.count, turns.count)) { worker in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < turns.count else { return }
                let turn = turns[index].file.takeTurn(
                    isFinal: turns[index].isFinal, budget: budget, with: workers[worker])
                results.withLock { $0[index] = turn }
            }
        }
        return results.withLock { $0 }
    }

    // MARK: - Storing

    /// Stores a step; it is tried until it succeeds, and nothing is read meanwhile.
    ///
    /// - Returns: false where the run was stopped before the step could be stored.
    func save(
        _ step: inout AlertStore.Step, files: [(file: TailedFile?, progress: FileProgress)]
    ) throws(FencewatchError) -> Bool {
        let changes = conversations.takeChanges()
        let encoder = JSONEncoder()
        step.conversations = changes.changed.compactMap { saved in
            (try? encoder.encode(saved)).map { (saved.identifier, $0) }
        }
        if step.conversations.count < changes.changed.count {
            log.warning(
                "conversations cannot be stored; a restart forgets them",
                metadata: ["count": "\(changes.changed.count - step.conversations.count)"])
        }
        // One that is open again under the same identifier takes the place of what could not be read.
        unreadableConversations.subtract(step.conversations.map(\.id))
        step.closedConversations = changes.closed + unreadableConversations
        delivered += outbox.takeDelivered()
        step.delivered = delivered
        step.isQueued = !outbox.isClosed
        guard let (rows, deliveries) = try commit(step) else { return false }
        delivered.removeAll()
        unreadableConversations.removeAll()
        let now = Self.steady
        for ((file, progress), row) in zip(files, rows) {
            file?.advance(to: progress, now: now)
            file?.progress.id = row
        }
        deliver(zip(deliveries, step.alerts).filter { $0.0 > 0 }.map { ($0.0, $0.1.json) })
        return true
    }

    /// - Returns: nil where the run was stopped before the step could be stored.
    func commit(_ step: AlertStore.Step) throws(FencewatchError) -> (files: [Int64], deliveries: [Int64])? {
        var pause = 0.05
        while true {
            do {
                let result = try store.commit(step, now: Self.now)
                metrics.update { $0.commits += 1 }
                return result
            } catch  where error.code == .unwritable {
                metrics.update { $0.failedCommits += 1 }
                if Self.steady - lastFailure > 30 {
                    lastFailure = Self.steady
                    log.error("cannot store; trying again", metadata: ["error": "\(error)"])
                }
                if isStopping { return nil }
                holdOpen(watch.wait(milliseconds: Int(pause * 1_000)))
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
        if let skipped = report.skipped.first {
            // A feed that is damaged throughout is not told line by line.
            log.warning(
                "messages that could not be read, or not to their end",
                metadata: [
                    "path": "\(skipped.source)", "offset": "\(skipped.offset ?? 0)", "count": "\(report.skipped.count)",
                    "reason": "\(skipped.detail ?? skipped.reason.rawValue)",
                ])
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
        ContractEncoder(fingerprinter: fingerprinter, reveals: false, localTimes: options.localTimes).encode(
            alert, into: &writer)
        var json = writer.bytes
        while json.last == 0x0A { json.removeLast() }
        return AlertStore.StoredAlert(
            id: alert.id, revision: alert.revision, kind: alert.kind.rawValue, severity: alert.severity.rawValue,
            score: alert.score, categories: alert.categories.map(\.rawValue), cluster: alert.cluster,
            contacts: alert.contacts.map { ($0.entity.rawValue, $0.value.masked, $0.normalized.fingerprint) },
            sightings: alert.messages.map {
                ($0.origin.source, $0.origin.shownChannel, $0.origin.shownAuthor, $0.origin.time)
            }, json: String(decoding: json, as: UTF8.self))
    }

    // MARK: - Output

    private func deliver(_ alerts: [(sequence: Int64, json: String)]) {
        // While the store has earlier ones, these come with them.
        guard !hasBacklog, let last = alerts.last else { return }
        lastDelivery = last.sequence
        outbox.put(alerts)
    }

    /// Hands on what was stored and not yet written out, when there is room.
    func fillOutbox() throws(FencewatchError) {
        if outbox.isClosed {
            hasBacklog = false
            if !saidClosed { log.notice("nobody reads the output any more; alerts are stored only") }
            saidClosed = true
            return
        }
        while hasBacklog, !outbox.isFull {
            let pending = try store.pendingDeliveries(after: lastDelivery, limit: Outbox.capacity)
            hasBacklog = pending.count == Outbox.capacity
            guard let last = pending.last else { return }
            lastDelivery = last.sequence
            outbox.put(pending)
        }
    }

    /// Stores what was written out, where no other step does.
    func acknowledge() throws(FencewatchError) {
        guard waiting.isEmpty || isStopping else { return }
        delivered += outbox.takeDelivered()
        guard !delivered.isEmpty else { return }
        var step = AlertStore.Step()
        step.delivered = delivered
        if try commit(step) != nil { delivered.removeAll() }
    }

    // MARK: - Bounds

    /// Opens a file for its turn, and makes sure that it is still the one that was read so far.
    private func prepare(_ file: TailedFile, _ key: FileKey) throws(FencewatchError) -> Bool {
        guard !file.isPassedOver, file.copy == nil, !file.isFrozen else { return false }
        clock += 1
        file.lastUse = clock
        if file.isCompressed {
            if file.progress.isUncounted { wantCount(key) }
            return !file.progress.isUncounted
        }
        guard let handle = file.open(), let status = handle.status else {
            // The next look tries again.
            file.lastSize = -1
            return false
        }
        if file.progress.offset == 0, let path = file.currentPath, DecompressedFile.compression(of: handle) != nil {
            // It was empty when it was first seen.
            files[key] = nil
            paths[path] = nil
            try examine(path)
            return false
        }
        if !file.isJudged {
            // Nothing stood in it until now.
            try judge(file, key, handle, status)
            if !file.isJudged { return false }
        }
        let seen = max(file.lastSize, status.size)
        file.lastSize = status.size
        file.lastModified = status.modified
        if status.size < file.progress.offset || !TailedFile.isMarkerThere(file.progress, in: handle) {
            try restart(file, key, seen: seen)
        }
        if file.progress.isUncounted {
            if status.size > file.progress.offset || file.rotatedAt != nil { wantCount(key) }
            return false
        }
        return file.copy == nil
    }

    private func isFinal(_ file: TailedFile) -> Bool {
        if file.isCompressed { return true }
        guard let rotatedAt = file.rotatedAt else { return false }
        return Self.steady - max(rotatedAt, file.lastGrowth) >= options.grace
    }

    /// Closes the files that were not used for longest, so that others can be opened; those that have no name any more, or
    /// are compressed, would be lost. Rotated ones come last: somebody may be about to delete them.
    func closeIdle() {
        guard openFiles.count > descriptorLimit else { return }
        var excess = openFiles.count - descriptorLimit * 3 / 4
        let closable = files.filter { _, file in
            file.handle != nil && !file.isCompressed && file.lastUse < roundStart
        }.sorted {
            ($0.value.rotatedAt == nil ? 0 : 1, $0.value.lastUse) < (
                $1.value.rotatedAt == nil ? 0 : 1, $1.value.lastUse
            )
        }
        for (key, file) in closable where excess > 0 {
            if file.rotatedAt != nil {
                guard let path = file.currentPath, FileStatus(path: path).map({ self.key($0) == key }) ?? false else {
                    continue
                }
            }
            file.handle = nil
            excess -= 1
        }
    }

    // MARK: - While nothing can be stored

    /// Changes that are kept until something can be stored again.
    static let postponedAtMost = 10_000

    /// Keeps files open that may be deleted before anything can be stored again; what happens to them is looked at then.
    func holdOpen(_ changes: [FolderWatch.Change]) {
        if postponed.isEmpty {
            for file in files.values where file.handle == nil && file.lastSize > file.progress.offset {
                guard openFiles.count < descriptorLimit else { break }
                _ = file.open()
            }
            wantsLook = true
        }
        var hasFolders = false
        for change in changes where !postponed.contains(change) {
            // More than this is looked for in the folders.
            if postponed.count < Self.postponedAtMost { postponed.insert(change) }
            if case .path(let path) = change, let status = FileStatus(path: path) {
                if status.isFile, discovery.follows(path) { hold(path, status) }
                if status.isFolder { hasFolders = true }
            }
        }
        guard hasFolders else { return }
        // However many folders came, one walk finds what is in them.
        let found = discovery.walk { stop in
            if case .folder(let path) = stop { _ = watch.add(folder: path) }
        }
        for (path, status) in found.files { hold(path, status) }
    }

    private func hold(_ path: String, _ status: FileStatus) {
        let key = FileKey(device: status.device, inode: status.inode)
        guard openFiles.count + held.count < descriptorLimit else { return }
        if let file = files[key] {
            _ = file.open()
        } else if held[key] == nil, let handle = try? OpenFile(path: path) {
            held[key] = (path, handle)
        }
    }

    /// Follows the files that were held and have no name any more.
    func takeHeld() throws(FencewatchError) {
        guard !held.isEmpty else { return }
        let taken = held
        held.removeAll()
        for (key, (path, handle)) in taken {
            guard files[key] == nil, let status = handle.status else { continue }
            try adopt(path, key, status, handle)
            if FileStatus(path: path).map({ self.key($0) == key }) != true, let file = files[key] {
                file.handle = handle
                markRotated(file, key)
            }
        }
    }
}
