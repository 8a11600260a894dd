import FenceModel

/// A message as it reads: folded characters and their UTF-8, each with the original bytes that it came from.
///
/// One worker's scratch memory, used by that worker alone, so the run-time checks for overlapping access are off. Filled anew
/// for each message that woke the scan; buffers grow to the longest segment and stay.
package final class FoldedText {
    /// What other rooms read character by character, behind a pointer that never changes: only within this room can the
    /// checks for overlapping access be off.
    @usableFromInline struct Characters {
        @usableFromInline var codes: UnsafeMutablePointer<UInt32>
        @usableFromInline var count = 0
    }

    @usableFromInline let characters: UnsafeMutablePointer<Characters>
    /// Folded code points.
    var codes: UnsafeMutablePointer<UInt32> { characters.pointee.codes }
    /// Table entries of the folded code points.
    @exclusivity(unchecked) @usableFromInline private(set) var entries: UnsafeMutablePointer<UInt16>
    /// First original byte of each character, and one past its last.
    @exclusivity(unchecked) private var originStarts: UnsafeMutablePointer<UInt32>
    @exclusivity(unchecked) private var originEnds: UnsafeMutablePointer<UInt32>
    /// First folded byte of each character; one more than characters.
    @exclusivity(unchecked) private var byteStarts: UnsafeMutablePointer<UInt32>
    @exclusivity(unchecked) private var byteBuffer: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) private var capacity: Int

    /// Number of folded characters.
    @inlinable @inline(__always)
    package var count: Int { characters.pointee.count }
    /// Number of folded bytes.
    @exclusivity(unchecked) package private(set) var byteCount = 0
    /// Number of folded characters that are ASCII.
    @exclusivity(unchecked) package private(set) var asciiCount = 0

    package init() {
        capacity = 1_024
        characters = .allocate(capacity: 1)
        characters.initialize(to: Characters(codes: .allocate(capacity: capacity)))
        entries = .allocate(capacity: capacity)
        originStarts = .allocate(capacity: capacity)
        originEnds = .allocate(capacity: capacity)
        byteStarts = .allocate(capacity: capacity + 1)
        byteBuffer = .allocate(capacity: capacity * 4)
        byteStarts[0] = 0
    }

    deinit {
        release()
        characters.deallocate()
    }

    private func release() {
        codes.deallocate()
        entries.deallocate()
        originStarts.deallocate()
        originEnds.deallocate()
        byteStarts.deallocate()
        byteBuffer.deallocate()
    }

    private func reserve(_ needed: Int) {
        guard needed > capacity else { return }
        release()
        capacity = needed.roundedUpToPowerOfTwo
        characters.pointee.codes = .allocate(capacity: capacity)
        entries = .allocate(capacity: capacity)
        originStarts = .allocate(capacity: capacity)
        originEnds = .allocate(capacity: capacity)
        byteStarts = .allocate(capacity: capacity + 1)
        byteBuffer = .allocate(capacity: capacity * 4)
    }

    /// The folded text in UTF-8, always valid.
    package var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: byteBuffer, count: byteCount)
    }

    /// The first folded byte of a character; for `count`, the end of the text.
    package func byteOffset(of character: Int) -> Int {
        Int(byteStarts[character])
    }

    /// The character that a folded byte belongs to; for the end of the text, `count`.
    package func character(atByte byte: Int) -> Int {
        // All of it is ASCII.
        if byteCount == count { return min(byte, count) }
        return (0..<count + 1).partitionPoint { Int(byteStarts[$0]) <= byte } - 1
    }

    /// The first character that begins at or behind a folded byte.
    func firstCharacter(fromByte byte: Int) -> Int {
        let character = character(atByte: byte)
        return character < count && byteOffset(of: character) < byte ? character + 1 : character
    }

    /// The folded code point of a character, or 0 outside the text.
    @inlinable @inline(__always)
    package func code(at character: Int) -> UInt32 {
        character >= 0 && character < count ? characters.pointee.codes[character] : 0
    }

    /// Whether a character is a Latin letter without a mark.
    @inlinable @inline(__always)
    package func isLetter(at character: Int) -> Bool { CharacterTraits.isASCIILetter(code(at: character)) }

    /// Whether a character is Chinese.
    @inlinable @inline(__always)
    package func isHan(at character: Int) -> Bool { CharacterTraits.isHan(code(at: character)) }

    /// The original bytes that a range of characters came from.
    package func origin(of characters: Range<Int>) -> Range<Int> {
        guard !characters.isEmpty else { return 0..<0 }
        return Int(originStarts[characters.lowerBound])..<Int(originEnds[characters.upperBound - 1])
    }

    /// The characters that came from a range of original bytes.
    package func characters(fromOrigin bytes: Range<Int>) -> Range<Int> {
        let first = (0..<count).partitionPoint { Int(originEnds[$0]) <= bytes.lowerBound }
        let end = (0..<count).partitionPoint { Int(originStarts[$0]) < bytes.upperBound }
        return first..<max(first, end)
    }

    /// The folded bytes of a range of characters, copied.
    package func text(of characters: Range<Int>) -> [UInt8] {
        Array(bytes[byteOffset(of: characters.lowerBound)..<byteOffset(of: characters.upperBound)])
    }

    /// Folds a segment of a message.
    func fill(from text: UnsafeBufferPointer<UInt8>, tables: ScanTables) {
        characters.pointee.count = 0
        byteCount = 0
        asciiCount = 0
        byteStarts[0] = 0
        guard let base = text.baseAddress else { return }
        // A byte gives at most one character, or two for the few that fold to two digits of three bytes each.
        reserve(text.count + 2)
        decode(base, end: text.count, fold: tables.fold)
        DigitRewriting.rewrite(codes, count: count) { base[Int(originStarts[$0])] &- 0x41 < 26 }
        if BrokenNumbers.mark(codes, count: count) { leaveOutMarked() }
        encode(tables: tables)
    }

    /// Closes up what `BrokenNumbers` marked; spans go from first to last character all the same.
    private func leaveOutMarked() {
        var filled = 0
        for character in 0..<count where codes[character] != BrokenNumbers.leftOut {
            codes[filled] = codes[character]
            originStarts[filled] = originStarts[character]
            originEnds[filled] = originEnds[character]
            filled += 1
        }
        characters.pointee.count = filled
    }

    private func decode(_ base: UnsafePointer<UInt8>, end: Int, fold: FoldTable) {
        var index = 0
        var filled = 0
        fold.entries.withUnsafeBufferPointer { table in
            while index < end {
                let (code, length) = UTF8Reader.character(in: base, at: index, end: end)
                let start = index
                index += length
                let folded = FoldTable.entry(of: code, in: table)
                if folded & (FoldTable.deleted | FoldTable.double) == 0 {
                    push(folded, start, index, &filled)
                } else if folded & FoldTable.double != 0 {
                    push(folded >> 8 & 0xFF, start, index, &filled)
                    push(folded & 0xFF, start, index, &filled)
                } else if filled > 0, originEnds[filled - 1] == start, Self.belongsToItsBase(code) {
                    originEnds[filled - 1] = UInt32(index)
                }
            }
        }
        characters.pointee.count = filled
    }

    @inline(__always)
    private func push(_ code: UInt32, _ start: Int, _ end: Int, _ filled: inout Int) {
        codes[filled] = code
        originStarts[filled] = UInt32(start)
        originEnds[filled] = UInt32(end)
        filled += 1
    }

    /// Marks that are drawn on the character before them: a span ends behind them, not between.
    private static func belongsToItsBase(_ code: UInt32) -> Bool {
        (0xFE00...0xFE0F).contains(code) || (0x0300...0x036F).contains(code) || (0x20D0...0x20FF).contains(code)
    }

    private func encode(tables: ScanTables) {
        var position = 0
        var ascii = 0
        for character in 0..<count {
            let code = codes[character]
            byteStarts[character] = UInt32(position)
            entries[character] = code < FoldTable.limit ? tables.entries[Int(code)] : 0
            if code < 0x80 {
                ascii += 1
                byteBuffer[position] = UInt8(truncatingIfNeeded: code)
                position += 1
            } else if code < 0x800 {
                byteBuffer[position] = UInt8(truncatingIfNeeded: 0xC0 | code >> 6)
                byteBuffer[position + 1] = UInt8(truncatingIfNeeded: 0x80 | code & 0x3F)
                position += 2
            } else if code < 0x10000 {
                byteBuffer[position] = UInt8(truncatingIfNeeded: 0xE0 | code >> 12)
                byteBuffer[position + 1] = UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3F)
                byteBuffer[position + 2] = UInt8(truncatingIfNeeded: 0x80 | code & 0x3F)
                position += 3
            } else {
                byteBuffer[position] = UInt8(truncatingIfNeeded: 0xF0 | code >> 18)
                byteBuffer[position + 1] = UInt8(truncatingIfNeeded: 0x80 | code >> 12 & 0x3F)
                byteBuffer[position + 2] = UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3F)
                byteBuffer[position + 3] = UInt8(truncatingIfNeeded: 0x80 | code & 0x3F)
                position += 4
            }
        }
        byteStarts[count] = UInt32(position)
        byteCount = position
        asciiCount = ascii
    }
}

extension Int {
    fileprivate var roundedUpToPowerOfTwo: Int {
        self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}
