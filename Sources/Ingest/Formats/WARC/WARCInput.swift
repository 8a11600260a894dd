import FenceDecoding
import FenceModel

/// The bytes of a crawl file, record by record.
struct WARCInput {
    private static let chunkBytes = 262_144
    private static let magic = Array("WARC/".utf8)

    private let stream: any ByteStream
    private var buffer: [UInt8] = []
    /// Where in the buffer what was not taken yet begins, and which byte of the input that is.
    private var start = 0
    private var base = 0
    private var isAtEnd = false
    /// Whether it was said that the bytes at hand belong to no record.
    private var isReported = false

    init(_ stream: any ByteStream) {
        self.stream = stream
    }

    var offset: Int { base }

    /// What was read and not taken yet.
    private var rest: ArraySlice<UInt8> { buffer[start...] }

    /// Reads on until so many bytes are at hand, fewer only at the end.
    private mutating func fill(_ count: Int) throws(IngestFailure) {
        while rest.count < count, !isAtEnd {
            // Only here is the rest moved: a record at a time it would be hundreds of times its own size.
            buffer.removeFirst(start)
            start = 0
            if try stream.read(max(Self.chunkBytes, count - buffer.count), into: &buffer) == 0 { isAtEnd = true }
        }
    }

    private mutating func drop(_ count: Int) {
        start += count
        base += count
    }

    /// Moves to the next record's first byte; what lies between but for line ends is reported.
    mutating func moveToNextRecord(skip: (IngestFailure) -> Void) throws(IngestFailure) -> Bool {
        while true {
            try fill(Self.chunkBytes)
            let spaces = rest.prefix { $0 == 0x0D || $0 == 0x0A }.count
            if spaces > 0 {
                drop(spaces)
                continue
            }
            if rest.isEmpty { return false }
            if rest.starts(with: Self.magic) {
                isReported = false
                return true
            }
            if !isReported {
                skip(IngestFailure(.corrupt, "bytes that belong to no record", offset: base))
                isReported = true
            }
            if let found = ByteText.find([0x0A] + Self.magic, in: rest) {
                drop(found + 1 - start)
            } else {
                drop(max(1, rest.count - Self.magic.count))
                if isAtEnd, rest.count <= Self.magic.count { return false }
            }
        }
    }

    /// The record's head; nil where it does not end within the limit.
    ///
    /// Then what was searched is passed, which is a report's worth, up to the last place where a record may begin: one that
    /// begins before would have ended its head in there too.
    mutating func head(limit: Int) throws(IngestFailure) -> [String: String]? {
        try fill(limit)
        let room = rest.prefix(limit)
        let end: Int
        let length: Int
        if let found = ByteText.find([0x0D, 0x0A, 0x0D, 0x0A], in: room) {
            (end, length) = (found, 4)
        } else if let found = ByteText.find([0x0A, 0x0A], in: room) {
            (end, length) = (found, 2)
        } else {
            isReported = true
            drop(Self.lastBegin(in: room).map { $0 - start } ?? room.count)
            return nil
        }
        let fields = HeaderLines.read(buffer[start..<end])
        drop(end + length - start)
        return fields
    }

    /// Where behind its own begin a record may begin in a room, the mark of one that the room's end cuts included.
    private static func lastBegin(in room: ArraySlice<UInt8>) -> Int? {
        room.indices.dropFirst().last { index in
            room[index - 1] == 0x0A && magic.starts(with: room[index...].prefix(magic.count))
        }
    }

    mutating func body(_ count: Int) throws(IngestFailure) -> [UInt8] {
        try fill(count)
        let body = Array(rest.prefix(count))
        drop(body.count)
        return body
    }

    mutating func pass(_ count: Int) throws(IngestFailure) {
        var left = count
        while left > 0 {
            try fill(1)
            guard !rest.isEmpty else { return }
            let step = min(left, rest.count)
            drop(step)
            left -= step
        }
    }
}
