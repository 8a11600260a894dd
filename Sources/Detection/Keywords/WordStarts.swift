import CByteClasses

/// What the bytes at the begin of a word that wakes can be, over all of its disguises: the filter of `SuspectScan`.
///
/// Chinese words are known by their first three characters, words in ASCII by their first eight bytes and by what stands behind
/// shorter ones, each hashed to a bit. Every way to write a character that folds to the word's is put in, so the scan compares
/// bytes as they stand and folds nothing. A set bit is no proof; whoever finds one walks the trie.
final class WordStarts: @unchecked Sendable {
    /// What a character that is neither ASCII nor between U+4000 and U+9FFF asks for.
    enum Action {
        static let none = UInt8(FENCE_ACTION_NONE)
        /// Only folding tells what the message says: a letter or digit in another dress, damage.
        static let look = UInt8(FENCE_ACTION_LOOK)
        /// Words may begin with it.
        static let word = UInt8(FENCE_ACTION_WORD)
        /// May stand inside a word, which is then known by the character before.
        static let decoration = UInt8(FENCE_ACTION_DECORATION)
        static let mask = UInt8(FENCE_ACTION_MASK)
        static let numeral = UInt8(FENCE_TRAIT_NUMERAL)
    }

    static let hanFirst: UInt32 = 0x4000

    /// What the scan in C reads; it points to the tables below.
    let filter: UnsafeMutablePointer<fence_word_filter>
    let tables: Tables
    /// What this processor scans with.
    let instructions = fence_best_instructions()
    /// From U+4000 on, a bit each: whether words begin with the character.
    let firsts: UnsafeMutablePointer<UInt64>
    /// Chinese characters that are no more than decoration, as 丨.
    var hanDecorations: [UInt32] = []
    /// Whether a word that closes a pair may begin with what is not Chinese.
    let closesInASCII: Bool
    /// The symbols that words begin with or go on with, and the anchors.
    var wish = fence_byte_wish()
    /// The tables of the filter; `fence_word_filter` says what they hold.
    struct Tables {
        let pairs: UnsafeMutablePointer<UInt64> = zeros(1 << (FENCE_PAIR_BITS - 6))
        let pairMasks: UnsafeMutablePointer<UInt64> = zeros(256)
        let wholes: UnsafeMutablePointer<UInt64> = zeros(1 << (FENCE_WHOLE_BITS - 6))
        let openers: UnsafeMutablePointer<UInt64> = zeros(1 << (FENCE_WHOLE_BITS - 6))
        let closers: UnsafeMutablePointer<UInt64> = zeros(0x6000 / 64)
        let closersAlone: UnsafeMutablePointer<UInt64> = zeros(0x6000 / 64)
        let closingPairs: UnsafeMutablePointer<UInt64> = zeros(1 << (FENCE_WHOLE_BITS - 6))
        let triples: UnsafeMutablePointer<UInt64> = zeros(1 << (FENCE_TRIPLE_BITS - 6))
        let traits: UnsafeMutablePointer<UInt8> = zeros(FoldTable.limit)
        let classes: UnsafeMutablePointer<UInt8> = zeros(256)
        let thirds: UnsafeMutablePointer<UInt64> = zeros(64 * 64)
        let shortThirds: UnsafeMutablePointer<UInt64> = zeros(64 * 64)
        let lengths: UnsafeMutablePointer<UInt8> = zeros(64 * 64)
        let fours: UnsafeMutablePointer<UInt64> = zeros(1 << (FENCE_FOUR_BITS - 6))
        let keys: UnsafeMutablePointer<UInt64> = zeros(1 << (FENCE_KEY_BITS - 6))
        let follows: UnsafeMutablePointer<UInt8> = zeros(256)
        let keepsRun: UnsafeMutablePointer<Bool> = falses(128)

        func deallocate() {
            for table in [
                pairs, pairMasks, wholes, openers, closers, closersAlone, closingPairs, triples, thirds, shortThirds,
                fours,
                keys,
            ] { table.deallocate() }
            for table in [traits, classes, lengths, follows] { table.deallocate() }
            keepsRun.deallocate()
        }
    }

    init(_ words: KeywordSet.Words, fold: FoldTable, entries: UnsafePointer<UInt16>, wakingAlphanumerics: Int) {
        tables = Tables()
        firsts = zeros(0x6000 / 64)
        filter = .allocate(capacity: 1)
        filter.initialize(
            to: fence_word_filter(
                pairs: tables.pairs, pair_masks: tables.pairMasks, wholes: tables.wholes, openers: tables.openers,
                closers: tables.closers, closers_alone: tables.closersAlone, closing_pairs: tables.closingPairs,
                triples: tables.triples, traits: tables.traits,
                limit: UInt32(FoldTable.limit), classes: tables.classes, thirds: tables.thirds,
                short_thirds: tables.shortThirds, lengths: tables.lengths,
                fours: tables.fours,
                keys: tables.keys, follows: tables.follows, keeps_run: tables.keepsRun, anchor_offsets: (0, 0, 0, 0),
                long_run: wakingAlphanumerics,
                tests_every_letter: false, tests_every_digit: false))
        closesInASCII = words.indices.contains {
            words.keywords[$0].pairing.closes != 0 && words[$0].first.map { $0 < 0x80 } ?? false
        }
        describeBytes(entries)
        describeCharacters(fold, entries)
        let forms = WrittenForms(fold)
        for number in words.indices where words.keywords[number].mayWake {
            add(words[number], words.keywords[number], forms, entries)
        }
        addClosers(words, forms, entries)
        addNumerals(entries)
    }

    deinit {
        tables.deallocate()
        firsts.deallocate()
        filter.deallocate()
    }

    /// What a character asks for.
    @inline(__always)
    func action(of code: UInt32) -> UInt8 { tables.traits[Int(code)] & Action.mask }

    /// Whether words begin with a character between U+4000 and U+9FFF.
    func mayBegin(_ code: UInt32) -> Bool {
        let index = code &- Self.hanFirst
        return index < 0x6000 && firsts[Int(index >> 6)] >> UInt64(index & 63) & 1 != 0
    }
}
