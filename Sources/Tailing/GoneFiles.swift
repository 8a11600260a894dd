import FenceStore

/// Files that are no longer there, to know their copies by; the oldest of many are forgotten.
struct GoneFiles {
    /// Most that are remembered.
    private let limit: Int
    private var files: [Int: Tailer.GoneFile] = [:]
    private var keys: [Tailer.FileKey: Set<Int>] = [:]
    private var names = LogNames<Int>()
    private var oldest = 0
    private var next = 0

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { files.count }

    /// Of a file that nothing was read of there is nothing to remember.
    mutating func append(_ file: Tailer.GoneFile) {
        guard file.progress.offset > 0 else { return }
        files[next] = file
        keys[Self.key(file), default: []].insert(next)
        names.insert(next, at: file.progress.path)
        next += 1
        while files.count > limit {
            remove(oldest)
            oldest += 1
        }
    }

    /// The last one of a number.
    func last(of key: Tailer.FileKey) -> Tailer.GoneFile? {
        keys[key]?.max().flatMap { files[$0] }
    }

    mutating func removeAll(of key: Tailer.FileKey) {
        for number in keys[key] ?? [] { remove(number) }
    }

    /// Those that a plain file may be a copy of, oldest first.
    func originals(ofCopy path: String) -> [Tailer.GoneFile] {
        names.originals(ofCopy: path).sorted().compactMap { files[$0] }
            .filter { RotatedCopies.mayCopy(path, of: $0.progress.path) }
    }

    /// Those that a compressed file may hold, oldest first.
    func originals(ofCompressed path: String) -> [Tailer.GoneFile] {
        names.originals(ofCompressed: path).sorted().compactMap { files[$0] }
            .filter { RotatedCopies.mayCompress(path, $0.progress.path) }
    }

    private mutating func remove(_ number: Int) {
        guard let file = files.removeValue(forKey: number) else { return }
        names.remove(number, at: file.progress.path)
        let key = Self.key(file)
        keys[key]?.remove(number)
        if keys[key]?.isEmpty ?? false { keys[key] = nil }
    }

    private static func key(_ file: Tailer.GoneFile) -> Tailer.FileKey {
        Tailer.FileKey(device: file.progress.device, inode: file.progress.inode)
    }
}
