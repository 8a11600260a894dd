import FenceFiles
import FenceModel
import FenceStore
import Logging

/// Copies of logs, as copytruncate makes them: what was read is passed over, what is in no other file is read.
extension Tailer {
    /// Tells a copy from a new file.
    ///
    /// As long as a file with a copy's name holds nothing but what its original holds too, and that one is still written to,
    /// it waits: everything is read there. Where they part, the file is either a log of its own, or what the original was
    /// before it was cut.
    func judge(
        _ file: TailedFile, _ key: FileKey, _ handle: any FileBytes, _ status: FileStatus
    ) throws(FencewatchError) {
        let path = file.currentPath ?? file.progress.path
        let size = status.size
        guard size > 0 else { return }
        // What it is compared with is opened for that.
        closeIdle()
        let wasCopy = file.copy
        var originals = gone.originals(ofCopy: path).filter { $0.progress.encoding != Self.compressedMark }
        for otherKey in names.originals(ofCopy: path) {
            guard let other = files[otherKey], other !== file, other.copy == nil, !other.isPassedOver,
                !other.isCompressed, other.progress.offset > 0, RotatedCopies.mayCopy(path, of: other.progress.path)
            else { continue }
            if holdsSame(file: handle, size: size, as: other) {
                log.debug("may be a copy", metadata: ["path": "\(path)", "of": "\(other.progress.path)"])
                file.copy = TailedFile.Copy(original: other, confirmed: size)
                attention.insert(key)
                waitingCopies[otherKey, default: []].insert(key)
                return
            }
            // Cut, and its turn has not come yet.
            if !other.isIntact() { originals.append(GoneFile(progress: other.progress, marks: other.marks)) }
        }
        file.isJudged = true
        file.copy = nil
        let candidates = originals.flatMap { old in
            [RotatedCopies.Candidate(old.progress)] + old.marks.map { .init(old.progress, at: $0) }
        }.filter { RotatedCopies.mayTell($0, of: path) }
        let match = RotatedCopies.match(handle, among: candidates, size: size) { !isStopping }
        if isStopping {
            // It may not have been compared to the end: the next run does that.
            file.isJudged = false
            file.copy = wasCopy
            return
        }
        if let match {
            try readOn(file, key, handle, behind: match)
        } else if let wasCopy, wasCopy.confirmed == size,
            size <= wasCopy.original.progress.offset || wasCopy.original.rotatedAt != nil
        {
            // It was the same up to its end, and all of that was read before the original went away.
            try readOn(file, key, handle, behind: nil)
        } else {
            enqueue(key)
        }
    }

    /// Whether another file, which is in order itself, holds everything that this one does. The begin and the end are compared.
    private func holdsSame(file: any FileBytes, size: Int, as other: TailedFile) -> Bool {
        guard let handle = other.open(), let status = handle.status, status.size >= size,
            status.size >= other.progress.offset
        else { return false }
        let head = min(size, TailedFile.headBytes)
        guard handle.read(head, at: 0) == file.read(head, at: 0) else { return false }
        let tail = min(size, TailedFile.markerBytes)
        return handle.read(tail, at: size - tail) == file.read(tail, at: size - tail) && other.isIntact()
    }

    /// Reads a copy on from where its original was read to; everything where there is no place to read on.
    private func readOn(
        _ file: TailedFile, _ key: FileKey, _ handle: any FileBytes, behind match: RotatedCopies.Match?
    ) throws(FencewatchError) {
        metrics.update { $0.copies += 1 }
        let size = match?.size ?? file.copy?.confirmed ?? handle.status?.size ?? 0
        let offset = match.map { $0.isReadWhole ? size : $0.best.offset } ?? size
        log.debug("a copy is read on", metadata: ["path": "\(file.currentPath ?? "-")", "from": "\(offset)"])
        if let best = match?.best {
            file.progress.encoding = best.original.encoding
            if !best.original.isUncounted {
                // So far it was hashed just now.
                file.progress.offset = best.offset
                file.progress.prefixHash = best.hash
                file.progress.line = best.line
            }
        }
        skip(file, key, to: offset, in: handle)
        if let original = match?.best.original {
            // Its lines are those of the original, wherever they stand now.
            file.progress.path = original.path
            file.progress.format = original.format
            if offset == original.offset {
                file.progress.lineStart = original.lineStart
                file.progress.lastAuthor = original.lastAuthor
                file.progress.lastTime = original.lastTime
                file.progress.lastChannel = original.lastChannel
            }
            names.insert(key, at: original.path)
            if original.path != file.currentPath { markRotated(file, key) }
        }
        var step = AlertStore.Step()
        step.files = [file.progress]
        _ = try save(&step, files: [(file, file.progress)])
        enqueue(key)
    }

    /// Looks again at files that wait for another.
    func judgeCopies() throws(FencewatchError) {
        for key in attention { try judgeAgain(key) }
    }

    /// Looks again at files that wait for this one.
    func judgeCopies(of original: TailedFile, _ key: FileKey) throws(FencewatchError) {
        for copy in waitingCopies[key] ?? [] where files[copy]?.copy?.original === original { try judgeAgain(copy) }
        let waiting = (waitingCopies[key] ?? []).filter { files[$0]?.copy?.original === original }
        waitingCopies[key] = waiting.isEmpty ? nil : waiting
    }

    private func judgeAgain(_ key: FileKey) throws(FencewatchError) {
        guard let file = files[key], let copy = file.copy else { return }
        closeIdle()
        guard let handle = file.open(), let status = handle.status else { return }
        let original = FileKey(device: copy.original.progress.device, inode: copy.original.progress.inode)
        if status.size == copy.confirmed, files[original] === copy.original, copy.original.progress.offset > 0,
            copy.original.isIntact()
        {
            return
        }
        try judge(file, key, handle, status)
    }
}
