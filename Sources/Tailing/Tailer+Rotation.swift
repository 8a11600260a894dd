import FenceFiles
import FenceModel
import FencePipeline
import FenceStore
import Logging

/// Files that are cut, rewritten, renamed or deleted.
extension Tailer {
    /// Reads a file that was cut or rewritten from its begin.
    ///
    /// - Parameter seen: the largest size that was seen of what was there before.
    func restart(_ file: TailedFile, _ key: FileKey, seen: Int) throws(FencewatchError) {
        let before = file.progress
        let marks = file.marks
        let path = file.rotatedAt == nil ? before.path : (file.currentPath ?? before.path)
        file.progress = FileProgress(path: path, device: key.device, inode: key.inode)
        names.insert(key, at: path)
        file.forgetMarks()
        file.isJudged = true
        try noteRewritten(before, marks: marks, unread: max(0, seen - before.offset))
        // What waits for it has to be looked at before anything else is written there.
        try judgeCopies(of: file, key)
    }

    func noteRewritten(
        _ before: FileProgress, marks: [TailedFile.Mark], unread: Int
    ) throws(FencewatchError) {
        metrics.update {
            $0.truncations += 1
            $0.unreadBytes += unread
        }
        log.notice(
            "rewritten in place; read from the begin. What was written and cut before it was read is in no file, unless a copy holds it",
            metadata: ["path": "\(before.path)", "read": "\(before.offset)", "unread": "\(unread)"])
        var old = before
        old.isGone = true
        gone.append(GoneFile(progress: old, marks: marks))
        var step = AlertStore.Step()
        step.files = [old]
        _ = try save(&step, files: [(nil, old)])
    }

    func noteGone(_ file: TailedFile, _ key: FileKey) {
        guard file.rotatedAt == nil else { return }
        // Opened now, while its number still leads to it, it can be read to its end under any name. Where many files are renamed
        // at once, the rest is opened again by the names that they have now.
        if file.handle == nil, !file.isPassedOver, let path = file.currentPath {
            file.currentPath = sibling(of: path, key: key)
            if openFiles.count < descriptorLimit { _ = file.open() }
        }
        markRotated(file, key)
    }

    func markRotated(_ file: TailedFile, _ key: FileKey) {
        file.rotatedAt = Self.steady
        attention.insert(key)
        // Of one that is neither open nor has a name nothing is to be read; many that were deleted at once keep nobody waiting.
        if !file.isPassedOver, file.handle != nil || file.currentPath != nil { enqueue(key) }
    }

    /// Another name of a file in the same folder, such as a rotation gives.
    func sibling(of path: String, key: FileKey) -> String? {
        let folder = Discovery.folder(of: path)
        for _ in 0..<2 {
            guard let found = siblings.path(of: key.inode, in: folder) else { return nil }
            if FileStatus(path: found).map({ self.key($0) == key }) ?? false { return found }
            // It was renamed again since the folder was listed.
            siblings.forget(folder)
        }
        return nil
    }

    /// Ends the reading of rotated files that nobody writes to any more.
    func endRotated(_ now: Double) throws(FencewatchError) {
        var ended: [(file: TailedFile, key: FileKey)] = []
        for key in attention {
            guard let file = files[key], file.rotatedAt != nil || file.copy != nil else {
                attention.remove(key)
                continue
            }
            guard let rotatedAt = file.rotatedAt, file.copy == nil, !file.isFrozen, !file.isCompressed else { continue }
            let size = status(of: file, key)?.size
            guard now - max(rotatedAt, file.lastGrowth) >= options.grace else {
                // The system does not tell of writes to a file without a name.
                if let size, size != file.lastSize { enqueue(key) }
                continue
            }
            let unread = file.isPassedOver ? 0 : (size ?? 0) - file.progress.offset
            if unread > 0, size != file.deadEnd {
                enqueue(key)
                continue
            }
            if let path = file.currentPath, FileStatus(path: path).map({ self.key($0) == key }) ?? false,
                discovery.follows(path)
            {
                // Renamed and still there: it is followed under its new name.
                file.rotatedAt = nil
                continue
            }
            if file.progress.isUncounted, size != nil {
                // Its copies are to be known when it is gone.
                wantCount(key)
                continue
            }
            if unread > 0 {
                log.notice(
                    "ends within a character; the rest is no text",
                    metadata: ["path": "\(file.progress.path)", "bytes": "\(unread)"])
            }
            ended.append((file, key))
        }
        try retire(ended)
    }

    /// What the system says of a rotated file, which may be open no more and have another name again.
    private func status(of file: TailedFile, _ key: FileKey) -> FileStatus? {
        if let handle = file.handle { return handle.status }
        guard !file.isPassedOver, let path = file.currentPath else { return nil }
        if let status = FileStatus(path: path), self.key(status) == key { return status }
        file.currentPath = sibling(of: path, key: key)
        return file.currentPath.flatMap { FileStatus(path: $0) }
    }

    /// Follows files no longer; what they held is kept in mind. All are one transaction: a clean-up deletes thousands at once.
    func retire(_ ended: [(file: TailedFile, key: FileKey)]) throws(FencewatchError) {
        var step = AlertStore.Step()
        for (file, key) in ended {
            files[key] = nil
            attention.remove(key)
            var old = file.progress
            old.isGone = true
            if !file.isPassedOver { gone.append(GoneFile(progress: old, marks: file.marks)) }
            if old.id != nil { step.files.append(old) }
        }
        guard !step.files.isEmpty else { return }
        _ = try save(&step, files: step.files.map { (nil, $0) })
    }

    /// When a rotated file is to be looked at again.
    func nextDeadline(_ now: Double) -> Double {
        attention.isEmpty ? .infinity : now + 0.25
    }

    /// At the end of a run that stops when everything is read, last lines without an end are lines.
    func finishLastLines() throws(FencewatchError) {
        for file in files.values.sorted(by: { $0.progress.path < $1.progress.path })
        where !file.isPassedOver && file.copy == nil && !file.progress.isUncounted {
            // However many files there are, no more are open than before.
            let wasOpen = file.handle != nil
            defer { if !wasOpen { file.handle = nil } }
            guard file.open() != nil else {
                if let path = file.currentPath, FileStatus(path: path) != nil {
                    log.warning(
                        "cannot be opened; a last line without an end is read by the next run",
                        metadata: ["path": "\(path)"])
                }
                continue
            }
            guard let turn = file.takeTurn(isFinal: true, budget: .max, with: scanners[0]), !turn.isBinary else {
                continue
            }
            var step = AlertStore.Step()
            step.files = [turn.progress]
            consume(turn.report, into: &step)
            guard try save(&step, files: [(file, turn.progress)]) else { return }
        }
    }
}
