package import CByteClasses

/// The pass over every byte: where might something be that deserves a look?
///
/// Sixty-four bytes at a time are sorted into classes by vector instructions; then only the places are visited at which a
/// word or a number may begin. Nothing is decoded, folded, allocated or written, so what it costs does not depend on how many
/// words there are. It may suspect a place for nothing; it never passes over a message that `ScanTables.wakes` would wake
/// for (a property test holds it to that).
extension ScanTables {
    /// Bytes behind the last one looked at that must be readable.
    package static let spareBytes = 72

    /// What ends a message beside the end of the buffer, so that no number goes on behind it.
    package enum MessageEnd: Sendable {
        case nowhere
        /// A line that begins as `UsualTime` says begins a message.
        case beforeTime
        /// Every line end.
        case line

        var code: fence_message_end {
            switch self {
            case .nowhere: FENCE_ENDS_NOWHERE
            case .beforeTime: FENCE_ENDS_BEFORE_TIME
            case .line: FENCE_ENDS_AT_LINE
            }
        }
    }

    /// Where in a buffer a scan stands: a message, or many messages in a row.
    package struct Reach {
        /// The first byte to look at, which begins a message, and the end of what is looked at.
        package var start: Int
        package var end: Int
        package var messageEnd: MessageEnd

        package init(start: Int, end: Int, messageEnd: MessageEnd) {
            self.start = start
            self.end = end
            self.messageEnd = messageEnd
        }

        var endsAtLines: Bool { messageEnd == .line }
    }

    /// The first place at which something may be; `reach.end` where there is none.
    ///
    /// - Parameter base: readable for `spareBytes` behind the end.
    package func firstSuspect(in base: UnsafePointer<UInt8>, _ reach: Reach) -> Int {
        withUnsafeTemporaryAllocation(of: fence_marks.self, capacity: SuspectSearch.stripChunks) { marks in
            guard let marks = marks.baseAddress else { return reach.start }
            var search = SuspectSearch(tables: self, base: base, reach: reach, marks: marks)
            return search.next(from: reach.start)
        }
    }
}

extension ScanTables {
    /// The places of a text that the filter takes for possible begins of words or numbers; for tests, which count them and
    /// compare.
    ///
    /// - Parameter instructions: a level that the processor has; the highest, where none is given.
    package func markedPlaces(
        in text: UnsafeBufferPointer<UInt8>, by instructions: fence_instructions? = nil
    ) -> [Int] {
        let bytes = Array(text) + [UInt8](repeating: 0, count: Self.spareBytes)
        var strip = [fence_marks](repeating: fence_marks(), count: Int(FENCE_STRIP_CHUNKS))
        var state = fence_scan_state()
        var places: [Int] = []
        for start in stride(from: 0, to: text.count, by: strip.count * 64) {
            let chunks = min(strip.count, (text.count - start + 63) / 64)
            withUnsafePointer(to: starts.wish) {
                _ = fence_mark_strip(
                    instructions ?? starts.instructions, bytes, 0, text.count, FENCE_ENDS_AT_LINE, start, chunks, $0,
                    starts.filter, &state, &strip)
            }
            for (number, marks) in strip.prefix(chunks).enumerated() {
                let marked =
                    marks.malformed | marks.han | marks.other | marks.word | marks.anchor | marks.digit | marks.run
                places += (0..<64).filter { marked >> UInt64($0) & 1 != 0 }.map { start + number * 64 + $0 }
            }
        }
        return places
    }
}

/// The search for suspect places in a reach: strip by strip, the places that `fence_mark_strip` names are looked at one by one.
///
/// Whoever handles a message in which a place is suspect goes on behind it, and the search with what it has marked already.
package struct SuspectSearch {
    /// What is marked of a chunk; memory for them is the caller's.
    package typealias Marks = UnsafeMutablePointer<fence_marks>

    /// Chunks of 64 bytes that are marked at once, at most.
    package static let stripChunks = Int(FENCE_STRIP_CHUNKS)

    // Whoever searches holds them; counting references twice a message costs as much as looking at half of its bytes.
    private let tables: Unmanaged<ScanTables>
    private let filter: UnsafeMutablePointer<fence_word_filter>
    private let instructions: fence_instructions
    private let base: UnsafePointer<UInt8>
    private let reach: ScanTables.Reach
    private let wish: fence_byte_wish
    private var state = fence_scan_state()
    /// The marks of the strip's chunks, where it begins and ends, and the chunks that are not done, a bit each.
    private let marks: Marks
    private var strip: Int
    private var stripEnd: Int
    private var left: UInt32 = 0
    /// The date with a time that was seen last and is none of the usual ones.
    private var time = 0..<0
    /// Beside the place that was found last, or behind it: a number for which a message wakes whatever else it holds.
    package private(set) var tellingNumber: Int?
    /// The run of digits that was looked at last.
    private var digits = HarmlessDigits(end: 0)

    /// - Parameters:
    ///   - base: readable for `ScanTables.spareBytes` behind the reach.
    ///   - marks: room for `stripChunks`, which is the search's own as long as it lasts.
    package init(
        tables: ScanTables, base: UnsafePointer<UInt8>, reach: ScanTables.Reach,
        marks: Marks
    ) {
        self.tables = .passUnretained(tables)
        self.base = base
        self.reach = reach
        self.marks = marks
        filter = tables.starts.filter
        instructions = tables.starts.instructions
        wish = tables.starts.wish
        strip = reach.start
        stripEnd = reach.start
    }

    /// The first place from `start` on at which something may be; `reach.end` where there is none.
    ///
    /// - Parameter start: the begin of a message, no earlier than in the call before.
    package mutating func next(from start: Int) -> Int {
        while true {
            while left != 0 {
                let number = left.trailingZeroBitCount
                let chunk = strip + number * 64
                if chunk + 64 > start {
                    let found = tables._withUnsafeGuaranteedRef { tables in
                        suspects(in: marks[number].from(start - chunk), at: chunk, by: tables)
                    }
                    if found != 0 { return min(chunk + found.trailingZeroBitCount, reach.end) }
                }
                left &= left - 1
            }
            guard max(start, stripEnd) < reach.end else { return reach.end }
            markNextStrip(from: start)
        }
    }

    private mutating func markNextStrip(from start: Int) {
        if start > stripEnd {
            // What lies between was part of a long message, and nothing of it counts any more.
            state = fence_scan_state()
            stripEnd = start
        }
        strip = stripEnd
        let chunks = min(Self.stripChunks, (reach.end - strip + 63) / 64)
        stripEnd = strip + chunks * 64
        left = withUnsafePointer(to: wish) {
            fence_mark_strip(
                instructions, base, reach.start, reach.end, reach.messageEnd.code, strip, chunks, $0, filter, &state,
                marks)
        }
    }

    /// - Returns: the first suspect place of each kind, a bit each.
    private mutating func suspects(in marks: fence_marks, at chunk: Int, by tables: ScanTables) -> UInt64 {
        var suspects = marks.malformed
        tellingNumber = nil
        // It may have been seen with an earlier message, and words before it are still to be looked at.
        var times = within(time, at: chunk)
        if marks.digit != 0 { suspects |= suspectDigits(marks.digit, at: chunk, by: tables, times: &times) }
        suspects |= first(of: marks.run) { !digits.number.contains(chunk + $0) }
        suspects |= first(of: marks.han) { tables.isSuspect(base, hanAt: chunk + $0, reach) }
        suspects |= first(of: marks.word & ~times) { tables.mayHoldWord(base, at: chunk + $0, end: reach.end) }
        suspects |= first(of: marks.anchor) { place in
            withUnsafeBytes(of: filter.pointee.anchor_offsets) { offsets in
                offsets.contains { offset in
                    let start = chunk + place - Int(offset)
                    return offset > 0 && start >= reach.start && tables.mayHoldWord(base, at: start, end: reach.end)
                }
            }
        }
        suspects |= first(of: marks.other) { tables.isSuspect(base, otherAt: chunk + $0, reach) }
        return suspects
    }

    /// The bytes of a chunk at which nothing but a time begins; the time's last digit may begin a word.
    private func within(_ time: Range<Int>, at chunk: Int) -> UInt64 {
        let first = max(0, time.lowerBound - chunk)
        let last = time.upperBound - 1 - chunk
        return first < last ? .max << UInt64(first) & ~(.max << UInt64(last)) : 0
    }

    /// The first of some places for which a test holds.
    @inline(__always)
    private func first(of places: UInt64, where isSuspect: (Int) -> Bool) -> UInt64 {
        var places = places
        while places != 0 {
            let index = places.trailingZeroBitCount
            places &= places - 1
            if isSuspect(index) { return 1 << UInt64(index) }
        }
        return 0
    }

    private mutating func suspectDigits(
        _ runs: UInt64, at chunk: Int, by tables: ScanTables, times: inout UInt64
    ) -> UInt64 {
        var runs = runs
        while runs != 0 {
            let index = runs.trailingZeroBitCount
            runs &= runs - 1
            guard chunk + index >= digits.end else { continue }
            switch tables.judgeDigits(base, at: chunk + index, reach) {
            case .harmless(let run):
                digits = run
                if run.isTime {
                    time = chunk + index..<run.end
                    times |= within(time, at: chunk)
                }
            case .suspect: return 1 << UInt64(index)
            case .telling:
                tellingNumber = chunk + index
                return 1 << UInt64(index)
            }
        }
        return 0
    }
}

extension fence_marks {
    /// The marks from the given byte of the chunk on.
    fileprivate func from(_ first: Int) -> fence_marks {
        guard first > 0 else { return self }
        let mask = UInt64.max << UInt64(first)
        return fence_marks(
            malformed: malformed & mask, han: han & mask, other: other & mask, word: word & mask, anchor: anchor & mask,
            digit: digit & mask, run: run & mask)
    }
}
