import FenceFiles
import FenceModel
import FenceStore
import Logging

/// What was skipped is read once, beside what is followed: a copy is known by a hash over all that it shares with its log, which
/// may be gone by then, and alerts name their lines.
extension Tailer {
    /// Seconds for this between two rounds.
    private static let secondsAtOnce = 0.1

    /// Passes over what is before a place.
    func skip(_ file: TailedFile, _ key: FileKey, to offset: Int, in handle: any FileBytes) {
        file.skip(to: offset, in: handle)
        if file.progress.isUncounted { uncounted.insert(key) }
    }

    /// Says that a file has something to read, and can have no turn before what was skipped is counted.
    func wantCount(_ key: FileKey) {
        uncounted.insert(key)
        guard wantedSince[key] == nil else { return }
        wantedSince[key] = Self.steady
        wanted.append(key)
    }

    /// Counts for a moment. Where a run ends before a file is through, that file is counted from its begin by the next one; where
    /// it is read from stays as it is.
    func countSkipped() throws(FencewatchError) {
        guard !uncounted.isEmpty else { return }
        let end = Self.steady + Self.secondsAtOnce
        var counted: [TailedFile] = []
        while Self.steady < end, !isStopping, let key = wanted.first ?? counting ?? uncounted.first {
            counting = wanted.isEmpty ? key : counting
            closeIdle()
            guard let file = files[key], file.progress.isUncounted, let handle = file.open() else {
                forgetCount(key)
                continue
            }
            guard let isDone = file.countOn(in: handle) else {
                // Cut or rewritten: that is seen when it has its turn.
                forgetCount(key)
                enqueue(key)
                continue
            }
            guard isDone else { continue }
            forgetCount(key)
            counted.append(file)
            if file.lastSize > file.progress.offset || file.rotatedAt != nil || file.isCompressed { enqueue(key) }
        }
        guard !counted.isEmpty else { return }
        var step = AlertStore.Step()
        step.files = counted.map(\.progress)
        _ = try save(&step, files: counted.map { ($0, $0.progress) })
        if uncounted.isEmpty { log.info("all that was skipped is counted") }
    }

    private func forgetCount(_ key: FileKey) {
        uncounted.remove(key)
        wantedSince[key] = nil
        while let first = wanted.first, wantedSince[first] == nil { wanted.removeFirst() }
        if counting == key { counting = nil }
    }

    /// Says how much there is to count.
    func tellSkipped() {
        guard !uncounted.isEmpty else { return }
        let bytes = uncounted.reduce(0) { $0 + (files[$1]?.progress.offset ?? 0) }
        log.info(
            "what is skipped is counted, once; what is written there meanwhile is read behind that",
            metadata: ["files": "\(uncounted.count)", "bytes": "\(bytes)"])
    }
}

extension FileProgress {
    /// Whether what is before the offset was skipped and not read: the hash over it and the number of the line are not known yet.
    /// Lines are numbered from 1, so that 0 says so in the store too.
    var isUncounted: Bool { line == 0 }
}
