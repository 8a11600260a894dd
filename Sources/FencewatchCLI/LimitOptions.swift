import ArgumentParser
import FenceIngest

/// How much of archives is unpacked; what a limit cuts off is a `skipped` record.
struct LimitOptions: ParsableArguments {
    @Option(help: "Containers within containers.")
    var maxNesting = IngestLimits().nesting

    @Option(help: "Members of one source.")
    var maxEntries = IngestLimits().entries

    @Option(help: "Decompressed bytes of one member.")
    var maxEntryBytes = IngestLimits().entryBytes

    @Option(help: "Decompressed bytes of one source.")
    var maxTotalBytes = IngestLimits().totalBytes

    @Option(help: "Decompressed bytes for each compressed one, behind the first 16 MiB.")
    var maxRatio = IngestLimits().ratio

    func validate() throws {
        for (name, value) in [
            ("--max-nesting", maxNesting), ("--max-entries", maxEntries), ("--max-entry-bytes", maxEntryBytes),
            ("--max-total-bytes", maxTotalBytes), ("--max-ratio", maxRatio),
        ] where value < 1 {
            throw ValidationError("\(name) must be at least 1.")
        }
    }

    var limits: IngestLimits {
        var limits = IngestLimits()
        limits.nesting = maxNesting
        limits.entries = maxEntries
        limits.entryBytes = maxEntryBytes
        limits.totalBytes = maxTotalBytes
        limits.ratio = maxRatio
        return limits
    }
}
