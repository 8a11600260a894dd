import CByteClasses

extension WordStarts {
    // MARK: - What bytes and characters are

    func describeBytes(_ entries: UnsafePointer<UInt16>) {
        for byte in 0..<256 {
            guard byte < 0x80 else {
                tables.pairMasks[byte] = byte < 0xC0 ? 0xFFFF_FFFF : byte < 0xE0 ? 0xFF_FFFF_FFFF : 0xFFFF_FFFF_FFFF
                tables.classes[byte] = Self.otherClass
                tables.follows[byte] = UInt8(FENCE_FOLLOW_OTHER.rawValue)
                continue
            }
            tables.pairMasks[byte] = isDecoration(byte, entries) ? 0xFF_FFFF : 0xFFFF_FFFF
            tables.classes[byte] = Self.byteClass(UInt8(byte) | 0x20)
            tables.keepsRun[byte] = entries[byte] & ScanTables.Entry.keepsRun != 0
            if entries[byte] & ScanTables.Entry.alphanumeric != 0 {
                tables.follows[byte] = UInt8(FENCE_FOLLOW_ALPHANUMERIC.rawValue)
            }
        }
    }

    func describeCharacters(_ fold: FoldTable, _ entries: UnsafePointer<UInt16>) {
        fold.entries.withUnsafeBufferPointer { folded in
            for code in 0x80..<FoldTable.limit {
                let isInvisible = folded[code] & FoldTable.deleted != 0
                guard entries[code] != 0 || isInvisible else { continue }
                let isNumeral =
                    entries[code] & (ScanTables.Entry.digit | ScanTables.Entry.keepsRun) != 0 || isInvisible
                tables.traits[code] =
                    Self.action(of: UInt32(code), entries[code]) | (isNumeral ? Action.numeral : 0)
            }
        }
        tables.traits[0xFFFD] = Action.look
        hanDecorations = (UInt32(0x4000)..<0xA000).filter { entries[Int($0)] & ScanTables.Entry.skipped != 0 }
    }

    /// What a character asks for that no word begins with.
    private static func action(of code: UInt32, _ entry: UInt16) -> UInt8 {
        if entry & ScanTables.Entry.classMask == ScanTables.Entry.exactClass { return Action.look }
        // Cyrillic ze counts as a digit among digits only.
        if entry & ScanTables.Entry.alphanumeric != 0 { return Action.look }
        if entry & ScanTables.Entry.digit != 0, code != 0x437, code != 0x417 { return Action.look }
        return entry & ScanTables.Entry.skipped != 0 ? Action.decoration : Action.none
    }

    private func isDecoration(_ byte: Int, _ entries: UnsafePointer<UInt16>) -> Bool {
        byte < 0x80 && entries[byte] & ScanTables.Entry.skipped != 0
    }

    private static let otherClass: UInt8 = 63

    /// Letters have 1 to 26, digits 27 to 36, symbols share the rest.
    private static func byteClass(_ small: UInt8) -> UInt8 {
        if small &- 0x61 < 26 { return small - 0x60 }
        if small &- 0x30 < 10 { return small - 0x30 + 27 }
        return 37 + small % 26
    }

    // MARK: - Words

    func add(
        _ word: KeywordSet.Word, _ keyword: Keyword, _ forms: WrittenForms, _ entries: UnsafePointer<UInt16>
    ) {
        // A walk begins at a telling character; one that would begin with decoration finds nothing.
        guard let first = word.first, first < FoldTable.limit, word.count >= 2,
            entries[Int(first)] & ScanTables.Entry.skipped == 0
        else { return }
        if first < 0x80 {
            addKeys(of: word, keyword, forms)
            if !CharacterTraits.isASCIIAlphanumeric(first) {
                withUnsafeMutableBytes(of: &wish.symbols) { $0[Int(first & 15)] |= 1 << UInt8(first >> 4) }
            }
            if !keyword.bordersStart { addInside(word) }
        }
        forms.forEach(of: first) { form in
            if (0x4000..<0xA000).contains(form) {
                setFirst(form)
                addPairs(of: form, word, keyword, forms, entries)
            } else if form >= 0x80, action(of: form) != Action.look {
                tables.traits[Int(form)] = tables.traits[Int(form)] & ~Action.mask | Action.word
                if (0x800..<0x10000).contains(form) { addPairs(of: form, word, keyword, forms, entries) }
            }
        }
    }

    // MARK: - Chinese words

    /// The first characters of a word that are no decoration, which is passed over where it is part of the word too.
    private struct Telling {
        var first: UInt32?
        var second: UInt32?
        var third: UInt32?

        init(_ word: KeywordSet.Word, _ entries: UnsafePointer<UInt16>) {
            for code in word where code >= FoldTable.limit || entries[Int(code)] & ScanTables.Entry.skipped == 0 {
                if first == nil {
                    first = code
                } else if second == nil {
                    second = code
                } else {
                    third = code
                    return
                }
            }
        }
    }

    private func addPairs(
        of first: UInt32, _ word: KeywordSet.Word, _ keyword: Keyword, _ forms: WrittenForms,
        _ entries: UnsafePointer<UInt16>
    ) {
        // Where decoration follows, the first character alone decides.
        setPair(Self.bytes(of: first).bytes, isWhole: true)
        for decoration in hanDecorations { setPair(first, decoration, isWhole: true) }
        let telling = Telling(word, entries)
        guard let second = telling.second else { return }
        let opensOnly = telling.third == nil && keyword.waking == .never && !closesInASCII
        forms.forEach(of: second) { form in
            guard !needsLook(form) else { return }
            guard telling.third != nil || opensOnly, (0x800..<0x10000).contains(form) else {
                setPair(first, form, isWhole: true)
                if CharacterTraits.isASCIILetter(form) { setPair(first, form & 0xDF, isWhole: true) }
                return
            }
            let pair = setPair(first, form, isWhole: false)
            for decoration in hanDecorations { setTriple(pair, decoration) }
            guard let third = telling.third else {
                let hash = fence_hash_whole(pair)
                tables.openers[Int(hash >> 6)] |= 1 << (hash & 63)
                return
            }
            forms.forEach(of: third) { form in
                if (0x4000..<0xA000).contains(form) {
                    setTriple(pair, form)
                } else if form < 0x80 {
                    setWhole(pair)
                }
            }
        }
    }

    /// What may stand right behind a word that opens a pair.
    func addClosers(_ words: KeywordSet.Words, _ forms: WrittenForms, _ entries: UnsafePointer<UInt16>) {
        for number in words.indices where words.keywords[number].pairing.closes != 0 {
            let telling = Telling(words[number], entries)
            guard let first = telling.first else { continue }
            forms.forEach(of: first) { form in
                guard (Self.hanFirst..<0xA000).contains(form) else { return }
                let index = Int(form - Self.hanFirst)
                tables.closers[index >> 6] |= 1 << UInt64(index & 63)
                guard let second = telling.second else {
                    tables.closersAlone[index >> 6] |= 1 << UInt64(index & 63)
                    return
                }
                for decoration in hanDecorations { setClosingPair(form, decoration) }
                forms.forEach(of: second) { setClosingPair(form, $0) }
            }
        }
    }

    private func setClosingPair(_ first: UInt32, _ second: UInt32) {
        let pair = (Self.bytes(of: first).bytes | Self.bytes(of: second).bytes << 24) & 0xFFFF_FFFF_FFFF
        let hash = fence_hash_whole(pair)
        tables.closingPairs[Int(hash >> 6)] |= 1 << (hash & 63)
    }

    /// Numerals in a row may be a number.
    func addNumerals(_ entries: UnsafePointer<UInt16>) {
        let numerals = (UInt32(0x4000)..<0xA000).filter { entries[Int($0)] & ScanTables.Entry.digit != 0 }
        let seconds = numerals + (0x30...0x39) + hanDecorations
        for first in numerals {
            setFirst(first)
            setPair(Self.bytes(of: first).bytes, isWhole: true)
            for second in seconds { setPair(first, second, isWhole: true) }
        }
    }

    private func setFirst(_ code: UInt32) {
        let index = code - Self.hanFirst
        firsts[Int(index >> 6)] |= 1 << UInt64(index & 63)
    }
}

extension WordStarts {
    // MARK: - Words in ASCII

    private func addKeys(of word: KeywordSet.Word, _ keyword: Keyword, _ forms: WrittenForms) {
        let isHan = word.contains { $0 >= 0x80 }
        var key = Key()
        for code in word {
            guard key.length < Key.longest else { return setKey(key, FENCE_FOLLOW_SYMBOL) }
            if isHan, key.length > 0 { addDecoration(behind: key, before: code) }
            guard code < 0x80 else {
                forms.forEach(of: code) { form in
                    if !needsLook(form) { setKey(key.with(form)) }
                }
                return
            }
            if key.length > 0, !CharacterTraits.isASCIIAlphanumeric(code) {
                if key.length > 1 {
                    setKey(key, FENCE_FOLLOW_OTHER)
                } else {
                    forms.forEach(of: code) { form in
                        if form >= 0x80, !needsLook(form) { setKey(key.with(form)) }
                    }
                }
            }
            key = key.with(code)
        }
        setKey(key, FENCE_FOLLOW_SYMBOL)
        guard key.length < Key.longest else { return }
        setKey(key, FENCE_FOLLOW_OTHER)
        if !keyword.bordersEnd || keyword.pairing.opens != 0 { setKey(key, FENCE_FOLLOW_ALPHANUMERIC) }
    }

    /// Decoration may stand anywhere in a word that holds a Chinese character.
    private func addDecoration(behind key: Key, before next: UInt32) {
        for decoration in hanDecorations { setKey(key.with(decoration)) }
        if next >= 0x80 {
            insert(key, FENCE_FOLLOW_DECORATION)
        } else {
            insert(key.with(next), FENCE_FOLLOW_GAP)
        }
        let decorations = (0x20..<0x80).filter { tables.pairMasks[$0] == 0xFF_FFFF }
        var behind: UInt64 = 0
        for byte in decorations { behind |= 1 << UInt64(tables.classes[byte]) }
        guard key.length == 1 else { return ask(key, thirds: key.length == 2 ? behind : third(of: key)) }
        behind |= 1 << UInt64(next < 0x80 ? tables.classes[Int(next)] : Self.otherClass)
        for byte in decorations {
            let pair = classPair(key.bytes | UInt64(byte | 0x20) << 8)
            tables.lengths[pair] |= 1
            tables.thirds[pair] |= behind
            tables.shortThirds[pair] |= behind
        }
    }

    /// Whatever follows.
    private func setKey(_ key: Key) {
        setKey(key, FENCE_FOLLOW_SYMBOL)
        guard key.length < Key.longest else { return }
        setKey(key, FENCE_FOLLOW_ALPHANUMERIC)
        setKey(key, FENCE_FOLLOW_OTHER)
    }

    private static let symbolClasses: UInt64 = (1 << 63) - (1 << 37)

    private func setKey(_ key: Key, _ follow: fence_follow) {
        insert(key, follow)
        guard key.length == 2 else { return ask(key, thirds: third(of: key)) }
        switch follow {
        case FENCE_FOLLOW_SYMBOL: ask(key, thirds: Self.symbolClasses)
        case FENCE_FOLLOW_ALPHANUMERIC: ask(key, thirds: (1 << 37) - 1)
        default: ask(key, thirds: 1 << UInt64(Self.otherClass))
        }
    }

    private func insert(_ key: Key, _ follow: fence_follow) {
        let hash = fence_hash_key(key.bytes, UInt32(key.length), follow.rawValue)
        let first = hash & ((1 << UInt64(FENCE_KEY_BITS)) - 1)
        let second = hash >> UInt64(FENCE_KEY_BITS)
        tables.keys[Int(first >> 6)] |= 1 << (first & 63)
        tables.keys[Int(second >> 6)] |= 1 << (second & 63)
    }

    /// Has the scan look for keys of this length.
    private func ask(_ key: Key, thirds: UInt64) {
        let pair = classPair(key.bytes)
        tables.lengths[pair] |= 1 << UInt8(key.length - 1)
        tables.thirds[pair] |= thirds
        guard key.length >= 4 else {
            tables.shortThirds[pair] |= thirds
            return
        }
        let four = fence_hash_four(UInt32(truncatingIfNeeded: key.bytes))
        tables.fours[Int(four >> 6)] |= 1 << (four & 63)
    }

    private func third(of key: Key) -> UInt64 { 1 << UInt64(tables.classes[Int(key.bytes >> 16 & 0xFF)]) }

    private func classPair(_ bytes: UInt64) -> Int {
        Int(tables.classes[Int(bytes & 0xFF)]) << 6 | Int(tables.classes[Int(bytes >> 8 & 0xFF)])
    }

    /// The first bytes of a word in ASCII, each with bit 0x20 set, the first one lowest.
    private struct Key {
        static let longest = FENCE_LONGEST_KEY

        var bytes: UInt64 = 0
        var length = 0

        func with(_ code: UInt32) -> Key {
            let (more, count) = WordStarts.bytes(of: code)
            var key = self
            key.bytes |= (more | 0x2020_2020_2020_2020) << UInt64(length * 8)
            key.length = min(length + count, Self.longest)
            if key.length < Self.longest { key.bytes &= (1 << UInt64(key.length * 8)) - 1 }
            return key
        }
    }

    /// A word that may begin inside a run of letters and digits.
    private func addInside(_ word: KeywordSet.Word) {
        let first = word[word.startIndex]
        let second = word[word.startIndex + 1]
        if CharacterTraits.isASCIIDigit(first) {
            if CharacterTraits.isASCIIDigit(second) { filter.pointee.tests_every_digit = true }
            return
        }
        // A letter before a Chinese character is looked at wherever it stands.
        guard CharacterTraits.isASCIILetter(first), second < 0x80 else { return }
        guard CharacterTraits.isASCIIAlphanumeric(second) else {
            withUnsafeMutableBytes(of: &wish.seconds) { $0[Int(second & 15)] |= 1 << UInt8(second >> 4) }
            return
        }
        let letters = word.prefix { CharacterTraits.isASCIILetter($0) }.map { UInt8(truncatingIfNeeded: $0) }
        let count = Int(wish.anchor_count)
        let anchors = withUnsafeBytes(of: wish.anchors) { Array($0) }
        let offsets = withUnsafeBytes(of: filter.pointee.anchor_offsets) { $0.map(Int.init) }
        let isAnchored = (0..<count).contains { number in
            let offset = offsets[number]
            return letters.count > offset + 1 && letters[offset] == anchors[number * 2]
                && letters[offset + 1] == anchors[number * 2 + 1]
        }
        if isAnchored { return }
        guard count < FENCE_MOST_ANCHORS, let offset = Self.rarestPair(in: letters) else {
            filter.pointee.tests_every_letter = true
            return
        }
        withUnsafeMutableBytes(of: &wish.anchors) {
            $0[count * 2] = letters[offset]
            $0[count * 2 + 1] = letters[offset + 1]
        }
        withUnsafeMutableBytes(of: &filter.pointee.anchor_offsets) { $0[count] = UInt8(offset) }
        wish.anchor_count += 1
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

    // MARK: - Bits

    /// Whether a character asks for a look by itself, which numerals among Chinese characters do not.
    private func needsLook(_ form: UInt32) -> Bool {
        form >= 0x80 && form < FoldTable.limit && !(Self.hanFirst..<0xA000).contains(form)
            && action(of: form) == Action.look
    }

    /// - Returns: the bytes that are hashed.
    @discardableResult
    private func setPair(_ first: UInt32, _ second: UInt32, isWhole: Bool) -> UInt64 {
        // As many bytes as `pairMasks` keeps of what is read.
        let pair = (Self.bytes(of: first).bytes | Self.bytes(of: second).bytes << 24) & 0xFFFF_FFFF_FFFF
        setPair(pair, isWhole: isWhole)
        return pair
    }

    private func setPair(_ pair: UInt64, isWhole: Bool) {
        if isWhole { setWhole(pair) }
        let hash = fence_hash_pair(pair)
        tables.pairs[Int(hash >> 6)] |= 1 << (hash & 63)
    }

    private func setWhole(_ pair: UInt64) {
        let hash = fence_hash_whole(pair)
        tables.wholes[Int(hash >> 6)] |= 1 << (hash & 63)
    }

    private func setTriple(_ pair: UInt64, _ third: UInt32) {
        let hash = fence_hash_triple(pair, Self.bytes(of: third).bytes)
        tables.triples[Int(hash >> 6)] |= 1 << (hash & 63)
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
