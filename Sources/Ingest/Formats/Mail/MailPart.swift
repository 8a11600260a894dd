import FenceDecoding
import FenceModel

/// The bytes of a part of a mail, decoded as they are read.
final class MailPart: Unpacker {
    private let cursor: MailCursor
    private var decoder: TransferDecoder
    private var output = PendingBytes()
    /// Bytes of the part as it is written.
    private(set) var consumedBytes = 0

    init(_ cursor: MailCursor, _ decoder: TransferDecoder) {
        self.cursor = cursor
        self.decoder = decoder
    }

    func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        while output.isEmpty {
            guard let line = try cursor.bodyLine() else { return 0 }
            consumedBytes += line.count + 1
            decoder.decode(line, into: &output.bytes)
        }
        return output.take(count, into: &buffer)
    }

    /// Moves behind what nobody read.
    func drain() throws(IngestFailure) {
        while try cursor.bodyLine() != nil {}
    }
}
