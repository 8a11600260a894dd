import FenceDecoding
import FenceFiles
import FenceIngest
import FenceModel
import FencePipeline
import FenceStore
import Fencewatch
import Logging

/// Which file is which: new ones, renamed ones, rewritten ones, copies, and those that are gone.
extension Tailer {
    /// Looks at everything that is to be followed.
    ///
    /// - Returns: whether every folder is watched, so that the system tells of changes.
    func look() -> Bool {
        let found = discovery.walk()
        var isWatchingAll = true
        for folder in found.folders where !watch.add(folder) { isWatchingAll = false }
        var met: Set<FileKey> = []
        for (path, status) in found.files {
            met.insert(FileKey(device: status.device, inode: status.inode))
            examine(path, status: status)
        }
        for (key, file) in files where !met.contains(key) && file.rotatedAt == nil { noteGone(file) }
        if isFirstLook {
            isFirstLook = false
            findLostFiles()
        }
        startCopies()
        let count = files.count
        metrics.update { $0.files = count }
        return isWatchingAll
    }

    /// Looks at one path, which may be a new file, a changed one, a folder, or nothing any more.
    func examine(_ path: String) {
        guard let status = FileStatus(path: path) else {
            if let key = paths[path], let file = files[key], file.currentPath == path { noteGone(file) }
            return
        }
        if status.isFolder {
            _ = look()
        } else if status.isFile, discovery.follows(path) {
            examine(path, status: status)
        }
    }

    private func examine(_ path: String, status: FileStatus) {
        let key = FileKey(device: status.device, inode: status.inode)
        if let before = paths[path], before != key, let old = files[before], old.currentPath == path {
            // The name went to another file; the old one may have got another name, or be open still.
            noteGone(old)
        }
        if let file = files[key] {
            if file.currentPath != path {
                if let other = file.currentPath, FileStatus(path: other).map({ self.key($0) == key }) ?? false {
                    // A second name for the same file.
                    return
                }
                file.currentPath = path
                file.rotatedAt = file.rotatedAt ?? Self.steady
            }
            paths[path] = key
            if file.suspicion != nil {
                judgeSuspects(Self.steady)
            } else if status.size != file.lastSize || status.size < file.progress.offset {
                file.lastSize = status.size
                enqueue(key)
            }
            return
        }
        paths[path] = key
        adopt(path, key, status)
    }

    private func key(_ status: FileStatus) -> FileKey {
        FileKey(device: status.device, inode: status.inode)
    }

    // MARK: - New files

    /// Begins to follow a file that this run has not met.
    private func adopt(_ path: String, _ key: FileKey, _ status: FileStatus) {
        guard let handle = try? OpenFile(path: path) else {
            log.warning("cannot be opened; tried again later", metadata: ["path": "\(path)"])
            return
        }
        if let before = known.removeValue(forKey: key) {
            if before.encoding == Self.compressedMark {
                follow(TailedFile(progress: before, path: path), key).isBinary = true
                return
            }
            if TailedFile.isContinued(before, in: handle, size: status.size) {
                let file = follow(TailedFile(progress: before, path: path), key)
                if before.path != path { file.rotatedAt = Self.steady }
                keepOpen(file, handle)
                enqueue(key)
                return
            }
            // Another file under the old number, or the same one rewritten while nobody looked.
            noteRewritten(before)
        }
        if RotatedCopies.isCompressed(handle) { return adoptCompressed(path, key, status) }
        let file = follow(
            TailedFile(progress: FileProgress(path: path, device: key.device, inode: key.inode), path: path), key)
        keepOpen(file, handle)
        log.debug("new", metadata: ["path": "\(path)", "inode": "\(key.inode)", "size": "\(status.size)"])
        if beginsAtEnd {
            skipToEnd(file, handle, size: status.size)
            return enqueue(key)
        }
        judge(file, key, handle, size: status.size)
    }

    /// Tells a copy from a new file; one that may be a copy in the making waits.
    private func judge(_ file: TailedFile, _ key: FileKey, _ handle: OpenFile, size: Int) {
        let path = file.progress.path
        let originals = (files.values.map(\.progress) + known.values + gone).filter {
            RotatedCopies.mayDerive(path, from: $0.path) && $0.offset > 0 && $0.inode != key.inode
        }
        if let match = RotatedCopies.match(handle, size: size, among: originals) {
            log.debug(
                "a copy", metadata: ["path": "\(path)", "of": "\(match.original.path)", "read": "\(match.offset)"])
            metrics.update { $0.copies += 1 }
            file.suspicion = nil
            file.isWaitingCopy = true
            file.progress.path = match.original.path
        } else if originals.contains(where: { mayBecomeCopy(handle, size: size, of: $0) }) {
            if file.suspicion?.size != size { file.suspicion = (size, Self.steady) }
        } else {
            file.suspicion = nil
            enqueue(key)
        }
    }

    /// Whether a file agrees with another as far as it goes, which is not yet as far as the other was read.
    private func mayBecomeCopy(_ file: OpenFile, size: Int, of original: FileProgress) -> Bool {
        guard size < original.offset else { return false }
        if size >= original.headLength {
            return ContentHash.hash(file.read(original.headLength, at: 0)) == original.headHash
        }
        let key = FileKey(device: original.device, inode: original.inode)
        guard let other = files[key]?.handle, other.status?.size ?? 0 >= size else { return true }
        return other.read(size, at: 0) == file.read(size, at: 0)
    }

    /// How long a file that may be a copy in the making is waited for after it last grew, in seconds.
    private static let suspicionLasts = 2.0

    /// Looks again at files that may be copies in the making.
    func judgeSuspects(_ now: Double) {
        for (key, file) in files {
            guard let suspicion = file.suspicion, let handle = file.open(), let size = handle.status?.size else {
                continue
            }
            if size == suspicion.size, now - suspicion.since >= Self.suspicionLasts {
                file.suspicion = nil
                enqueue(key)
            } else if size != suspicion.size {
                judge(file, key, handle, size: size)
            }
        }
    }

    /// Whether files that are met now were there before anybody tailed.
    private var beginsAtEnd: Bool {
        if let startsAtBegin = options.startsAtBegin { return !startsAtBegin && isFirstLook && !knowsState }
        return isFirstLook && !knowsState
    }

    /// Goes to the end of the last whole line.
    private func skipToEnd(_ file: TailedFile, _ handle: OpenFile, size: Int) {
        var end = size
        while end > 0 {
            let start = max(0, end - 65_536)
            if let last = handle.read(end - start, at: start).lastIndex(of: 0x0A) {
                file.skip(to: start + last + 1, in: handle)
                return
            }
            end = start
        }
    }

    /// Keeps a file open for its turn, unless many are open already: then it is opened again.
    private func keepOpen(_ file: TailedFile, _ handle: OpenFile) {
        guard openCount < descriptorLimit else { return }
        openCount += 1
        file.handle = handle
    }

    private func follow(_ file: TailedFile, _ key: FileKey) -> TailedFile {
        files[key] = file
        return file
    }

    // MARK: - Copies

    /// Stands in the place of the encoding for compressed files that are done with.
    static let compressedMark = "compressed"

    /// A compressed log: what of it was read under another name is passed over, the rest is read at once.
    private func adoptCompressed(_ path: String, _ key: FileKey, _ status: FileStatus) {
        if incomplete[path] == status.size { return }
        let originals = (files.values.map(\.progress) + known.values + gone).filter {
            RotatedCopies.mayDerive(path, from: $0.path) && $0.encoding != Self.compressedMark
        }
        guard case .whole(let match) = RotatedCopies.read(path, among: originals) else {
            // Still being written: looked at again when it has grown.
            incomplete[path] = status.size
            paths[path] = nil
            return
        }
        incomplete[path] = nil
        log.debug(
            "compressed",
            metadata: ["path": "\(path)", "of": "\(match?.original.path ?? "-")", "read": "\(match?.offset ?? 0)"])
        var mark = FileProgress(path: path, device: key.device, inode: key.inode)
        mark.encoding = Self.compressedMark
        mark.offset = status.size
        let reader = TailedFile(progress: mark, path: path)
        reader.isBinary = true
        files[key] = reader
        var step = AlertStore.Step()
        if match != nil || !beginsAtEnd { readRest(of: path, behind: match?.original, into: &step) }
        if let original = match?.original {
            metrics.update { $0.copies += 1 }
            // The original's rest is read now; should it still be there, it is not read again.
            retire(original, into: &step)
        }
        step.files.append(mark)
        do {
            let retired = step.files.dropLast().map { (TailedFile?.none, $0) }
            try save(&step, files: retired + [(reader, mark)])
        } catch {
            log.error("cannot store", metadata: ["error": "\(error)"])
        }
    }

    private func retire(_ original: FileProgress, into step: inout AlertStore.Step) {
        let key = FileKey(device: original.device, inode: original.inode)
        // An original that is still under its name is being written to: copytruncate with compression.
        if let file = files[key], file.rotatedAt == nil { return }
        files[key] = nil
        known[key] = nil
        var retired = original
        retired.isGone = true
        gone.append(retired)
        step.files.append(retired)
    }

    private func readRest(of path: String, behind original: FileProgress?, into step: inout AlertStore.Step) {
        var position = 0
        let start = original?.offset ?? 0
        var held: [UInt8] = []
        var progress = original ?? FileProgress(path: path, device: 0, inode: 0)
        let scanner = RestScanner(self)
        _ = RotatedCopies.decompress(path) { bytes in
            let fresh = bytes.dropFirst(max(0, start - position))
            position += bytes.count
            held += fresh
            if let end = held.lastIndex(of: 0x0A) {
                scanner.scan(Array(held[...end]), &progress, into: &step)
                held.removeSubrange(...end)
            } else if held.count > RestScanner.longestLine {
                scanner.scan(held, &progress, into: &step)
                held.removeAll()
            }
            return true
        }
        if !held.isEmpty { scanner.scan(held, &progress, into: &step) }
    }

    /// Reads on in copies whose originals were cut, replaced or are gone: what the copy holds beyond is in no other file.
    private func startCopies() {
        for (key, file) in files where file.isWaitingCopy {
            guard let handle = file.open(), let status = handle.status else { continue }
            let path = file.progress.path
            let isIntact = files.values.contains {
                !$0.isWaitingCopy && $0.progress.path == path && $0.rotatedAt == nil && $0 !== file
                    && TailedFile.isMarkerThere($0.progress, in: handle) && $0.progress.offset > 0
                    && ($0.handle?.status?.size ?? $0.lastSize) >= $0.progress.offset
            }
            if isIntact { continue }
            let originals = (files.values.filter { $0 !== file }.map(\.progress) + known.values + gone)
                .filter { $0.path == path }
            guard let match = RotatedCopies.match(handle, size: status.size, among: originals) else { continue }
            log.debug("copy read on", metadata: ["path": "\(file.currentPath ?? "-")", "from": "\(match.offset)"])
            file.progress.offset = 0
            file.skip(to: match.offset, in: handle)
            file.progress.encoding = match.original.encoding
            file.progress.format = match.original.format
            file.isWaitingCopy = false
            file.rotatedAt = Self.steady
            enqueue(key)
        }
    }

    // MARK: - Rewritten and gone

    /// Reads a file that was cut or rewritten from its begin.
    func restart(_ file: TailedFile, _ key: FileKey) {
        noteRewritten(file.progress)
        var fresh = FileProgress(path: file.currentPath ?? file.progress.path, device: key.device, inode: key.inode)
        fresh.id = nil
        file.progress = fresh
        startCopies()
    }

    private func noteRewritten(_ before: FileProgress) {
        metrics.update { $0.truncations += 1 }
        log.notice(
            "rewritten in place; read from the begin. What was written and cut before it was read is in no file",
            metadata: ["path": "\(before.path)", "read": "\(before.offset)"])
        var old = before
        old.isGone = true
        gone.append(old)
        var step = AlertStore.Step()
        step.files = [old]
        do { try save(&step, files: [(nil, old)]) } catch { log.error("cannot store", metadata: ["error": "\(error)"]) }
    }

    private func noteGone(_ file: TailedFile) {
        guard file.rotatedAt == nil else { return }
        // Opened now, while its number still leads to it, it can be read to its end under any name.
        if file.handle == nil, let path = file.currentPath {
            file.currentPath = sibling(of: path, key: FileKey(device: file.progress.device, inode: file.progress.inode))
            _ = file.open()
        }
        file.rotatedAt = Self.steady
        enqueue(FileKey(device: file.progress.device, inode: file.progress.inode))
    }

    /// Another name of a file in the same folder, such as a rotation gives.
    private func sibling(of path: String, key: FileKey) -> String? {
        let folder = Discovery.folder(of: path)
        return FolderListing.names(in: folder)?.lazy.map { folder == "/" ? "/\($0)" : "\(folder)/\($0)" }
            .first { candidate in FileStatus(path: candidate).map { self.key($0) == key } ?? false }
    }

    /// Files of an earlier run that no path led to: renamed beyond what is followed, or deleted.
    private func findLostFiles() {
        for (key, progress) in known {
            if let path = sibling(of: progress.path, key: key), let handle = try? OpenFile(path: path),
                let status = handle.status, TailedFile.isContinued(progress, in: handle, size: status.size)
            {
                let file = TailedFile(progress: progress, path: path)
                file.handle = handle
                file.rotatedAt = Self.steady
                files[key] = file
                enqueue(key)
            } else {
                var old = progress
                old.isGone = true
                gone.append(old)
            }
        }
        known.removeAll()
    }

    /// Ends the reading of rotated files that nobody writes to any more.
    func endRotated(_ now: Double) {
        for (key, file) in files {
            guard let rotatedAt = file.rotatedAt, !file.isWaitingCopy else { continue }
            guard now - max(rotatedAt, file.lastGrowth) >= options.grace else {
                // The system does not tell of writes to a file without a name.
                if let size = file.handle?.status?.size, size != file.lastSize { enqueue(key) }
                continue
            }
            let size = file.handle?.status?.size ?? 0
            if size > file.progress.offset, !file.isBinary {
                enqueue(key)
                continue
            }
            if let path = file.currentPath, FileStatus(path: path).map({ self.key($0) == key }) ?? false {
                // Renamed and still there: it is followed under its new name.
                file.rotatedAt = nil
                continue
            }
            files[key] = nil
            var old = file.progress
            old.isGone = true
            gone.append(old)
            if old.id != nil {
                var step = AlertStore.Step()
                step.files = [old]
                do { try save(&step, files: [(nil, old)]) } catch {
                    log.error("cannot store", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    /// Seconds until a rotated file is to be looked at again.
    func nextDeadline(_ now: Double) -> Double {
        files.values.contains { $0.rotatedAt != nil || $0.suspicion != nil } ? 0.25 : .infinity
    }

    /// At the end of a run that stops when everything is read, last lines without an end are lines.
    func finishLastLines() throws(FencewatchError) {
        let scanner = ChunkScanner(detector: restDetector)
        for file in files.values.sorted(by: { $0.progress.path < $1.progress.path })
        where !file.isBinary && !file.isWaitingCopy {
            guard file.open() != nil, let turn = file.takeTurn(isFinal: true, with: scanner), !turn.isBinary else {
                continue
            }
            var step = AlertStore.Step()
            step.files = [turn.progress]
            consume(turn.report, into: &step)
            try save(&step, files: [(file, turn.progress)])
            file.handle = nil
        }
    }
}

/// Scans what a compressed log holds beyond what was read.
private final class RestScanner {
    static let longestLine = 131_072

    private let tailer: Tailer
    private let scanner: ChunkScanner

    init(_ tailer: Tailer) {
        self.tailer = tailer
        scanner = ChunkScanner(detector: tailer.restDetector)
    }

    func scan(_ bytes: [UInt8], _ progress: inout FileProgress, into step: inout AlertStore.Step) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // Whole lines, as many as a block holds even if they have to be converted.
            var part = rest.prefix(65_536)
            if part.count < rest.count, let end = part.lastIndex(of: 0x0A) { part = part[...end] }
            rest = rest[part.endIndex...]
            let encoding = progress.encoding.flatMap { TextEncoding(label: $0) } ?? detected(Array(part))
            var text = Array(part)
            if encoding != .utf8, let transcoder = Transcoder(from: encoding) {
                text = []
                transcoder.convert(Array(part), isLast: true, into: &text)
            }
            let format =
                progress.format.flatMap { LineFormats.format(named: $0, json: JSONLines()) }
                ?? LineFormats.recognise(head: text.span, json: JSONLines())
            var report = scanner.scan(
                text, of: SourceReference(source: progress.path), format: format, offset: progress.offset,
                lineStarts: nil, piece: nil)
            for index in report.reports.indices {
                report.reports[index].origin.line = report.reports[index].origin.line.map { $0 + progress.line }
            }
            report.bytes = part.count
            tailer.consume(report, into: &step)
            progress.offset += part.count
            progress.line += part.count { $0 == 0x0A }
        }
    }

    private func detected(_ sample: [UInt8]) -> TextEncoding {
        if case .text(let encoding) = EncodingDetector.detect(sample) { encoding } else { .utf8 }
    }
}
