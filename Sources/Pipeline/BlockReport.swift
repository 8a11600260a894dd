package import FenceModel
package import Fencewatch

/// What a worker found in a block.
package struct BlockReport: Sendable {
    package var messages = 0
    package var bytes = 0
    /// Line ends in the block: where the next block's lines go on.
    package var lines = 0
    /// Reports of the messages that have something to tell, in order; their lines are counted from the block's begin, 0
    /// being its first.
    package var reports: [MessageReport] = []
    package var limitHits = 0

    package init() {}
}

/// What the pipeline hands on, in input order.
package enum PipelineEvent: Sendable {
    case report(MessageReport)
    /// `isFailure` where it changes the exit status: all but files in a folder that are no text.
    case skipped(SkippedSource, isFailure: Bool)
    /// A member or part of a source was read: the next one's lines are counted anew.
    case endOfMember
    /// A source was read to its end, or as far as it could be.
    case endOfSource(String, wasRead: Bool)
}
