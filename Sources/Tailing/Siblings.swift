import FenceFiles

/// The names that files have in folders: each folder is listed once, however many of its files are looked for.
struct Siblings {
    private let list: (String) -> [Int64: String]?
    private var folders: [String: [Int64: String]] = [:]

    /// - Parameter list: the names in a folder by the numbers of their files; nil where it cannot be read.
    init(list: @escaping (String) -> [Int64: String]? = FolderListing.names(in:)) {
        self.list = list
    }

    /// The path of a file in a folder, as it was when that was listed.
    mutating func path(of inode: Int64, in folder: String) -> String? {
        let names = folders[folder] ?? list(folder) ?? [:]
        folders[folder] = names
        return names[inode].map { folder == "/" ? "/\($0)" : "\(folder)/\($0)" }
    }

    /// Lists a folder again when it is asked for next.
    mutating func forget(_ folder: String) {
        folders[folder] = nil
    }

    /// Lists all folders again: what is known is as old as the look, or the changes, that it was asked for.
    mutating func forgetAll() {
        folders.removeAll()
    }
}
