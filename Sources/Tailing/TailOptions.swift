package import FenceModel
package import FenceSinks

/// What a tail follows and how.
package struct TailOptions: Sendable {
    /// Writes some of the bytes of an alert's line.
    ///
    /// - Returns: how many; nil where nobody reads them any more.
    package typealias Write = @Sendable (ArraySlice<UInt8>) throws(WriteError) -> Int?
    package typealias WriteError = FencewatchError

    /// Folders, files, or globs.
    package var paths: [FollowedPath]
    /// Globs of paths that are not followed.
    package var excludes: [String] = []
    /// Whole paths of folders that are not followed, whatever signs of a glob are in them.
    package var excludedFolders: [String] = []
    /// Where to begin in files that are seen for the first time; nil for the usual way: from the end of those that are there
    /// when a tail starts for the first time, from the start of all that come later.
    package var startsAtBegin: Bool?
    /// Ends when everything that is there has been read.
    package var stopsWhenRead = false
    /// How long a rotated file is read on after it was last written to, in seconds.
    package var grace = 10.0
    /// Seconds between looks at every file, for what the system does not tell of.
    package var rescanInterval = 5.0
    /// The same where some folder cannot be watched.
    package var blindRescanInterval = 0.5
    /// Days for which alerts are kept; nil for ever.
    package var keepDays: Double?
    /// The zone of times that name none, in the alerts that are stored; nil where it is not known.
    package var localTimes: LocalTimes?

    /// - Parameter folder: where paths begin that do not begin at the root.
    package init(paths: [String], in folder: String = "/") {
        self.paths = paths.map { FollowedPath($0, in: folder) }
    }
}
