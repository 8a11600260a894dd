import CByteClasses

/// The pass over every byte: where might something be that deserves a look?
///
/// Sixty-four bytes at a time are sorted into classes by vector instructions; then only the places are visited at which a
/// word or a number may begin. Nothing is decoded, folded, allocated or written, so what it costs does not depend on how many
/// words there are. It may suspect a place for nothing; it never passes over a message that `ScanTables.wakes` would wake
/// for (a property test holds it to that).
extension ScanTables {
    /// Bytes behind the last one looked at that must be readable.
    package static let spareBytes = 72

    /// Chunks of 64 bytes that are classified at once, at most.
    private static let stripChunks = 64

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
        withUnsafeTemporaryAllocation(of: fence_byte_classes.self, capacity: Self.stripChunks) { strip in
            guard let classes = strip.baseAddress else { return reach.start }
            var scan = StripScan(tables: self, base: base, reach: reach)
            var chunk = reach.start
            // Where one place is suspect, the next may be near: begin small.
            var chunks = 2
            while chunk < reach.end {
                let count = min(chunks, (reach.end - chunk + 63) / 64)
                chunks = min(chunks * 2, Self.stripChunks)
                if let suspect = scan.firstSuspect(at: chunk, chunks: count, classes) { return min(suspect, reach.end) }
                chunk += count * 64
            }
            return reach.end
        }
    }
}

/// What the scan of one strip hands on to the next.
private struct StripScan {
    private let tables: ScanTables
    private let starts: WordStarts
    private let base: UnsafePointer<UInt8>
    private let reach: ScanTables.Reach
    private let wish: fence_byte_wish
    private let longRun: Int
    private var pending: UInt8 = 0
    /// Whether the byte before is an ASCII letter or digit, and whether it is a digit.
    private var followsAlphanumeric: UInt64 = 0
    private var followsDigit: UInt64 = 0
    /// ASCII letters and digits in a row before the next chunk.
    private var run = 0
    /// Where the run of digits ends that was looked at last.
    private var digitsEnd = 0
    /// Where the date with a time ends that was seen last.
    private var timeEnd = 0

    init(tables: ScanTables, base: UnsafePointer<UInt8>, reach: ScanTables.Reach) {
        self.tables = tables
        self.base = base
        self.reach = reach
        starts = tables.starts
        wish = tables.starts.wish
        longRun = tables.wakingAlphanumerics
    }

    mutating func firstSuspect(
        at start: Int, chunks: Int, _ classes: UnsafeMutablePointer<fence_byte_classes>
    ) -> Int? {
        withUnsafePointer(to: wish) { fence_classify_bytes(base + start, chunks, $0, &pending, classes) }
        let starts = starts
        for number in 0..<chunks {
            let chunk = start + number * 64
            let bytes = base + chunk
            let left = reach.end - chunk
            let valid: UInt64 = left >= 64 ? .max : (1 << UInt64(left)) - 1
            let found = classes[number]
            var suspects = found.malformed & valid

            var han = found.han & valid
            while han != 0 {
                let index = han.trailingZeroBitCount
                han &= han - 1
                let read = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self)
                if starts.mayBeginPair(UInt64(littleEndian: read)), tables.isSuspect(base, hanAt: chunk + index, reach)
                {
                    suspects |= 1 << UInt64(index)
                    break
                }
            }

            let digit = found.digit
            let alphanumeric = found.letter | digit
            if alphanumeric | found.symbol != 0 {
                // Nothing but the time begins within a time; its last digit may begin a word.
                var times: UInt64 = timeEnd > chunk + 1 ? ~(.max << UInt64(timeEnd - 1 - chunk)) : 0
                if digit != 0 {
                    suspects |= suspectDigits(digit & ~(digit << 1 | followsDigit) & valid, at: chunk, times: &times)
                }
                var words = alphanumeric & ~(alphanumeric << 1 | followsAlphanumeric) | digit & ~(digit >> 1)
                // A letter before a Chinese character, decoration between them or not; beyond the chunk nothing is known.
                let leads = found.han | found.other
                let before = leads >> 1 | leads >> 2 | leads >> 3 | leads >> 4 | 0xF << 60
                words |= alphanumeric & ~(alphanumeric >> 1) & before
                words |= found.symbol
                if starts.testsEveryDigit { words |= digit }
                if starts.testsEveryLetter { words |= alphanumeric }
                words &= valid & ~times
                while words != 0 {
                    let index = words.trailingZeroBitCount
                    words &= words - 1
                    let read = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt32.self)
                    let prefix = UInt32(littleEndian: read)
                    if starts.mayBeginPrefix(prefix) || starts.mayBeginDecorated(prefix),
                        tables.mayHoldWord(base, at: chunk + index, end: reach.end)
                    {
                        suspects |= 1 << UInt64(index)
                        break
                    }
                }
                if found.anchor & valid != 0 { suspects |= suspectAnchors(found.anchor & valid, at: chunk) }
                suspects |= suspectRuns(alphanumeric, valid: valid)
            } else {
                run = 0
            }
            followsAlphanumeric = alphanumeric >> 63
            followsDigit = digit >> 63
            if found.other & valid != 0 { suspects |= suspectOthers(found.other & valid, at: chunk) }
            if suspects != 0 { return chunk + suspects.trailingZeroBitCount }
        }
        return nil
    }

    private func suspectAnchors(_ anchors: UInt64, at chunk: Int) -> UInt64 {
        var anchors = anchors
        while anchors != 0 {
            let index = anchors.trailingZeroBitCount
            anchors &= anchors - 1
            let word = chunk + index - starts.anchorOffset
            if word >= 0, tables.mayHoldWord(base, at: word, end: reach.end) { return 1 << UInt64(index) }
        }
        return 0
    }

    private mutating func suspectDigits(_ runs: UInt64, at chunk: Int, times: inout UInt64) -> UInt64 {
        var runs = runs
        while runs != 0 {
            let index = runs.trailingZeroBitCount
            runs &= runs - 1
            guard chunk + index >= digitsEnd else { continue }
            guard let run = tables.harmlessDigits(base, at: chunk + index, reach) else { return 1 << UInt64(index) }
            digitsEnd = run.end
            if run.isTime {
                timeEnd = run.end
                times |= .max << UInt64(index) & ~(.max << UInt64(run.end - 1 - chunk))
            }
        }
        return 0
    }

    /// Unbroken runs of letters and digits that are long enough to be a key or an address.
    private mutating func suspectRuns(_ alphanumeric: UInt64, valid: UInt64) -> UInt64 {
        let leading = (~alphanumeric).trailingZeroBitCount
        if run + leading >= longRun { return 1 }
        run = alphanumeric == .max ? run + 64 : (~alphanumeric).leadingZeroBitCount
        // A run inside the chunk: each step halves what is left to shift by.
        var ends = alphanumeric & valid
        var length = 1
        while ends != 0, length < min(longRun, 64) {
            let step = min(length, longRun - length)
            ends &= ends >> UInt64(step)
            length += step
        }
        return longRun > 64 ? 0 : ends
    }

    private func suspectOthers(_ others: UInt64, at chunk: Int) -> UInt64 {
        var others = others
        while others != 0 {
            let index = others.trailingZeroBitCount
            others &= others - 1
            if tables.isSuspect(base, otherAt: chunk + index, reach) { return 1 << UInt64(index) }
        }
        return 0
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
        switch starts.actions[Int(code)] {
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
            guard entries[Int(before)] & Entry.alphanumeric != 0 || isSymbol(before) else { return false }
            // A number may be broken by it, and folding leaves nothing of what is invisible: the word may have begun anywhere.
            if entries[Int(before)] & Entry.digit != 0 || isInvisible(code) { return true }
            var start = decoration - 1
            while start >= reach.start, text[start] < 0x80, decoration - start <= Self.longestLatinPart {
                if mayHoldWord(text, at: start, end: reach.end) { return true }
                guard entries[Int(text[start])] & Entry.alphanumeric != 0 else { return false }
                start -= 1
            }
            return false
        }
        var start = decoration - 1
        while start > reach.start, text[start] & 0xC0 == 0x80, decoration - start < 4 { start -= 1 }
        let (first, _) = UTF8Reader.character(in: text, at: start, end: reach.end)
        guard first < FoldTable.limit else { return false }
        guard starts.mayBegin(first) || starts.actions[Int(first)] == WordStarts.Action.word else { return false }
        return isSuspect(text, hanAt: start, reach)
    }

    private func isSymbol(_ byte: UInt8) -> Bool {
        withUnsafeBytes(of: starts.wish.symbols) { $0[Int(byte & 15)] >> (byte >> 4) & 1 != 0 }
    }

    /// Where a run of digits ends that is no reason to look, and whether it is a date with a time; nil where it is one.
    ///
    /// - Parameter start: the first ASCII digit of the run, behind none.
    @inline(never)
    fileprivate func harmlessDigits(
        _ text: UnsafePointer<UInt8>, at start: Int, _ reach: Reach
    ) -> (end: Int, isTime: Bool)? {
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
                if entry & (Entry.digit | Entry.alphanumeric) != 0 || isInvisible(code) { return nil }
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
                    return digits == 0 ? (end, true) : (index, false)
                }
                if isFirst {
                    hasLetters = followsLetter(text, at: start, from: reach.start)
                    // Cyrillic ze is a digit of the run; Chinese numerals before it are looked at from where they stand.
                    if hasLetters, text[start - 1] >= 0x80, followsNumeral(text, at: start, from: reach.start) {
                        return nil
                    }
                }
                isFirst = false
                digits += 1
                if digits >= wakingDigits { return nil }
            } else if entry & Entry.alphanumeric != 0 {
                hasLetters = true
            } else if byte == UInt8(ascii: "."), isDottedNumber(text, around: index, end: reach.end) {
                return nil
            } else if byte == 0x0A, reach.endsAtLines {
                return (index, false)
            }
            if hasLetters, digits >= fewest { return nil }
            index += 1
        }
        return (index, false)
    }

    /// Whether a digit in another dress, or what hides one, stands before a run of ASCII digits, nothing but what groups digits between.
    private func followsNumeral(_ text: UnsafePointer<UInt8>, at start: Int, from first: Int) -> Bool {
        var index = start - 1
        while index >= first, start - index <= 64, text[index] < 0x80 {
            guard entries[Int(text[index])] & Entry.keepsRun != 0 else { return false }
            index -= 1
        }
        guard index >= first, text[index] >= 0x80 else { return false }
        while index > first, text[index] & 0xC0 == 0x80, start - index <= 64 { index -= 1 }
        let (code, _) = UTF8Reader.character(in: text, at: index, end: start)
        return entry(of: code) & Entry.digit != 0 || isInvisible(code)
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
                return (0x400...0x4FF).contains(code) || entry(of: code) & Entry.alphanumeric != 0 || isInvisible(code)
            }
            let entry = entries[Int(byte)]
            if entry & Entry.alphanumeric != 0 { return true }
            if entry & Entry.keepsRun == 0 { return false }
            index -= 1
        }
        return false
    }
}
