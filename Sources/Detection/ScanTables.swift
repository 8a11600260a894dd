import FenceModel

/// The tables that drive the scan: one entry a code point, the keyword trie, and the limits of the run trackers.
///
/// Made once a detector and never changed, so any number of threads may read it; the loops read through pointers that the
/// tables own, since an array's bounds checks and reference counts cost a third of the speed there.
package final class ScanTables: @unchecked Sendable {
    /// Entry of a code point: its class in bits 0–11 and what the loops need at once in bits 12–15.
    enum Entry {
        static let classMask: UInt16 = 0x0FFF
        /// A digit, in ASCII or as a Chinese numeral.
        static let digit: UInt16 = 1 << 12
        /// Does not end a run of digits: digits, what groups them, look-alike letters, invisible characters.
        static let keepsRun: UInt16 = 1 << 13
        /// Passed over inside words: invisible characters and decoration.
        static let skipped: UInt16 = 1 << 14
        /// An ASCII letter or digit.
        static let alphanumeric: UInt16 = 1 << 15
        /// Class of a character that needs an exact look wherever it stands (one that folds to two).
        static let exactClass: UInt16 = 0x0FFF
    }

    /// Shorter runs of digits are dates, times and prices; alone they wake nothing.
    static let fewestTellingDigits = 10

    /// So many digits wake where letters that look like digits stand among them.
    static let fewestDigitsAmongLookAlikes = 5

    /// Values other than names and addresses have at least so many letters and digits.
    static let fewestAlphanumerics = 4

    let fold: FoldTable
    /// By code point below `FoldTable.limit`.
    let entries: UnsafePointer<UInt16>
    let trie: KeywordTrie
    let starts: WordStarts
    let keywords: [Keyword]
    /// By keyword: its length in folded characters, and whether it holds a character that is no ASCII.
    let keywordLengths: [UInt8]
    let keywordIsHan: [Bool]
    /// A run of so many digits wakes the scan.
    let wakingDigits: Int
    /// A run of so many digits wakes the scan where a letter stands right before it, as in `E12345678`.
    let wakingDigitsAfterLetter: Int
    /// Which of the runs that are plain numbers do.
    let plainNumbers: PlainNumbers
    /// A run of so many ASCII letters and digits wakes the scan.
    let wakingAlphanumerics: Int

    /// - Parameter ruleWords: how many of the keywords, the first ones, are named by rules.
    /// - Throws: `FencewatchError` where the words use more different characters than a class can number.
    init(
        keywords set: KeywordSet, ruleWords: Int, leastDigits: Int, plainNumbers: PlainNumbers, wakingAlphanumerics: Int
    ) throws(FencewatchError) {
        let fold = FoldTable.shared
        var classes = [UInt16](repeating: 0, count: FoldTable.limit)
        var classCount = 1
        for code in set.characters where code < FoldTable.limit && classes[Int(code)] == 0 {
            classes[Int(code)] = UInt16(truncatingIfNeeded: classCount)
            classCount += 1
        }
        guard classCount < Int(Entry.exactClass) else {
            throw FencewatchError(
                .invalidRule,
                "The keywords of the rule pack use more than 4,000 different characters; use fewer keywords.")
        }
        guard set.characters.count < KeywordTrie.maximumCharacters else {
            throw FencewatchError(
                .invalidRule, "The keywords of the rule pack have more than a million characters; use fewer keywords.")
        }
        self.fold = fold
        keywords = set.keywords
        wakingDigits = max(leastDigits, Self.fewestTellingDigits)
        wakingDigitsAfterLetter = leastDigits
        self.plainNumbers = plainNumbers
        self.wakingAlphanumerics = wakingAlphanumerics
        (keywordLengths, keywordIsHan) = set.withWords { words in
            (words.indices.map { UInt8(words[$0].count) }, words.indices.map { words[$0].contains { $0 >= 0x80 } })
        }
        let made = UnsafePointer(Self.makeEntries(fold, classes: classes))
        entries = made
        // Two thirds of what making a detector takes, and neither needs the other.
        nonisolated(unsafe) let entries = made
        let starts = SideTask {
            set.withWords {
                WordStarts($0, fold: fold, entries: entries, wakingAlphanumerics: wakingAlphanumerics)
            }
        }
        trie = set.withWords { words in
            classes.withUnsafeBufferPointer {
                KeywordTrie(words, ruleWords: ruleWords, classes: $0, classCount: classCount) {
                    entries[Int($0)] & Entry.skipped != 0
                }
            }
        }
        self.starts = starts.value
    }

    /// Number of keywords, over all rules and the lexicon.
    package var keywordCount: Int { keywords.count }

    deinit {
        entries.deallocate()
    }

    /// The entry of a code point, whatever it is.
    @inline(__always)
    func entry(of code: UInt32) -> UInt16 {
        code < UInt32(FoldTable.limit) ? entries[Int(code)] : Self.rareEntry(code)
    }

    /// Whether folding leaves nothing of a character.
    func isInvisible(_ code: UInt32) -> Bool {
        guard code < UInt32(FoldTable.limit) else { return FoldTable.isInvisibleBeyondTable(code) }
        return fold.entries[Int(code)] & FoldTable.deleted != 0
    }

    @inline(never)
    private static func rareEntry(_ code: UInt32) -> UInt16 {
        FoldTable.isInvisibleBeyondTable(code) ? Entry.skipped | Entry.keepsRun : 0
    }

    private static func makeEntries(_ fold: FoldTable, classes: [UInt16]) -> UnsafeMutablePointer<UInt16> {
        let traits = CharacterTraits.traits
        let entries = UnsafeMutablePointer<UInt16>.allocate(capacity: FoldTable.limit)
        fold.entries.withUnsafeBufferPointer { folded in
            classes.withUnsafeBufferPointer { classes in
                traits.withUnsafeBufferPointer { traits in
                    for code in 0..<FoldTable.limit {
                        let folded = folded[code]
                        if folded < FoldTable.limit {
                            entries[code] = classes[Int(folded)] | traits[Int(folded)]
                        } else if folded & FoldTable.deleted != 0 {
                            entries[code] = Entry.skipped | Entry.keepsRun
                        } else {
                            entries[code] = folded & FoldTable.double != 0 ? Entry.exactClass : 0
                        }
                    }
                }
            }
        }
        return entries
    }
}

extension CharacterTraits {
    /// The bits of an entry that do not depend on the words, by folded code point.
    fileprivate static let traits: [UInt16] = {
        var traits = [UInt16](repeating: 0, count: FoldTable.limit)
        // No other characters have any.
        let telling: [ClosedRange<UInt32>] = [
            0...0x7F, 0xB7...0xB7, 0x430...0x44F, 0x3007...0x3007, 0x2190...0x2BFF, 0x4E00...0x9FFF, 0xFFFD...0xFFFD,
            0x1F000...0x1FAFF,
        ]
        for range in telling { for code in range { traits[Int(code)] = entryTraits(of: code) } }
        return traits
    }()

    private static func entryTraits(of folded: UInt32) -> UInt16 {
        var entry: UInt16 = 0
        if digitValue(folded) != nil || folded == 0x437 {
            // Cyrillic ze stands for 3 so often that it counts as a digit; Russian words hold no run of them.
            entry |= ScanTables.Entry.digit | ScanTables.Entry.keepsRun
        } else if groupsDigits(folded) || lookAlikeDigit(folded) != nil || isPicture(folded) {
            entry |= ScanTables.Entry.keepsRun
        }
        if isDecoration(folded) { entry |= ScanTables.Entry.skipped }
        if isASCIIAlphanumeric(folded) { entry |= ScanTables.Entry.alphanumeric }
        return entry
    }
}
