import FenceFiles
import FenceModel
import FenceStore
import Foundation
import Logging

/// Compressed logs: what of one was read under another name is passed over, the rest is read.
extension Tailer {
    /// Most compressed logs that are read side by side.
    private static let readersAtOnce = 4

    func adoptCompressed(_ path: String, _ key: FileKey, _ handle: OpenFile, _ status: FileStatus) {
        if incomplete[key] == status.size {
            paths[path] = nil
            return
        }
        let mark = TailedFile(
            progress: FileProgress(path: path, device: key.device, inode: key.inode), path: path, openFiles: openFiles)
        mark.lastSize = status.size
        mark.lastModified = status.modified
        TailedFile.noteHead(&mark.progress, in: handle)
        mark.progress.encoding = Self.compressedMark
        mark.progress.offset = status.size
        mark.isPassedOver = true
        follow(mark, key)
        if beginsAtEnd {
            unsaved.append(mark)
        } else {
            // It may wait already, with another size.
            if !waitingCompressed.insert(key).inserted { compressed.removeAll { $0.key == key } }
            compressed.append(CompressedLog(key: key, path: path, size: status.size))
        }
    }

    /// Looks through the next compressed log, or acts on what was found.
    func takeCompressed() throws(FencewatchError) {
        if let check {
            guard let result = check.result else { return }
            self.check = nil
            for key in check.frozen {
                files[key]?.isFrozen = false
                enqueue(key)
            }
            switch result {
            case .incomplete: waitFor(check.log)
            case .whole(let match): try begin(check.log, behind: match)
            }
        }
        guard !compressed.isEmpty else { return }
        decompressed = decompressed.filter { files[$0]?.isCompressed ?? false }
        guard decompressed.count < Self.readersAtOnce else { return }
        let log = compressed[0]
        guard files[log.key]?.isPassedOver == true else {
            compressed.removeFirst()
            waitingCompressed.remove(log.key)
            return
        }
        var candidates: [RotatedCopies.Candidate] = []
        var rotated: [(key: FileKey, file: TailedFile)] = []
        for key in names.originals(ofCompressed: log.path) {
            guard let file = files[key], !file.isPassedOver, !file.isCompressed, file.copy == nil,
                file.progress.offset > 0 || file.rotatedAt != nil,
                RotatedCopies.mayCompress(log.path, file.progress.path)
            else { continue }
            var candidate = RotatedCopies.Candidate(file.progress)
            if file.rotatedAt != nil {
                // All of it must be in a copy.
                candidate.rest = .init(file: file.handle as? OpenFile, path: file.currentPath)
                rotated.append((key, file))
            }
            candidates.append(candidate)
        }
        let uncounted = rotated.filter { $0.file.progress.isUncounted && self.uncounted.contains($0.key) }
        guard uncounted.isEmpty else {
            // What was skipped in them is counted first.
            for (key, _) in uncounted { wantCount(key) }
            return
        }
        compressed.removeFirst()
        waitingCompressed.remove(log.key)
        for (_, file) in rotated { file.isFrozen = true }
        for old in gone.originals(ofCompressed: log.path) where old.progress.encoding != Self.compressedMark {
            candidates.append(.init(old.progress))
            candidates += old.marks.map { .init(old.progress, at: $0) }
        }
        let check = CompressedCheck(log, frozen: rotated.map(\.key))
        self.check = check
        let watch = watch
        check.start(among: candidates) { watch.wake() }
    }

    /// One that is not whole may still be written: it is looked at again when it has changed.
    private func waitFor(_ log: CompressedLog) {
        files[log.key] = nil
        paths[log.path] = nil
        if incomplete.count > 1_000 { incomplete.removeAll() }
        incomplete[log.key] = log.size
        self.log.notice("compressed, and not whole yet; waited for", metadata: ["path": "\(log.path)"])
        wantsLook = true
    }

    private func begin(_ log: CompressedLog, behind match: RotatedCopies.Match?) throws(FencewatchError) {
        guard let mark = files[log.key], mark.isPassedOver else { return }
        incomplete[log.key] = nil
        self.log.debug(
            "compressed",
            metadata: [
                "path": "\(log.path)", "of": "\(match?.best.original.path ?? "-")",
                "read": "\(match?.best.offset ?? 0)",
            ])
        guard let match else { return read(log, from: FileProgress(path: log.path, device: 0, inode: 0)) }
        metrics.update { $0.copies += 1 }
        let original = match.best.original
        let key = FileKey(device: original.device, inode: original.inode)
        if let file = files[key], file.progress.path == original.path, !original.isGone {
            if file.rotatedAt == nil {
                // Still written to under its name, and in order: what the copy holds is or will be read there.
                return try finish(mark, log.key)
            }
            // Its rest is read here.
            try retire([(file, key)])
        }
        if match.isReadWhole || match.size <= match.best.offset { return try finish(mark, log.key) }
        var progress = original
        progress.offset = match.best.offset
        progress.prefixHash = match.best.hash
        progress.line = match.best.line
        read(log, from: progress)
    }

    /// Reads on in a compressed log. How far is kept with the log that it was made of.
    private func read(_ log: CompressedLog, from progress: FileProgress) {
        var progress = progress
        progress.isGone = true
        let file = TailedFile(progress: progress, path: log.path, openFiles: openFiles)
        file.handle = DecompressedFile(path: log.path)
        file.lastSize = log.size
        follow(file, log.key)
        decompressed.insert(log.key)
        enqueue(log.key)
    }

    /// A compressed log was read to its end.
    func finish(_ file: TailedFile, _ key: FileKey) throws(FencewatchError) {
        guard let path = file.currentPath, let handle = try? OpenFile(path: path), let status = handle.status else {
            files[key] = nil
            return
        }
        var step = AlertStore.Step()
        if file.isCompressed {
            gone.append(GoneFile(progress: file.progress))
        }
        var progress = FileProgress(path: path, device: key.device, inode: key.inode)
        TailedFile.noteHead(&progress, in: handle)
        progress.encoding = Self.compressedMark
        progress.offset = file.isPassedOver ? file.progress.offset : file.lastSize
        let mark = TailedFile(progress: progress, path: path, openFiles: openFiles)
        mark.isPassedOver = true
        mark.lastSize = status.size
        mark.lastModified = status.modified
        follow(mark, key)
        step.files = [progress]
        _ = try save(&step, files: [(mark, progress)])
    }
}
