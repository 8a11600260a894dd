import CByteClasses

// What a place may be that the filter of the scan has marked.

/// A run of digits that is no reason to look.
struct HarmlessDigits {
    /// Where it ends.
    var end: Int
    /// Whether it is a date with a time.
    var isTime = false
    /// The digits, where it is a plain number.
    var number = 0..<0
}

/// Whether a run of digits is reason to look.
enum DigitsVerdict {
    case harmless(HarmlessDigits)
    case suspect
    /// A message wakes for it, whatever else it holds.
    case telling
}

extension ScanTables {
    /// Whether a word that wakes begins at a byte.
    @inline(never)
    func mayHoldWord(_ text: UnsafePointer<UInt8>, at start: Int, end: Int) -> Bool {
        wakingWord(text, at: start, end: end) != .never
    }

    /// Whether a word or a number begins with the Chinese character at a byte.
    @inline(never)
    func isSuspect(_ text: UnsafePointer<UInt8>, hanAt start: Int, _ reach: Reach) -> Bool {
        let (code, length) = UTF8Reader.character(in: text, at: start, end: reach.end)
        if entry(of: code) & Entry.digit != 0 {
            var digits = 1
            var index = start + length
            while index < reach.end, !(text[index] == 0x0A && reach.endsAtLines) {
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
    func isSuspect(_ text: UnsafePointer<UInt8>, otherAt start: Int, _ reach: Reach) -> Bool {
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
    func judgeDigits(
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
