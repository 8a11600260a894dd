internal import FenceModel

/// Text of any encoding as UTF-8, with the way back to the source's bytes.
///
/// Order of trust: a byte order mark; a declared encoding, unless the bytes are valid UTF-8; validity as UTF-8; detection.
/// While all is ASCII nothing is decided, unless an encoding is declared that is written in ASCII: a file may begin so and turn
/// out to be GBK a gigabyte later.
package final class TextStream: ByteStream {
    /// How much is looked at to decide.
    package static let sampleBytes = 65_536

    /// How the text is written; nil as long as all of it was ASCII.
    package private(set) var encoding: TextEncoding?
    /// Byte of the source at which the text begins, behind a hole and a byte order mark.
    package private(set) var startOffset = 0

    private let source: any ByteStream
    private let declared: TextEncoding?
    private var pending: [UInt8] = []
    private var transcoder: Transcoder?
    private var isAtEnd = false
    private var starts = LineOffsets()

    /// - Parameters:
    ///   - declared: what a header, a `<meta>` or the user says.
    ///   - offset: byte of the source at which the stream begins.
    /// - Throws: `IngestFailure` with reason `binary` where the begin is no text, `undecodable` where this system cannot read
    ///   its encoding.
    package init(
        _ source: any ByteStream, declared: TextEncoding? = nil, offset: Int = 0
    ) throws(IngestFailure) {
        self.source = source
        self.declared = declared
        try source.fill(Self.sampleBytes, into: &pending)
        if let mark = TextEncoding.byteOrderMark(of: pending) {
            pending.removeFirst(mark.length)
            startOffset = offset + mark.length
            starts.begin(at: startOffset)
            try decide(mark.encoding)
        } else {
            startOffset = offset
            starts.begin(at: startOffset)
            try decide(on: pending)
        }
    }

    /// Whether the text's bytes are the source's own, so that places in one are places in the other.
    package var isVerbatim: Bool { encoding == .utf8 }

    package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestFailure) -> Int {
        while true {
            if pending.isEmpty, !isAtEnd, try source.read(count, into: &pending) == 0 { isAtEnd = true }
            if pending.isEmpty, isAtEnd {
                guard let transcoder else { return 0 }
                self.transcoder = nil
                let before = buffer.count
                transcoder.convert([], isLast: true, into: &buffer)
                return buffer.count - before
            }
            let before = buffer.count
            try hand(count, to: &buffer)
            if buffer.count > before { return buffer.count - before }
        }
    }

    /// Source bytes at which the next `count` lines begin, fewer at the end of what was read; the first `consumed` of them
    /// are not given again. Only for text that is not verbatim.
    package func lineStarts(_ count: Int, consuming consumed: Int) -> [Int] {
        starts.take(count, consuming: consumed)
    }

    // MARK: - Deciding

    private func decide(_ encoding: TextEncoding) throws(IngestFailure) {
        if encoding != .utf8 {
            guard let transcoder = Transcoder(from: encoding) else {
                throw IngestFailure(.undecodable, encoding.withoutConverter, offset: starts.position)
            }
            self.transcoder = transcoder
        }
        self.encoding = encoding
    }

    private func decide(on sample: [UInt8]) throws(IngestFailure) {
        switch EncodingDetector.detect(sample) {
        case .text(.utf8): try decide(.utf8)
        case .text(let detected):
            // What calls itself UTF-8 and is not lies.
            try decide(declared == .utf8 ? detected : declared ?? detected)
        case .ascii:
            if let declared, declared.isWrittenInASCII { try decide(declared) }
        case .binary:
            guard let declared, declared.unitBytes > 1 else { throw IngestFailure(.binary, "not text", offset: 0) }
            try decide(declared)
        }
    }

    // MARK: - Handing on

    private func hand(_ count: Int, to buffer: inout [UInt8]) throws(IngestFailure) {
        if encoding == nil {
            let plain = pending.firstIndex { $0 >= 0x80 } ?? pending.count
            if plain > 0 { return move(min(plain, count), to: &buffer) }
            if pending.count < Self.sampleBytes, !isAtEnd {
                try source.fill(Self.sampleBytes - pending.count, into: &pending)
            }
            try decideLate(on: pending)
        }
        if encoding == .utf8 {
            move(min(count, pending.count), to: &buffer)
        } else if let transcoder {
            starts.scan(pending, as: encoding ?? .utf8)
            transcoder.convert(pending, isLast: false, into: &buffer)
            pending.removeAll(keepingCapacity: true)
        }
    }

    /// Decides at the first byte that is no ASCII; what was text so far does not become binary.
    private func decideLate(on sample: [UInt8]) throws(IngestFailure) {
        if case .text(let detected) = EncodingDetector.detect(sample), detected != .utf8 {
            let isBelieved = declared != nil && declared != .utf8
            try decide(isBelieved ? declared ?? .utf8 : detected.unitBytes == 1 ? detected : .utf8)
        } else {
            try decide(.utf8)
        }
        tracksVerbatim = true
    }

    /// Set where the text turned out to be UTF-8 after lines that were counted: then counting goes on.
    private var tracksVerbatim = false

    private func move(_ count: Int, to buffer: inout [UInt8]) {
        let part = pending[..<count]
        if encoding == nil || tracksVerbatim { starts.scan(Array(part), as: .utf8) }
        buffer += part
        pending.removeFirst(count)
    }
}

/// Where lines begin in a source, as far as it was read and not yet taken.
struct LineOffsets {
    private var starts: [Int] = []
    private var head = 0
    /// Byte of the source up to which lines were looked for.
    private(set) var position = 0
    /// Bytes of a code unit that the last piece cut.
    private var cutUnit: [UInt8] = []

    mutating func begin(at offset: Int) {
        position = offset
        starts = [offset]
    }

    /// Notes the lines that begin behind each line end of a piece.
    mutating func scan(_ piece: [UInt8], as encoding: TextEncoding) {
        if encoding.unitBytes == 1 {
            for index in piece.indices where piece[index] == 0x0A { starts.append(position + index + 1) }
        } else {
            let bytes = cutUnit + piece
            let start = position - cutUnit.count
            starts += encoding.lineEnds(in: bytes[...]).map { start + $0 }
            cutUnit = Array(bytes.suffix(bytes.count % encoding.unitBytes))
        }
        position += piece.count
    }

    mutating func take(_ count: Int, consuming consumed: Int) -> [Int] {
        let result = Array(starts[head..<min(starts.count, head + count)])
        head = min(starts.count, head + consumed)
        if head > 65_536 {
            starts.removeFirst(head)
            head = 0
        }
        return result
    }
}
