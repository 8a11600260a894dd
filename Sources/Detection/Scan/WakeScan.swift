/// The second pass, over messages in which `SuspectScan` suspected something: do they deserve the closer look?
///
/// Per character one table look-up gives class and traits. Pairs of classes are tested against the trie's filter; digits
/// and alphanumerics are counted in runs. The pass allocates nothing, writes nothing and needs no scratch memory, so any
/// number of threads may run it on shared tables. It may wake for nothing; it never sleeps through a word or a run that
/// `FoldedText` and `KeywordHits` would find (a property test holds it to that).
extension ScanTables {
    /// Longest message that is copied to look at it.
    private static let longestCopy = 512

    /// Whether anything in a message is reason for the closer look.
    package func waking(for text: UnsafeBufferPointer<UInt8>) -> Keyword.Waking {
        guard let base = text.baseAddress, isSuspect(base, count: text.count) else { return .never }
        return exactWaking(for: text)
    }

    /// Whether a message may need the closer look.
    package func wakes(for text: UnsafeBufferPointer<UInt8>) -> Bool { waking(for: text) != .never }

    /// Whether something may be in a message of which no byte behind its end may be read.
    private func isSuspect(_ base: UnsafePointer<UInt8>, count: Int) -> Bool {
        if count <= Self.longestCopy {
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longestCopy + Self.spareBytes) { copy in
                guard let start = copy.baseAddress else { return true }
                start.update(from: base, count: count)
                (start + count).initialize(repeating: 0, count: Self.spareBytes)
                return firstSuspect(in: start, Reach(start: 0, end: count, messageEnd: .nowhere)) < count
            }
        }
        // A long message is cheaper to look at than to copy: its own bytes stand behind all but its end, and what of it is
        // copied begins early enough to hold every word or number that reaches into it.
        // No character has more than three continuation bytes; what has more is damage, and may be cut anywhere.
        var border = count - Self.longestCopy / 2
        var steps = 0
        while steps < 3, base[border] & 0xC0 == 0x80 {
            border += 1
            steps += 1
        }
        if firstSuspect(in: base, Reach(start: 0, end: border, messageEnd: .nowhere)) < border { return true }
        border -= Self.longestCopy / 4
        steps = 0
        while steps < 3, base[border] & 0xC0 == 0x80 {
            border -= 1
            steps += 1
        }
        return isSuspect(base + border, count: count - border)
    }

    /// Whether a word that begins at a place of a message is reason enough, whatever else the message holds: most messages in
    /// which a place is suspect need no more than this.
    func wakesAlways(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard let base = text.baseAddress, place < text.count else { return false }
        switch wakingWord(base, at: place, end: text.count) {
        case .always: return true
        case .besideAlphanumerics: return hasAlphanumerics(text)
        case .asPiece, .byWording, .never: return false
        }
    }

    /// Whether a message has as many letters and digits as a value has.
    private func hasAlphanumerics(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var count = 0
        for byte in text where byte < 0x80 && entries[Int(byte)] & Entry.alphanumeric != 0 {
            count += 1
            if count == Self.fewestAlphanumerics { return true }
        }
        return false
    }

    /// Whether anything in a message is reason for the closer look, one character after the other.
    package func exactWaking(for text: UnsafeBufferPointer<UInt8>) -> Keyword.Waking {
        guard let base = text.baseAddress else { return .never }
        let end = text.count
        // Everything that the loop touches is in locals: a property costs a load and a check each time round.
        let entries = entries
        let followers = trie.wakingFollowers
        let followersInside = trie.wakingFollowersInside
        let wakingDigits = wakingDigits
        let leastDigits = min(wakingDigitsAfterLetter, Self.fewestDigitsAmongLookAlikes)
        let wakingAlphanumerics = wakingAlphanumerics

        var index = 0
        var previous: UInt16 = 0
        var previousStart = 0
        var digits = 0
        // Where the plain number ends that was seen last and is no reason.
        var harmlessEnd = 0
        var alphanumerics = 0
        var allAlphanumerics = 0
        var waking = Keyword.Waking.never
        while index < end {
            let start = index
            let lead = base[index]
            let entry: UInt16
            if lead < 0x80 {
                if digits == 0, lead == UInt8(ascii: "2") || lead == UInt8(ascii: "1"),
                    let behind = DateTimeShape.end(in: base, at: index, end: end)
                {
                    // A word may end in the date's first digit: `a---2026-11-24 12:30`.
                    let symbol = entries[Int(lead)] & Entry.classMask
                    if KeywordTrie.mayBegin(followers, previous, symbol) {
                        waking = max(waking, wakingWord(base, at: previousStart, end: end))
                        if waking == .always { return .always }
                    }
                    // The year ends a run of letters and digits, and seconds begin one.
                    if alphanumerics + 4 >= wakingAlphanumerics { return .always }
                    index = behind
                    previousStart = behind - 1
                    previous = entries[Int(base[previousStart])] & Entry.classMask
                    alphanumerics = 2
                    continue
                }
                if lead &- 0x30 < 10, start >= harmlessEnd, start == 0 || base[start - 1] &- 0x30 >= 10 {
                    switch numberShape(base, at: start, from: 0, end: end, endsAtLines: false) {
                    case .telling: return .always
                    case .harmless(_, let behind): harmlessEnd = behind
                    case .unclear: break
                    }
                }
                entry = entries[Int(lead)]
                index &+= 1
                alphanumerics = start < harmlessEnd ? 0 : (alphanumerics &+ 1) & (0 &- Int(entry >> 15))
                if alphanumerics >= wakingAlphanumerics { return .always }
                if lead == UInt8(ascii: "."), isDottedNumber(base, around: start, end: end) { return .always }
            } else {
                let (code, length) = UTF8Reader.character(in: base, at: index, end: end)
                index &+= length
                entry = self.entry(of: code)
                if entry & Entry.alphanumeric != 0 {
                    alphanumerics += 1
                } else if !isInvisible(code) {
                    alphanumerics = 0
                }
                if alphanumerics >= wakingAlphanumerics { return .always }
            }
            digits = (digits &+ Int(entry >> 12 & 1)) & (0 &- Int(entry >> 13 & 1))
            if start < harmlessEnd { digits = 0 }
            if digits >= leastDigits {
                if digits >= wakingDigits { return .always }
                if entry & Entry.digit != 0, isBehindLetter(base, digits: digits, last: start) {
                    return .always
                }
            }
            allAlphanumerics &+= Int((entry >> 15 | entry >> 12) & 1)
            let symbol = entry & Entry.classMask
            if KeywordTrie.mayBegin(followers, previous, symbol),
                isWordStart(base, at: previousStart) || KeywordTrie.mayBegin(followersInside, previous, symbol)
            {
                if lead < 0x80, index < end, base[index] < 0x80,
                    !trie.mayWake(previous, symbol, third: entries[Int(base[index])] & Entry.classMask)
                {
                    previous = symbol
                    previousStart = start
                    continue
                }
                waking = max(waking, wakingWord(base, at: previousStart, end: end))
                if waking == .always { return .always }
            }
            if symbol == Entry.exactClass { return .always }
            // Without a branch: decoration comes too irregularly to be foreseen.
            let isSkipped = entry & Entry.skipped != 0
            previous = isSkipped ? previous : symbol
            previousStart = isSkipped ? previousStart : start
        }
        guard waking == .besideAlphanumerics else { return waking }
        // A label without a value may still be a word of the trade.
        return allAlphanumerics >= Self.fewestAlphanumerics ? .always : .asPiece
    }

    /// Whether no ASCII letter or digit stands right before.
    @inline(__always)
    private func isWordStart(_ text: UnsafePointer<UInt8>, at start: Int) -> Bool {
        start == 0 || text[start - 1] >= 0x80 || entries[Int(text[start - 1])] & Entry.alphanumeric == 0
    }

    /// Whether the digits that end with the byte at `last` are reason to wake, few as they are: a letter stands right
    /// before their run (`E12345678`), or letters that look like digits stand among them (`l38OO138OOO`).
    ///
    /// Looks back over no more than a run that is not yet long enough to wake by itself.
    @inline(never)
    private func isBehindLetter(_ text: UnsafePointer<UInt8>, digits: Int, last: Int) -> Bool {
        let isLong = digits >= wakingDigitsAfterLetter
        var index = last
        let first = max(0, last - 64)
        while index >= first {
            let byte = text[index]
            if byte >= 0x80 {
                while index > first, text[index] & 0xC0 == 0x80 { index -= 1 }
                let (code, _) = UTF8Reader.character(in: text, at: index, end: last + 4)
                // Few digits only beside Cyrillic.
                if (0x400...0x4FF).contains(code) { return true }
                let entry = entry(of: code)
                if entry & (Entry.digit | Entry.alphanumeric) != 0 { return isLong }
                // Who hides characters in a number has a reason, be it an address of four numbers.
                if isInvisible(code) { return isLong }
                // A Chinese character before a short number is no reason: dates, times and prices are everywhere.
                if entry & Entry.keepsRun == 0 { return false }
                index -= 1
                continue
            }
            let entry = entries[Int(byte)]
            if entry & Entry.keepsRun == 0 { return isLong && entry & Entry.alphanumeric != 0 }
            if entry & Entry.digit == 0, entry & Entry.alphanumeric != 0 {
                return isLong || text[index + 1] &- 0x30 < 10 || index > 0 && text[index - 1] &- 0x30 < 10
            }
            index -= 1
        }
        return false
    }

    /// Whether the dot at `dot` stands inside four numbers joined by dots, the shape of an IPv4 address.
    @inline(never)
    func isDottedNumber(_ text: UnsafePointer<UInt8>, around dot: Int, end: Int) -> Bool {
        guard dot > 0, CharacterTraits.isASCIIDigit(UInt32(text[dot - 1])) else { return false }
        var index = dot
        for _ in 0..<3 {
            guard index < end, text[index] == UInt8(ascii: ".") else { return false }
            index &+= 1
            let first = index
            while index < end, index - first < 3, CharacterTraits.isASCIIDigit(UInt32(text[index])) { index += 1 }
            guard index > first else { return false }
        }
        return true
    }

    /// What the words that begin at `start` are reason for, as the trie sees it.
    @inline(never)
    func wakingWord(_ text: UnsafePointer<UInt8>, at start: Int, end: Int) -> Keyword.Waking {
        var waking = Keyword.Waking.never
        var node: UInt32 = 0
        var index = start
        var gap = 0
        var hasGaps = false
        while index < end {
            let (code, length) = UTF8Reader.character(in: text, at: index, end: end)
            index &+= length
            let entry = entry(of: code)
            let symbol = entry & Entry.classMask
            if symbol == Entry.exactClass { return .always }
            let next = symbol == 0 ? 0 : trie.child(inWaking: node, by: symbol)
            if next == 0 {
                guard entry & Entry.skipped != 0, node != 0 else { return waking }
                // Invisible characters are no gap: folding leaves nothing of them.
                if !isInvisible(code) {
                    gap += 1
                    hasGaps = true
                }
                guard gap <= KeywordHits.maximumGap else { return waking }
                continue
            }
            node = next
            gap = 0
            let reason = trie.waking(node)
            if reason == 0 { return waking }
            if reason & KeywordTrie.Waking.ends == 0 { continue }
            for number in trie.keywords(endingAt: node) {
                if hasGaps, !keywordIsHan[Int(number)] { continue }
                let keyword = keywords[Int(number)]
                if keyword.pairing.opens != 0, closes(keyword.pairing.opens, text, at: index, end: end) {
                    waking = max(waking, .asPiece)
                }
                if keyword.wakesBeforePair, waking < .besideAlphanumerics, separatesPair(text, behind: index, end: end),
                    !isCutOff(number, text, from: start, to: index, end: end)
                {
                    waking = .besideAlphanumerics
                }
                if keyword.waking > waking, !isCutOff(number, text, from: start, to: index, end: end) {
                    waking = keyword.waking
                }
            }
            if waking == .always || reason & KeywordTrie.Waking.goesOn == 0 { return waking }
        }
        return waking
    }

    /// Whether `:`, `|` or three dashes stand in a word of printable ASCII behind a place, with something behind them.
    private func separatesPair(_ text: UnsafePointer<UInt8>, behind place: Int, end: Int) -> Bool {
        var index = place
        let last = min(end, place + Self.longestBeforePair)
        while index < last, text[index] > 0x20, text[index] < 0x7F {
            switch text[index] {
            case UInt8(ascii: ":"), UInt8(ascii: "|"):
                if index + 1 < end, text[index + 1] > 0x20, text[index + 1] < 0x7F { return true }
            case UInt8(ascii: "-"):
                if index + 2 < end, text[index + 1] == text[index], text[index + 2] == text[index] { return true }
            default: break
            }
            index += 1
        }
        // Rarer writes of the same characters are left to folding.
        return index < last && text[index] >= 0x80
    }

    /// How far behind a keyword a separator is looked for, in bytes.
    private static let longestBeforePair = 256

    /// Whether a word that closes the pair begins at a byte, or behind the decoration there.
    private func closes(_ pair: UInt8, _ text: UnsafePointer<UInt8>, at start: Int, end: Int) -> Bool {
        var node: UInt32 = 0
        var index = start
        var gap = 0
        while index < end {
            let (code, length) = UTF8Reader.character(in: text, at: index, end: end)
            index &+= length
            let entry = entry(of: code)
            let symbol = entry & Entry.classMask
            let next = symbol == 0 || symbol == Entry.exactClass ? 0 : trie.child(of: node, by: symbol)
            if next == 0 {
                guard entry & Entry.skipped != 0 else { return false }
                if !isInvisible(code) { gap += 1 }
                guard gap <= KeywordHits.maximumGap else { return false }
                continue
            }
            node = next
            gap = 0
            if trie.keywords(endingAt: node).contains(where: { keywords[Int($0)].pairing.closes & pair != 0 }) {
                return true
            }
        }
        return false
    }

    /// Whether a plain ASCII letter or digit adjoins the word at an end where none may.
    private func isCutOff(_ number: UInt32, _ text: UnsafePointer<UInt8>, from start: Int, to next: Int, end: Int)
        -> Bool
    {
        let keyword = keywords[Int(number)]
        if keyword.bordersStart, !isWordStart(text, at: start) { return true }
        return keyword.bordersEnd && next < end && text[next] < 0x80
            && entries[Int(text[next])] & Entry.alphanumeric != 0
    }
}
