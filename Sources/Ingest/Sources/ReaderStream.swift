import FenceDecoding
import FenceModel
import FencePipeline

/// The bytes of a file or pipe that is read from its begin to its end.
final class ReaderStream: ByteStream {
    private let reader: FileReader

    init(_ reader: FileReader) {
        self.reader = reader
    }

    func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        do {
            let bytes = try reader.readSome(count)
            buffer += bytes
            return bytes.count
        } catch {
            throw IngestFailure(.unreadable, error.cause ?? error.message)
        }
    }
}
