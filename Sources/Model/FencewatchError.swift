/// What went wrong, where, and how to mend it.
///
/// Every error that the library throws is of this type. Its text never holds a value that was found.
public struct FencewatchError: Error, Sendable, CustomStringConvertible {
    /// A stable name of the kind of failure. New codes may be added in any release, so a `switch` needs a default.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// Lower case with hyphens: `not-found`.
        public var rawValue: String

        /// A code of that name, one of a later release too.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A file or folder could not be opened or read.
        public static let unreadable = Code(rawValue: "unreadable")
        /// A path that does not exist.
        public static let notFound = Code(rawValue: "not-found")
        /// A rule pack with a mistake in it.
        public static let invalidRule = Code(rawValue: "invalid-rule")
        /// An option or argument that cannot be used.
        public static let invalidArgument = Code(rawValue: "invalid-argument")
        /// Output that could not be written.
        public static let unwritable = Code(rawValue: "unwritable")
        /// State on disk that is damaged, foreign or newer than this program.
        public static let invalidState = Code(rawValue: "invalid-state")
    }

    /// What kind of failure it is, for programs.
    public var code: Code
    /// What went wrong and what the user can do about it, in one or two sentences.
    public var message: String
    /// Where: a path, or `file:line`.
    public var location: String?
    /// What the layer below said.
    public var cause: String?

    /// An error.
    ///
    /// - Parameters:
    ///   - message: what went wrong and how to mend it; never a value that was found.
    ///   - location: a path, or `file:line`.
    ///   - cause: what the layer below said.
    public init(_ code: Code, _ message: String, location: String? = nil, cause: String? = nil) {
        self.code = code
        self.message = message
        self.location = location
        self.cause = cause
    }

    /// `location: message (cause)`, as the command line prints it.
    public var description: String {
        var text = ""
        if let location { text += "\(location): " }
        text += message
        if let cause { text += " (\(cause))" }
        return text
    }
}
