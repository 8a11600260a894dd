package import Fencewatch

/// Scans pieces of a source that arrive one by one, as a tailed file's do. Belongs to one thread at a time.
package final class ChunkScanner: @unchecked Sendable {
    private let scanner: BlockScanner
    private let block = Block()

    package init(detector: Detector) {
        scanner = BlockScanner(detector: detector)
    }

    /// A name of an author or channel as it may be kept: without the values in it.
    package func shown(name: String) -> String { scanner.shown(name: name) }

    /// - Parameters:
    ///   - bytes: whole lines, or a piece of one.
    ///   - offset: byte of the source at which they begin.
    ///   - lineStarts: source bytes at which the lines begin, where the text was converted.
    ///   - piece: where the bytes stand in a line that is longer than a block.
    /// - Returns: reports whose lines are counted from 0.
    package func scan(
        _ bytes: [UInt8], of source: SourceReference, format: any LineFormat, offset: Int, lineStarts: [Int]?,
        piece: LinePiece?
    ) -> BlockReport {
        block.fill(bytes, offset: offset, lineStarts: lineStarts, piece: piece)
        return scanner.scan(block, of: source, format: format)
    }
}
