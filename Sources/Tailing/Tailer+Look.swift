import FenceDecoding
import FenceFiles
import FenceModel
import FenceStore
import Logging

/// Which files there are: new ones, renamed ones, and those that an earlier run knew.
extension Tailer {
    /// Looks at everything that is to be followed.
    ///
    /// - Returns: whether every folder is watched, so that the system tells of changes.
    func look() throws(FencewatchError) -> Bool {
        var isWatchingAll = true
        siblings.forgetAll()
        watch.readMounts()
        let found = discovery.walk { stop in
            switch stop {
            case .folder(let path): if !watch.add(folder: path) { isWatchingAll = false }
            case .link(let path): if !watch.add(file: path) { isWatchingAll = false }
            }
        }
        for parent in found.parents { watch.addParent(folder: parent) }
        // One that has gone since it was met is none of them.
        for folder in found.closedFolders where FileStatus(path: folder) != nil && unreadable.insert(folder).inserted {
            log.warning("folder cannot be listed; tried again later", metadata: ["path": "\(folder)"])
        }
        var met: Set<FileKey> = []
        met.reserveCapacity(found.files.count)
        for (_, status) in found.files { met.insert(key(status)) }
        if isFirstLook {
            for (group, path) in discovery.groups.enumerated() where !found.groups.contains(group) {
                log.warning("no file there to follow; those that come are followed", metadata: ["path": "\(path)"])
            }
            try meetKnown(found, met)
        }
        for (path, status) in found.files {
            if isStopping { break }
            try examine(path, status: status, mayBeSame: true)
            if unsaved.count >= Self.savedAtOnce { try saveLook(isWhole: false) }
        }
        if isStopping {
            // Where the first look is not over, the next run makes it, and goes on with what this one stored.
            try saveLook(isWhole: false)
            return isWatchingAll
        }
        for (key, file) in files where !met.contains(key) && file.rotatedAt == nil {
            // What lies where nobody could look may be there.
            if let path = file.currentPath, Discovery.holds(found.closedFolders, path) { continue }
            noteGone(file, key)
        }
        if !unreadable.isEmpty {
            // What is gone or can be listed again is told anew when it is closed again.
            unreadable.formIntersection(found.files.map(\.path) + found.closedFolders)
        }
        if paths.count > 2 * files.count + 1_000 {
            paths = paths.filter { files[$0.value]?.currentPath == $0.key }
        }
        if names.count > 2 * files.count + 1_000 {
            names = LogNames()
            for (key, file) in files where !file.isPassedOver { names.insert(key, at: file.progress.path) }
        }
        waitingCopies = waitingCopies.filter { files[$0.key] != nil }
        if isFirstLook || !unsaved.isEmpty || !lost.isEmpty { try saveLook() }
        isFirstLook = false
        return isWatchingAll
    }

    /// Files that are stored in one transaction.
    private static let savedAtOnce = 2_000

    /// Stores where the files begin that are read from their ends, which are there again, and which of an earlier run are no
    /// longer there, in the transaction that says that all were met.
    ///
    /// - Parameter isWhole: whether all were met, and not a part of them.
    private func saveLook(isWhole: Bool = true) throws(FencewatchError) {
        repeat {
            let part = unsaved.prefix(Self.savedAtOnce).filter { file in
                files[FileKey(device: file.progress.device, inode: file.progress.inode)] === file
            }
            unsaved.removeFirst(min(Self.savedAtOnce, unsaved.count))
            let gone = Array(lost.prefix(Self.savedAtOnce))
            lost.removeFirst(gone.count)
            var step = AlertStore.Step()
            step.files = part.map(\.progress) + gone
            step.marksStart = isWhole && unsaved.isEmpty && lost.isEmpty
            guard try save(&step, files: part.map { ($0, $0.progress) } + gone.map { (nil, $0) }) else { return }
        } while !unsaved.isEmpty || !lost.isEmpty
    }

    /// Looks at one path, which may be a new file, a changed one, a folder, or nothing any more.
    func examine(_ path: String) throws(FencewatchError) {
        guard let status = FileStatus(path: path) else {
            if let key = paths[path], let file = files[key], file.currentPath == path { noteGone(file, key) }
            return
        }
        if status.isFolder {
            wantsLook = true
        } else if status.isFile, discovery.follows(path) {
            try examine(path, status: status, mayBeSame: false)
            // At the first look it is saved when all were met.
            if !isFirstLook, !lost.isEmpty { try saveLook() }
        }
    }

    /// - Parameter mayBeSame: whether a file of the same size and time is taken for unchanged.
    private func examine(_ path: String, status: FileStatus, mayBeSame: Bool) throws(FencewatchError) {
        let key = key(status)
        // They may be files in a folder that is followed: what is written there must not be read.
        guard !ownFiles.contains(key) else { return }
        if let before = paths[path], before != key, let old = files[before], old.currentPath == path {
            // The name went to another file; the old one may have got another name, or be open still.
            noteGone(old, before)
        }
        guard let file = files[key] else {
            paths[path] = key
            return try adopt(path, key, status, nil)
        }
        let isSame = mayBeSame && status.size == file.lastSize && status.modified == file.lastModified
        if file.currentPath != path {
            if let other = file.currentPath, FileStatus(path: other).map({ self.key($0) == key }) ?? false {
                // A second name for the same file; what is written by it is noticed by either.
                if !isSame { enqueue(key) }
                return
            }
            file.currentPath = path
            if file.rotatedAt == nil { markRotated(file, key) }
        }
        paths[path] = key
        guard !isSame else { return }
        if file.isPassedOver, !isStillPassedOver(file, status) {
            // Another file under the number, or another content.
            files[key] = nil
            lose(file.progress)
            return try adopt(path, key, status, nil)
        }
        file.lastModified = status.modified
        if file.handle == nil || !file.isCompressed { file.lastSize = max(file.lastSize, status.size) }
        if file.copy == nil { enqueue(key) }
    }

    func key(_ status: FileStatus) -> FileKey {
        FileKey(device: status.device, inode: status.inode)
    }

    // MARK: - Known and new files

    /// Goes on with what an earlier run read. All of it comes before anything that is new, which may be a copy of it.
    private func meetKnown(_ found: Discovery.Found, _ met: Set<FileKey>) throws(FencewatchError) {
        // A device may have another number after a restart of the machine: then the name and the content tell.
        var byPath: [String: FileKey] = [:]
        for (key, progress) in known where !met.contains(key) { byPath[progress.path] = key }
        for (path, status) in found.files {
            let key = key(status)
            if known[key] == nil, let old = byPath[path], var progress = known[old], progress.offset > 0,
                let handle = try? OpenFile(path: path), TailedFile.isContinued(progress, in: handle, size: status.size)
            {
                known[old] = nil
                progress.device = key.device
                progress.inode = key.inode
                known[key] = progress
            }
            if known[key] != nil { try examine(path, status: status, mayBeSame: true) }
        }
        findLostFiles(found)
    }

    /// Files of an earlier run that no path led to: renamed beyond what is followed, or deleted.
    private func findLostFiles(_ found: Discovery.Found) {
        for (key, progress) in known.sorted(by: { ($0.value.id ?? 0) < ($1.value.id ?? 0) }) {
            if let path = sibling(of: progress.path, key: key), let handle = try? OpenFile(path: path),
                let status = handle.status, self.key(status) == key,
                TailedFile.isContinued(progress, in: handle, size: status.size)
            {
                let file = follow(progress, path, key)
                file.handle = handle
                markRotated(file, key)
            } else {
                // What was not looked for, or lies where nobody could look, may be there when the next run begins.
                if discovery.wouldHaveFound(progress.path, found) { lose(progress) }
                var old = progress
                old.isGone = true
                gone.append(GoneFile(progress: old))
            }
        }
        known.removeAll()
    }

    /// Puts down that a file is no longer there, where the store knows it: else it would stay there for ever.
    private func lose(_ progress: FileProgress) {
        guard progress.id != nil, !progress.isGone else { return }
        var old = progress
        old.isGone = true
        lost.append(old)
    }

    /// Begins to follow a file that this run has not met.
    func adopt(_ path: String, _ key: FileKey, _ status: FileStatus, _ open: OpenFile?) throws(FencewatchError) {
        guard let handle = open ?? held.removeValue(forKey: key)?.handle ?? (try? OpenFile(path: path)) else {
            // Said once; tried at every look. One that has gone since it was met is none of them.
            if FileStatus(path: path) != nil, unreadable.insert(path).inserted {
                log.warning("cannot be opened; tried again later", metadata: ["path": "\(path)"])
            }
            paths[path] = nil
            return
        }
        unreadable.remove(path)
        let status = handle.status ?? status
        guard key == self.key(status) else { return wantsLook = true }
        if try resume(path, key, status, handle) { return }
        if DecompressedFile.compression(of: handle) != nil { return adoptCompressed(path, key, handle, status) }
        let file = follow(FileProgress(path: path, device: key.device, inode: key.inode), path, key)
        keepOpen(file, handle)
        file.lastSize = status.size
        file.lastModified = status.modified
        log.debug("new", metadata: ["path": "\(path)", "inode": "\(key.inode)", "size": "\(status.size)"])
        if beginsAtEnd {
            if status.size > 0 {
                skip(file, key, to: file.endOfLastLine(in: handle, size: status.size), in: handle)
                if file.progress.offset > 0 { unsaved.append(file) }
                file.isJudged = true
            }
            return enqueue(key)
        }
        try judge(file, key, handle, status)
    }

    /// Goes on with a file that was read before, in an earlier run or until it was out of sight for a while.
    private func resume(
        _ path: String, _ key: FileKey, _ status: FileStatus, _ handle: OpenFile
    ) throws(FencewatchError) -> Bool {
        let isKnown = known[key] != nil
        guard var before = known.removeValue(forKey: key) ?? gone.last(of: key)?.progress else { return false }
        if before.encoding == Self.compressedMark {
            let file = TailedFile(progress: before, path: path, openFiles: openFiles)
            guard isStillPassedOver(file, status, handle) else {
                lose(before)
                return false
            }
            file.isPassedOver = true
            file.progress.isGone = false
            if !isKnown { gone.removeAll(of: key) }
            follow(file, key)
            if !isKnown, before.id != nil { unsaved.append(file) }
            return true
        }
        guard TailedFile.isContinued(before, in: handle, size: status.size) else {
            // Another file under the old number, or the same one rewritten while nobody looked.
            if isKnown { try noteRewritten(before, marks: [], unread: 0) }
            return false
        }
        before.isGone = false
        if !isKnown { gone.removeAll(of: key) }
        let file = follow(before, path, key)
        keepOpen(file, handle)
        file.lastSize = status.size
        file.lastModified = status.modified
        // Else it would be forgotten with those that are gone.
        if !isKnown, before.id != nil { unsaved.append(file) }
        if before.path != path { markRotated(file, key) }
        if status.size > before.offset { enqueue(key) }
        return true
    }

    /// Whether files that are met now are read from their ends.
    var beginsAtEnd: Bool {
        guard isFirstLook else { return false }
        return switch options.startsAtBegin {
        case true?: false
        // What came while nobody looked is skipped too.
        case false?: true
        case nil: !knowsState
        }
    }

    @discardableResult
    private func follow(_ progress: FileProgress, _ path: String, _ key: FileKey) -> TailedFile {
        follow(TailedFile(progress: progress, path: path, openFiles: openFiles), key)
    }

    @discardableResult
    func follow(_ file: TailedFile, _ key: FileKey) -> TailedFile {
        file.group = discovery.group(of: file.currentPath ?? file.progress.path)
        files[key] = file
        if !file.isPassedOver { names.insert(key, at: file.progress.path) }
        if file.progress.isUncounted { uncounted.insert(key) }
        if let path = file.currentPath { paths[path] = key }
        return file
    }

    /// Keeps a file open for its turn, unless many are open already: then it is opened again.
    private func keepOpen(_ file: TailedFile, _ handle: OpenFile) {
        if openFiles.count < descriptorLimit { file.handle = handle }
    }

    // MARK: - Files that are not read

    /// Stands in the place of the encoding for compressed files that are done with.
    static let compressedMark = "compressed"

    /// Passes over a file until it is another.
    func passOver(_ file: TailedFile) {
        if let handle = file.handle { TailedFile.noteHead(&file.progress, in: handle) }
        file.isPassedOver = true
        file.handle = nil
    }

    /// Whether a file is still the one that is passed over: it begins as it did, and, for a compressed one, ends where it did.
    private func isStillPassedOver(_ file: TailedFile, _ status: FileStatus, _ open: OpenFile? = nil) -> Bool {
        let mark = file.progress
        if mark.encoding == Self.compressedMark, status.size != mark.offset { return false }
        guard let handle = open ?? (file.currentPath.flatMap { try? OpenFile(path: $0) }) else { return true }
        return TailedFile.hasHead(mark, in: handle)
    }
}
