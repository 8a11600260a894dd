import CByteClasses

/// What the bytes at the begin of a word that wakes can be, over all of its disguises: the filter of `SuspectScan`.
///
/// Chinese words are known by their first two characters, words in ASCII by their first two to four bytes, each hashed to a
/// bit. Every way to write a character that folds to the word's is put in, so the scan compares bytes as they stand and
/// folds nothing. A set bit is no proof; whoever finds one walks the trie.
final class WordStarts: @unchecked Sendable {
    /// What a character that is neither ASCII nor between U+4000 and U+9FFF asks for.
    enum Action {
        static let none: UInt8 = 0
        /// Only folding tells what the message says: a letter or digit in another dress, damage.
        static let look: UInt8 = 1
        /// Words may begin with it.
        static let word: UInt8 = 2
        /// May stand inside a word, which is then known by the character before.
        static let decoration: UInt8 = 3
    }

    private static let pairBits: UInt64 = 19
    private static let prefixBits: UInt64 = 19
    /// Longest prefix of a word in ASCII that is hashed, in bytes.
    private static let longestPrefix = 4
    private static let hanFirst: UInt32 = 0x4000

    /// By code point below `FoldTable.limit`.
    let actions: UnsafeMutablePointer<UInt8>
    private let pairs: UnsafeMutablePointer<UInt64>
    private let prefixes: UnsafeMutablePointer<UInt64>
    /// By byte: which bytes of a pair count, where this one is the fourth.
    private let pairMasks: UnsafeMutablePointer<UInt64>
    /// By ASCII character, in lower case: whether a word may go on with a Chinese character behind decoration.
    private let decorated: UnsafeMutablePointer<Bool>
    /// From U+4000 on, a bit each: whether words begin with the character.
    private let firsts: UnsafeMutablePointer<UInt64>
    /// Chinese characters that are no more than decoration, as 丨.
    private var hanDecorations: [UInt32] = []
    /// The symbols that words begin with, and the anchor.
    private(set) var wish = fence_byte_wish()
    /// Bytes between the begin of a word that may stand inside a run of letters, and the anchor in it.
    private(set) var anchorOffset = 0
    /// Whether words may begin at every letter, for want of an anchor that they share.
    private(set) var testsEveryLetter = false
    /// Whether words of more than one digit may begin at every digit.
    private(set) var testsEveryDigit = false

    init(_ set: KeywordSet, fold: FoldTable, entries: UnsafePointer<UInt16>) {
        actions = Self.zeros(FoldTable.limit)
        pairs = Self.zeros(1 << (Self.pairBits - 6))
        prefixes = Self.zeros(1 << (Self.prefixBits - 6))
        pairMasks = Self.zeros(256)
        decorated = .allocate(capacity: 128)
        decorated.initialize(repeating: false, count: 128)
        firsts = Self.zeros((0xA000 - 0x4000) / 64)
        for byte in 0..<256 {
            let isDecoration = byte < 0x80 && entries[byte] & ScanTables.Entry.skipped != 0
            pairMasks[byte] =
                isDecoration ? 0xFF_FFFF : byte < 0xC0 ? 0xFFFF_FFFF : byte < 0xE0 ? 0xFF_FFFF_FFFF : 0xFFFF_FFFF_FFFF
        }
        for code in 0x80..<FoldTable.limit where entries[code] != 0 {
            actions[code] = Self.action(of: UInt32(code), entries[code])
        }
        actions[0xFFFD] = Action.look
        hanDecorations = (UInt32(0x4000)..<0xA000).filter { entries[Int($0)] & ScanTables.Entry.skipped != 0 }
        let forms = WrittenForms(fold)
        for number in set.keywords.indices where set.keywords[number].mayWake {
            add(set.word(number), set.keywords[number], forms, entries)
        }
        addNumerals(entries)
    }

    deinit {
        actions.deallocate()
        pairs.deallocate()
        prefixes.deallocate()
        pairMasks.deallocate()
        decorated.deallocate()
        firsts.deallocate()
    }

    private static func zeros<Number: FixedWidthInteger>(_ count: Int) -> UnsafeMutablePointer<Number> {
        let table = UnsafeMutablePointer<Number>.allocate(capacity: count)
        table.initialize(repeating: 0, count: count)
        return table
    }

    /// What a character asks for that no word begins with.
    static func action(of code: UInt32, _ entry: UInt16) -> UInt8 {
        if entry & ScanTables.Entry.classMask == ScanTables.Entry.exactClass { return Action.look }
        // Cyrillic ze counts as a digit among digits only.
        if entry & ScanTables.Entry.alphanumeric != 0 { return Action.look }
        if entry & ScanTables.Entry.digit != 0, code != 0x437, code != 0x417 { return Action.look }
        return entry & ScanTables.Entry.skipped != 0 ? Action.decoration : Action.none
    }

    // MARK: - Tests

    /// Whether a word may begin with the Chinese character of three bytes in the lowest bits and what follows it.
    @inline(__always)
    func mayBeginPair(_ bytes: UInt64) -> Bool {
        let hash = Self.pairHash(bytes & pairMasks[Int(bytes >> 24 & 0xFF)])
        return pairs[Int(hash >> 6)] >> (hash & 63) & 1 != 0
    }

    /// Whether a word may begin with the ASCII character in the lowest bits and what follows it.
    @inline(__always)
    func mayBeginPrefix(_ bytes: UInt32) -> Bool {
        let small = bytes | 0x2020_2020
        let four = Self.prefixHash(small, length: 4)
        let three = Self.prefixHash(small & 0xFF_FFFF, length: 3)
        let two = Self.prefixHash(small & 0xFFFF, length: 2)
        return
            (prefixes[Int(four >> 6)] >> (four & 63) | prefixes[Int(three >> 6)] >> (three & 63)
            | prefixes[Int(two >> 6)] >> (two & 63)) & 1 != 0
    }

    /// Whether the ASCII character in the lowest bits, decoration behind it, may begin a word.
    @inline(__always)
    func mayBeginDecorated(_ bytes: UInt32) -> Bool {
        guard pairMasks[Int(bytes >> 8 & 0xFF)] == 0xFF_FFFF, decorated[Int((bytes | 0x20) & 0x7F)] else {
            return false
        }
        // Up to three such characters may stand before the Chinese one.
        return bytes & 0x8080_0000 != 0 || pairMasks[Int(bytes >> 16 & 0xFF)] == 0xFF_FFFF
    }

    /// Whether words begin with a character between U+4000 and U+9FFF.
    func mayBegin(_ code: UInt32) -> Bool {
        let index = code &- Self.hanFirst
        return index < 0x6000 && firsts[Int(index >> 6)] >> UInt64(index & 63) & 1 != 0
    }

    @inline(__always)
    private static func pairHash(_ key: UInt64) -> UInt64 {
        (key &* 0x9E37_79B9_7F4A_7C15) >> (64 - pairBits)
    }

    @inline(__always)
    private static func prefixHash(_ key: UInt32, length: UInt64) -> UInt64 {
        ((UInt64(key) << 3 | length) &* 0x9E37_79B9_7F4A_7C15) >> (64 - prefixBits)
    }
}

// MARK: - Making it

extension WordStarts {
    private func add(
        _ word: ArraySlice<UInt32>, _ keyword: Keyword, _ forms: WrittenForms, _ entries: UnsafePointer<UInt16>
    ) {
        // A walk begins at a telling character; one that would begin with decoration finds nothing.
        guard let first = word.first, first < FoldTable.limit, word.count >= 2,
            entries[Int(first)] & ScanTables.Entry.skipped == 0
        else { return }
        let isHan = word.contains { $0 >= 0x80 }
        if first < 0x80 {
            addPrefixes(first | 0x20, length: 1, word.dropFirst(), isHan: isHan, forms, entries)
            if !CharacterTraits.isASCIIAlphanumeric(first) {
                withUnsafeMutableBytes(of: &wish.symbols) { $0[Int(first & 15)] |= 1 << UInt8(first >> 4) }
            }
            if !keyword.bordersStart { addInside(word) }
        }
        forms.forEach(of: first) { form in
            if (0x4000..<0xA000).contains(form) {
                addPairs(of: form, word, forms, entries)
            } else if form >= 0x80, actions[Int(form)] != Action.look {
                actions[Int(form)] = Action.word
            }
        }
    }

    private func addPairs(
        of first: UInt32, _ word: ArraySlice<UInt32>, _ forms: WrittenForms, _ entries: UnsafePointer<UInt16>
    ) {
        setFirst(first)
        // Decoration that is part of the word is passed over like any other.
        let second = word.dropFirst().first {
            $0 >= FoldTable.limit || entries[Int($0)] & ScanTables.Entry.skipped == 0
        }
        guard let second else { return }
        forms.forEach(of: second) { form in
            guard !needsLook(form) else { return }
            setPair(first, form)
            if CharacterTraits.isASCIILetter(form) { setPair(first, form & 0xDF) }
        }
    }

    /// Numerals in a row may be a number.
    private func addNumerals(_ entries: UnsafePointer<UInt16>) {
        let numerals = (UInt32(0x4000)..<0xA000).filter { entries[Int($0)] & ScanTables.Entry.digit != 0 }
        let seconds = numerals + (0x30...0x39)
        for first in numerals {
            setFirst(first)
            for second in seconds { setPair(first, second) }
        }
    }

    /// - Parameters:
    ///   - prefix: the bytes so far, the first one lowest.
    ///   - length: how many they are, at least one.
    private func addPrefixes(
        _ prefix: UInt32, length: Int, _ rest: ArraySlice<UInt32>, isHan: Bool, _ forms: WrittenForms,
        _ entries: UnsafePointer<UInt16>
    ) {
        guard length < Self.longestPrefix, let next = rest.first else { return setPrefix(prefix, length: length) }
        if isHan {
            // Decoration may follow anywhere: what stands before it decides.
            for decoration in hanDecorations {
                let bytes = UInt32(truncatingIfNeeded: Self.bytes(of: decoration).bytes | 0x2020_2020)
                let longer = prefix | bytes << UInt32(length * 8)
                setPrefix(longer, length: Self.longestPrefix)
            }
            if length == 1 {
                decorated[Int(prefix)] = true
            } else {
                for byte in UInt32(0x20)..<0x80 where entries[Int(byte)] & ScanTables.Entry.skipped != 0 {
                    setPrefix(prefix | (byte | 0x20) << UInt32(length * 8), length: length + 1)
                }
            }
        }
        let rest = rest.dropFirst()
        forms.forEach(of: next) { form in
            guard !needsLook(form) else { return }
            let (bytes, count) = Self.bytes(of: form)
            let longer = prefix | UInt32(truncatingIfNeeded: bytes | 0x2020_2020) << UInt32(length * 8)
            addPrefixes(
                longer & (.max >> UInt32(8 * max(0, 4 - length - count))), length: min(length + count, 4), rest,
                isHan: isHan, forms, entries)
        }
    }

    private func setPrefix(_ prefix: UInt32, length: Int) {
        let hash = Self.prefixHash(prefix, length: UInt64(length))
        prefixes[Int(hash >> 6)] |= 1 << (hash & 63)
    }

    /// A word that may begin inside a run of letters and digits.
    private func addInside(_ word: ArraySlice<UInt32>) {
        let first = word[word.startIndex]
        if CharacterTraits.isASCIIDigit(first) {
            if CharacterTraits.isASCIIDigit(word[word.startIndex + 1]) { testsEveryDigit = true }
            return
        }
        // A letter before a Chinese character is looked at wherever it stands.
        guard CharacterTraits.isASCIILetter(first), word[word.startIndex + 1] < 0x80, !testsEveryLetter else { return }
        let letters = word.prefix { CharacterTraits.isASCIILetter($0) }.map { UInt8(truncatingIfNeeded: $0) }
        if wish.anchor.0 == 0, let offset = Self.rarestPair(in: letters) {
            anchorOffset = offset
            wish.anchor = (letters[offset], letters[offset + 1])
        }
        testsEveryLetter =
            wish.anchor.0 == 0 || letters.count < anchorOffset + 2 || letters[anchorOffset] != wish.anchor.0
            || letters[anchorOffset + 1] != wish.anchor.1
    }

    /// Where the two neighbouring letters stand that English has least often; not at the first, which may be any.
    private static func rarestPair(in letters: [UInt8]) -> Int? {
        let byRarity = Array("jqxzwvkbpygfmcudlhrsnioate".utf8)
        func rank(_ letter: UInt8) -> Int { byRarity.firstIndex(of: letter) ?? byRarity.count }
        guard letters.count >= 3 else { return nil }
        return (1..<letters.count - 1).min {
            rank(letters[$0]) * rank(letters[$0 + 1]) < rank(letters[$1]) * rank(letters[$1 + 1])
        }
    }

    private func needsLook(_ form: UInt32) -> Bool {
        form >= 0x80 && form < FoldTable.limit && actions[Int(form)] == Action.look
    }

    private func setFirst(_ code: UInt32) {
        let index = code - Self.hanFirst
        firsts[Int(index >> 6)] |= 1 << UInt64(index & 63)
        // Where decoration follows, the first character alone decides.
        setPair(Self.bytes(of: code).bytes)
        for decoration in hanDecorations { setPair(code, decoration) }
    }

    private func setPair(_ first: UInt32, _ second: UInt32) {
        // As many bytes as `pairMasks` keeps of what is read.
        setPair((Self.bytes(of: first).bytes | Self.bytes(of: second).bytes << 24) & 0xFFFF_FFFF_FFFF)
    }

    private func setPair(_ key: UInt64) {
        let hash = Self.pairHash(key)
        pairs[Int(hash >> 6)] |= 1 << (hash & 63)
    }

    /// The UTF-8 of a code point, the first byte lowest.
    private static func bytes(of code: UInt32) -> (bytes: UInt64, count: Int) {
        let code = UInt64(code)
        if code < 0x80 { return (code, 1) }
        if code < 0x800 { return (0xC0 | code >> 6 | (0x80 | code & 0x3F) << 8, 2) }
        if code < 0x10000 {
            return (0xE0 | code >> 12 | (0x80 | code >> 6 & 0x3F) << 8 | (0x80 | code & 0x3F) << 16, 3)
        }
        let last = (0x80 | code >> 6 & 0x3F) << 16 | (0x80 | code & 0x3F) << 24
        return (0xF0 | code >> 18 | (0x80 | code >> 12 & 0x3F) << 8 | last, 4)
    }
}

/// By folded character: the code points that are written for it.
private struct WrittenForms {
    /// Begins of linked lists in `nexts`; 0 ends a list.
    private var heads = [Int32](repeating: 0, count: FoldTable.limit)
    private var nexts: [Int32] = [0]
    private var codes: [UInt32] = [0]

    init(_ fold: FoldTable) {
        fold.entries.withUnsafeBufferPointer { table in
            for code in 0x80..<FoldTable.limit where table[code] != UInt32(code) && table[code] < FoldTable.limit {
                // Letters and digits in another dress ask for a look by themselves.
                if CharacterTraits.isASCIIAlphanumeric(table[code]) { continue }
                codes.append(UInt32(code))
                nexts.append(heads[Int(table[code])])
                heads[Int(table[code])] = Int32(truncatingIfNeeded: codes.count - 1)
            }
        }
    }

    /// The character itself first.
    func forEach(of folded: UInt32, _ body: (UInt32) -> Void) {
        body(folded)
        guard folded < FoldTable.limit else { return }
        var index = heads[Int(folded)]
        while index != 0 {
            body(codes[Int(index)])
            index = nexts[Int(index)]
        }
    }
}
