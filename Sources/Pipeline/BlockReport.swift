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
    /// What could not be read of the messages.
    package var skipped: [SkippedSource] = []
    /// The findings as they will be printed, where a worker was to write them.
    package var printed: PrintedFindings?

    package init() {}
}

/// Writes findings, and the alerts of messages without a conversation, on the worker that made them, so that the one
/// consumer only copies bytes.
package protocol FindingPrinter: Sendable {
    /// - Parameter leavesLinesOpen: whether numbers of lines are counted from a block's begin, so that only the consumer
    ///   can write them.
    /// - Returns: the text of as many of the reports, from the first on, as memory should hold.
    func print(_ reports: [MessageReport], leavesLinesOpen: Bool) -> PrintedFindings
}

/// The findings and settled alerts of a block as they are printed, but for the numbers of their lines.
package struct PrintedFindings: Sendable {
    package var text: [UInt8]
    /// Where the number of a line belongs, and its number counted from the block's begin.
    package var openLines: [(place: Int, line: Int)]
    /// Where the text of each report ends; the reports behind the last of them were not printed.
    package var ends: [Int]
    package var counts: [Entity: Int]
    package var alerts: [Alert.Kind: Int]

    package init(
        text: [UInt8], openLines: [(place: Int, line: Int)], ends: [Int], counts: [Entity: Int],
        alerts: [Alert.Kind: Int]
    ) {
        self.text = text
        self.openLines = openLines
        self.ends = ends
        self.counts = counts
        self.alerts = alerts
    }
}

/// What the pipeline hands on, in input order.
package enum PipelineEvent: Sendable {
    /// Reports in a row, and their findings as a worker printed them, if one was to; `firstLine` is what the open lines
    /// of those count from.
    case reports([MessageReport], printed: PrintedFindings?, firstLine: Int)
    /// `isFailure` where it changes the exit status: all but files in a folder that are no text.
    case skipped(SkippedSource, isFailure: Bool)
    /// A member or part of a source was read: the next one's lines are counted anew.
    case endOfMember
    /// A source was read to its end, or as far as it could be.
    case endOfSource(String, wasRead: Bool)
}
