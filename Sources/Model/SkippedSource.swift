/// Input that was asked for and not read, in whole or in part. It is always reported, never passed over.
public struct SkippedSource: Sendable, Hashable {
    /// Why; the raw values are those of the output contract.
    public enum Reason: String, Sendable, CaseIterable {
        case encrypted
        case truncated
        case corrupt
        case binary
        case undecodable
        case unsupported
        case unreadable
        case notFound = "not-found"
        case nestingLimit = "limit-nesting"
        case entryLimit = "limit-entries"
        case entrySizeLimit = "limit-entry-size"
        case totalSizeLimit = "limit-total-size"
        case ratioLimit = "limit-ratio"
        case matchLimit = "limit-match"
    }

    /// The path as given, or `-` for standard input.
    public var source: String
    /// The member inside an archive, nested ones joined by `!`.
    public var member: String?
    /// Byte of the source, or of the decompressed member, from which nothing was read; nil where that is unknown.
    public var offset: Int?
    /// Why it was not read.
    public var reason: Reason
    /// What happened, in words; never text of the input.
    public var detail: String?

    /// A record of what was not read.
    ///
    /// - Parameters:
    ///   - offset: byte of the source or member from which nothing was read.
    ///   - detail: in words; never text of the input.
    public init(source: String, member: String? = nil, offset: Int? = nil, reason: Reason, detail: String? = nil) {
        self.source = source
        self.member = member
        self.offset = offset
        self.reason = reason
        self.detail = detail
    }
}
