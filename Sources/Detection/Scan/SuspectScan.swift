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

    /// Where in a buffer a scan stands: a message, or many messages in a row.
    package struct Reach {
        /// The first byte to look at, which begins a message, and the end of what is looked at.
        package var start: Int
        package var end: Int
        /// Whether a line end ends a message, so that no number goes on behind it.
        package var endsAtLines: Bool

        package init(start: Int, end: Int, endsAtLines: Bool) {
            self.start = start
            self.end = end
            self.endsAtLines = endsAtLines
        }
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
    /// The places of a text that the filter takes for possible begins of words or numbers; for the test that counts them.
    package func markedPlaces(in text: UnsafeBufferPointer<UInt8>) -> [Int] {
        let bytes = Array(text) + [UInt8](repeating: 0, count: Self.spareBytes)
        var strip = [fence_marks](repeating: fence_marks(), count: Int(FENCE_STRIP_CHUNKS))
        var state = fence_scan_state()
        var places: [Int] = []
        for start in stride(from: 0, to: text.count, by: strip.count * 64) {
            let chunks = min(strip.count, (text.count - start + 63) / 64)
            withUnsafePointer(to: starts.wish) {
                _ = fence_mark_strip(
                    bytes, 0, text.count, true, start, chunks, $0, starts.filter, &state, &strip)
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

/// A run of digits that is no reason to look.
private struct HarmlessDigits {
    /// Where it ends.
    var end: Int
    /// Whether it is a date with a time.
    var isTime = false
    /// The digits, where it is a plain number.
    var number = 0..<0
}

/// Whether a run of digits is reason to look.
private enum DigitsVerdict {
    case harmless(HarmlessDigits)
    case suspect
    /// A message wakes for it, whatever else it holds.
    case telling
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
    private unowned(unsafe) let tables: ScanTables
    private unowned(unsafe) let starts: WordStarts
    private let base: UnsafePointer<UInt8>
    private let reach: ScanTables.Reach
    private let wish: fence_byte_wish
    private var state = fence_scan_state()
    /// The marks of the strip's chunks, where it begins and ends, and the chunks that are not done, a bit each.
    private let marks: Marks
    private var strip: Int
    private var stripEnd: Int
    private var left: UInt32 = 0
    /// Where the date with a time ends that was seen last and is none of the usual ones.
    private var timeEnd = 0
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
        self.tables = tables
        self.base = base
        self.reach = reach
        self.marks = marks
        starts = tables.starts
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
                    let suspects = suspects(in: marks[number].from(start - chunk), at: chunk)
                    if suspects != 0 { return min(chunk + suspects.trailingZeroBitCount, reach.end) }
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
                base, reach.start, reach.end, reach.endsAtLines, strip, chunks, $0, starts.filter, &state, marks)
        }
    }

    /// - Returns: the first suspect place of each kind, a bit each.
    private mutating func suspects(in marks: fence_marks, at chunk: Int) -> UInt64 {
        var suspects = marks.malformed
        tellingNumber = nil
        // Nothing but the time begins within a time; its last digit may begin a word.
        var times: UInt64 = timeEnd > chunk + 1 ? ~(.max << UInt64(timeEnd - 1 - chunk)) : 0
        if marks.digit != 0 { suspects |= suspectDigits(marks.digit, at: chunk, times: &times) }
        suspects |= first(of: marks.run) { !digits.number.contains(chunk + $0) }
        suspects |= first(of: marks.han) { tables.isSuspect(base, hanAt: chunk + $0, reach) }
        suspects |= first(of: marks.word & ~times) { tables.mayHoldWord(base, at: chunk + $0, end: reach.end) }
        suspects |= first(of: marks.anchor) { place in
            withUnsafeBytes(of: starts.filter.pointee.anchor_offsets) { offsets in
                offsets.contains { $0 > 0 && mayHoldWord(before: chunk + place, by: Int($0)) }
            }
        }
        suspects |= first(of: marks.other) { tables.isSuspect(base, otherAt: chunk + $0, reach) }
        return suspects
    }

    private func mayHoldWord(before place: Int, by offset: Int) -> Bool {
        place - offset >= reach.start && tables.mayHoldWord(base, at: place - offset, end: reach.end)
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

    private mutating func suspectDigits(_ runs: UInt64, at chunk: Int, times: inout UInt64) -> UInt64 {
        var runs = runs
        while runs != 0 {
            let index = runs.trailingZeroBitCount
            runs &= runs - 1
            guard chunk + index >= digits.end else { continue }
            switch tables.judgeDigits(base, at: chunk + index, reach) {
            case .harmless(let run):
                digits = run
                if run.isTime {
                    timeEnd = run.end
                    times |= .max << UInt64(index) & ~(.max << UInt64(run.end - 1 - chunk))
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

// MARK: - What a place may be

extension ScanTables {
    /// Whether a word that wakes begins at a byte.
    @inline(never)
    fileprivate func mayHoldWord(_ text: UnsafePointer<UInt8>, at start: Int, end: Int) -> Bool {
        wakingWord(text, at: start, end: end) != .never
    }

    /// Whether a word or a number begins with the Chinese character at a byte.
    @inline(never)
    fileprivate func isSuspect(_ text: UnsafePointer<UInt8>, hanAt start: Int, _ reach: Reach) -> Bool {
        let (code, length) = UTF8Reader.character(in: text, at: start, end: reach.end)
        if entry(of: code) & Entry.digit != 0 {
            var digits = 1
            var index = start + length
            while index < reach.end {
                let (code, length) = UTF8Reader.character(in: text, at: index, end: reach.end)
                let entry = entry(of: code)
                guard entry & Entry.keepsRun != 0 else { break }
                if entry & Entry.digit != 0 { digits += 1 }
                if digits >= min(wakingDigitsAfterLetter, Self.fewestDigitsAmongLookAlikes) { return true }
                index += length
            }
        }
        return mayHoldWord(text, at: start, end: reach.end)
    }

    /// Whether a character that is neither ASCII nor Chinese asks for a look.
    @inline(never)
    fileprivate func isSuspect(_ text: UnsafePointer<UInt8>, otherAt start: Int, _ reach: Reach) -> Bool {
        let (code, _) = UTF8Reader.character(in: text, at: start, end: reach.end)
        guard code < FoldTable.limit else { return Self.rare(code) }
        switch starts.action(of: code) {
        case WordStarts.Action.none: return false
        case WordStarts.Action.look: return true
        case WordStarts.Action.word: return mayHoldWord(text, at: start, end: reach.end)
        default: return isInsideWord(text, code, at: start, reach)
        }
    }

    private static func rare(_ code: UInt32) -> Bool { FoldTable.isInvisibleBeyondTable(code) }

    /// How many letters of a word may stand before decoration and a Chinese character, as in QQ 群.
    private static let longestLatinPart = 8

    /// Whether the character before decoration begins a word that goes on behind it.
    private func isInsideWord(
        _ text: UnsafePointer<UInt8>, _ code: UInt32, at decoration: Int, _ reach: Reach
    ) -> Bool {
        guard decoration > reach.start else { return false }
        let before = text[decoration - 1]
        if before < 0x80 {
            // Folding leaves nothing of what is invisible: the word may have begun anywhere, and go on over spaces.
            let isHidden = isInvisible(code)
            if isHidden, before > 0x20 { return true }
            guard isHidden || entries[Int(before)] & Entry.alphanumeric != 0 || isSymbol(before) else { return false }
            // A number may be broken by it.
            if entries[Int(before)] & Entry.digit != 0 { return true }
            var start = decoration - 1
            let longest = isHidden ? KeywordTrie.maximumLength : Self.longestLatinPart
            while start >= reach.start, text[start] < 0x80, decoration - start <= longest {
                if mayHoldWord(text, at: start, end: reach.end) { return true }
                guard isHidden || entries[Int(text[start])] & Entry.alphanumeric != 0 else { return false }
                start -= 1
            }
            return false
        }
        var start = decoration - 1
        while start > reach.start, text[start] & 0xC0 == 0x80, decoration - start < 4 { start -= 1 }
        let (first, _) = UTF8Reader.character(in: text, at: start, end: reach.end)
        guard first < FoldTable.limit else { return false }
        guard starts.mayBegin(first) || starts.action(of: first) == WordStarts.Action.word else { return false }
        return isSuspect(text, hanAt: start, reach)
    }

    private func isSymbol(_ byte: UInt8) -> Bool {
        withUnsafeBytes(of: starts.wish.symbols) { $0[Int(byte & 15)] >> (byte >> 4) & 1 != 0 }
    }

    /// Whether a run of digits is reason to look, and what it is where not.
    ///
    /// - Parameter start: the first ASCII digit of the run, behind none.
    @inline(never)
    fileprivate func judgeDigits(
        _ text: UnsafePointer<UInt8>, at start: Int, _ reach: Reach
    ) -> DigitsVerdict {
        let fewest = min(wakingDigitsAfterLetter, Self.fewestDigitsAmongLookAlikes)
        var hasLetters = false
        var isFirst = true
        var digits = 0
        var index = start
        while index < reach.end {
            let byte = text[index]
            guard byte < 0x80 else {
                let (code, length) = UTF8Reader.character(in: text, at: index, end: reach.end)
                let entry = entry(of: code)
                guard entry & Entry.keepsRun != 0 else { break }
                // Digits in another dress among plain ones, what hides between them, or a letter that looks like one.
                if entry & (Entry.digit | Entry.alphanumeric) != 0 || isInvisible(code) { return .suspect }
                hasLetters = hasLetters || CharacterTraits.lookAlikeDigit(fold.entries[Int(code)]) != nil
                index += length
                continue
            }
            let entry = entries[Int(byte)]
            guard entry & Entry.keepsRun != 0 else { break }
            if entry & Entry.digit != 0 {
                if isFirst ? !followsNumeral(text, at: start, from: reach.start) : text[index - 1] == 0x0A,
                    let end = DateTimeShape.end(in: text, at: index, end: reach.end)
                {
                    return .harmless(HarmlessDigits(end: digits == 0 ? end : index, isTime: digits == 0))
                }
                if isFirst {
                    switch numberShape(
                        text, at: index, from: reach.start, end: reach.end, endsAtLines: reach.endsAtLines)
                    {
                    case .telling: return .telling
                    case .harmless(let digits, let end): return .harmless(HarmlessDigits(end: end, number: digits))
                    case .unclear: break
                    }
                    hasLetters = followsLetter(text, at: start, from: reach.start)
                    // Cyrillic ze is a digit of the run; Chinese numerals before it are looked at from where they stand.
                    if hasLetters, followsNumeral(text, at: start, from: reach.start) { return .suspect }
                }
                isFirst = false
                digits += 1
                if digits >= wakingDigits { return .suspect }
            } else if entry & Entry.alphanumeric != 0 {
                hasLetters = true
            } else if byte == UInt8(ascii: "."), isDottedNumber(text, around: index, end: reach.end) {
                return .suspect
            } else if byte == 0x0A, reach.endsAtLines {
                return .harmless(HarmlessDigits(end: index))
            }
            if hasLetters, digits >= fewest { return .suspect }
            index += 1
        }
        return .harmless(HarmlessDigits(end: index))
    }

    /// Whether a digit in another dress, or what hides one, stands before a run of ASCII digits, nothing but what groups digits between.
    private func followsNumeral(_ text: UnsafePointer<UInt8>, at start: Int, from first: Int) -> Bool {
        var index = start - 1
        while index >= first, start - index <= 64 {
            if text[index] < 0x80 {
                guard entries[Int(text[index])] & Entry.keepsRun != 0 else { return false }
            } else {
                while index > first, text[index] & 0xC0 == 0x80, start - index <= 64 { index -= 1 }
                let (code, _) = UTF8Reader.character(in: text, at: index, end: start)
                if entry(of: code) & Entry.digit != 0 || isInvisible(code) { return true }
                guard entry(of: code) & Entry.keepsRun != 0 else { return false }
            }
            index -= 1
        }
        return false
    }

    /// Whether a letter stands before a run of digits, nothing but what groups digits between.
    private func followsLetter(_ text: UnsafePointer<UInt8>, at start: Int, from first: Int) -> Bool {
        var index = start - 1
        while index >= first, start - index <= 64 {
            let byte = text[index]
            if byte >= 0x80 {
                // Cyrillic may belong to the number, and so does what is invisible; other letters stop it.
                while index > first, text[index] & 0xC0 == 0x80, start - index <= 64 { index -= 1 }
                let (code, _) = UTF8Reader.character(in: text, at: index, end: start)
                if (0x400...0x4FF).contains(code) || entry(of: code) & Entry.alphanumeric != 0 || isInvisible(code) {
                    return true
                }
                // A wide space or hyphen groups digits as a plain one does.
                guard entry(of: code) & (Entry.keepsRun | Entry.digit) == Entry.keepsRun else { return false }
                index -= 1
                continue
            }
            let entry = entries[Int(byte)]
            if entry & Entry.alphanumeric != 0 { return true }
            if entry & Entry.keepsRun == 0 { return false }
            index -= 1
        }
        return false
    }
}
