/// How much of what is packed is unpacked. A limit that is reached is a `skipped` record: what was not read is said.
package struct IngestLimits: Sendable, Hashable {
    /// Containers within containers.
    package var nesting = 5
    /// Members of one source, nested ones included.
    package var entries = 100_000
    /// Decompressed bytes of one member.
    package var entryBytes = 4 << 30
    /// Decompressed bytes of one source.
    package var totalBytes = 64 << 30
    /// Decompressed bytes for each compressed one.
    package var ratio = 1_000
    /// The ratio counts only behind so many decompressed bytes, so that very compressible logs still pass.
    package var ratioFreeBytes = 16 << 20

    package init() {}
}
