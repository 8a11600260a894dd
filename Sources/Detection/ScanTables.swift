package import FenceModel

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
    let keywords: [Keyword]
    /// By keyword: its length in folded characters, and whether it holds a character that is no ASCII.
    let keywordLengths: [UInt8]
    let keywordIsHan: [Bool]
    /// A run of so many digits wakes the scan.
    let wakingDigits: Int
    /// A run of so many digits wakes the scan where a letter stands right before it, as in `E12345678`.
    let wakingDigitsAfterLetter: Int
    /// A run of so many ASCII letters and digits wakes the scan.
    let wakingAlphanumerics: Int

    /// - Throws: `FencewatchError` where the words use more different characters than a class can number.
    package init(
        keywords set: KeywordSet, leastDigits: Int, wakingAlphanumerics: Int
    ) throws(FencewatchError) {
        let fold = FoldTable.shared
        let folded = set.keywords.map { fold.fold($0.text) }
        var classes = [UInt16](repeating: 0, count: FoldTable.limit)
        var classCount = 1
        for word in folded {
            for code in word where code < FoldTable.limit && classes[Int(code)] == 0 {
                classes[Int(code)] = UInt16(truncatingIfNeeded: classCount)
                classCount += 1
            }
        }
        guard classCount < Int(Entry.exactClass) else {
            throw FencewatchError(
                .invalidRule,
                "The keywords of the rule pack use more than 4,000 different characters; use fewer keywords.")
        }
        self.fold = fold
        self.keywords = set.keywords
        wakingDigits = max(leastDigits, Self.fewestTellingDigits)
        wakingDigitsAfterLetter = leastDigits
        self.wakingAlphanumerics = wakingAlphanumerics
        keywordLengths = folded.map { UInt8($0.count) }
        keywordIsHan = folded.map { $0.contains { $0 >= 0x80 } }
        var skipped = [Bool](repeating: false, count: classCount)
        let entries = UnsafeMutablePointer<UInt16>.allocate(capacity: FoldTable.limit)
        for (code, folded) in fold.entries.enumerated() {
            let entry = Self.entry(of: folded, classes: classes)
            entries[code] = entry
            if entry & Entry.skipped != 0, entry & Entry.classMask != Entry.exactClass {
                skipped[Int(entry & Entry.classMask)] = true
            }
        }
        skipped[0] = false
        var indexes: [UInt16: UInt8] = [:]
        for (index, code) in Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8).enumerated()
        where classes[Int(code)] != 0 {
            indexes[classes[Int(code)]] = UInt8(index)
        }
        self.entries = UnsafePointer(entries)
        trie = KeywordTrie(
            words: folded.map { $0.map { $0 < FoldTable.limit ? classes[Int($0)] : 0 } },
            wakes: set.keywords.map { $0.waking != .never },
            beginsInside: set.keywords.map { !$0.bordersStart }, bordersEnd: set.keywords.map(\.bordersEnd),
            classCount: classCount, alphanumericIndex: { indexes[$0] }, skips: { skipped[Int($0)] })
    }

    /// Number of keywords, over all rules and the lexicon.
    package var keywordCount: Int { keywords.count }

    deinit {
        entries.deallocate()
    }

    private static func entry(of folded: UInt32, classes: [UInt16]) -> UInt16 {
        if folded & FoldTable.deleted != 0 { return Entry.skipped | Entry.keepsRun }
        if folded & FoldTable.double != 0 { return Entry.exactClass }
        var entry = folded < FoldTable.limit ? classes[Int(folded)] : 0
        if CharacterTraits.digitValue(folded) != nil || folded == 0x437 {
            // Cyrillic ze stands for 3 so often that it counts as a digit; Russian words hold no run of them.
            entry |= Entry.digit | Entry.keepsRun
        } else if CharacterTraits.groupsDigits(folded) || CharacterTraits.lookAlikeDigit(folded) != nil {
            entry |= Entry.keepsRun
        }
        if CharacterTraits.isDecoration(folded) { entry |= Entry.skipped }
        if CharacterTraits.isASCIIAlphanumeric(folded) { entry |= Entry.alphanumeric }
        return entry
    }
}
