import FenceDetection
import FenceModel

/// The little grammar that the judgement needs: which words belong together.
///
/// Chinese is written without spaces, so nearness stands for syntax: a noun and what it is data about adjoin each other,
/// and a verb of one character counts only where it stands free and has goods in its clause.
enum Clauses {
    /// How far apart a subject and its data noun may stand (母婴 … 数据), in clause units.
    private static let longestComposition = 4.0
    /// How far apart a verb of one character, or a longer one, and its goods may stand.
    private static let longestBinding = 16.0
    private static let longestPhraseBinding = 40.0
    /// Subjects in a row that make a list of goods even without a noun: 网贷 股民 车主 业主.
    private static let leastListedSubjects = 3
    /// What goods weigh that go without a noun of their own.
    private static let listedWeight = 1.4
    private static let fieldOfPeopleWeight = 1.8
    private static let countedWeight = 1.5
    private static let fieldListWeight = 1.1
    private static let impliedWeight = 1.1
    /// Longer texts say what they are about.
    private static let longestImplication = 90

    /// Joins nouns with what they are about, and drops weak verbs without goods.
    static func compose(
        _ words: inout [FoundWord], volumes: [Range<Int>], hasUnitPrice: Bool, in text: FoldedText, lexicon: Lexicon
    ) {
        joinNouns(&words, in: text, lexicon: lexicon)
        joinFields(&words, in: text)
        countPeople(&words, volumes: volumes, in: text)
        freshenSubjects(&words, in: text)
        listSubjects(&words, in: text)
        listFields(&words, volumes: volumes, in: text)
        implyGoods(&words, volumes: volumes, hasUnitPrice: hasUnitPrice, in: text, lexicon: lexicon)
        bindVerbs(&words, in: text, lexicon: lexicon)
    }

    // MARK: - Goods

    private static func joinNouns(_ words: inout [FoundWord], in text: FoldedText, lexicon: Lexicon) {
        for index in words.indices where words[index].kind == .dataNoun {
            var best: Int?
            for neighbour in neighbours(of: index, in: words) {
                let other = words[neighbour]
                guard !other.characters.overlaps(words[index].characters) else { continue }
                let isSubject = Self.isSubject(other.kind) || other.kind == .lookup
                guard isSubject || other.kind == .freshness || other.kind == .sourceClaim || other.kind == .field
                else { continue }
                // A noun is about what stands before it; behind it only where nothing parts them.
                let isBefore = other.characters.lowerBound < words[index].characters.lowerBound
                let reach = isSubject && isBefore ? longestComposition : 1
                guard distance(other.characters, words[index].characters, in: text) <= reach else { continue }
                if best == nil || isSubject && !Self.isSubject(words[best ?? 0].kind) { best = neighbour }
                if isSubject { break }
            }
            guard let best else {
                codeNamed(&words[index], in: text)
                continue
            }
            let term = lexicon.terms[words[index].term]
            let isBare = !isSubject(words[best].kind) && words[best].kind != .sourceClaim
            words[index].kind = .goods
            words[index].weight = isBare ? min(term.weight, listedWeight) : term.weight
            words[index].category = lexicon.terms[words[best].term].category ?? words[index].category
        }
    }

    /// gp料, fb粉: two letters stand for whose data it is.
    private static func codeNamed(_ word: inout FoundWord, in text: FoldedText) {
        let start = word.characters.lowerBound
        guard word.characters.count == 1, text.isLetter(at: start - 1), text.isLetter(at: start - 2),
            !text.isLetter(at: start - 3)
        else { return }
        word.kind = .goods
        word.weight = listedWeight
    }

    /// 业主电话, 患者姓名+手机, "patients with dob and ssn": people with what is known of them.
    private static func joinFields(_ words: inout [FoundWord], in text: FoldedText) {
        for index in words.indices where words[index].kind == .people {
            var fields = 0
            var seen: Set<Range<Int>> = []
            var end = words[index].characters
            for next in words.indices[(index + 1)...].prefix(16) {
                let word = words[next]
                guard distance(end, word.characters, in: text) <= 8 else { break }
                guard word.kind == .field, seen.insert(word.characters).inserted else { continue }
                // 业主电话: right behind, the field is a noun.
                if fields == 0, distance(words[index].characters, word.characters, in: text) <= 2 { fields += 1 }
                fields += 1
                end = word.characters
            }
            guard fields >= 2 else { continue }
            words[index].kind = .goods
            words[index].weight = fields >= 3 ? fieldOfPeopleWeight + 0.3 : fieldOfPeopleWeight
        }
    }

    /// 12w产后妈妈, 55k crypto investors: people are counted as goods are.
    private static func countPeople(_ words: inout [FoundWord], volumes: [Range<Int>], in text: FoldedText) {
        for index in words.indices where words[index].kind == .people {
            guard volumes.contains(where: { distance($0, words[index].characters, in: text) <= 5 }) else { continue }
            words[index].kind = .goods
            words[index].weight = countedWeight
        }
    }

    /// 股民实时, 精准业主, 劫持股民: a subject that is fresh or was tapped is goods, whatever noun was left out.
    private static func freshenSubjects(_ words: inout [FoundWord], in text: FoldedText) {
        for index in words.indices where words[index].kind == .people || words[index].kind == .subject {
            let isFresh = neighbours(of: index, in: words).contains { other in
                guard words[other].kind == .freshness || words[other].kind == .sourceClaim,
                    !words[other].characters.overlaps(words[index].characters)
                else { return false }
                return distance(words[index].characters, words[other].characters, in: text) <= 1
            }
            guard isFresh else { continue }
            words[index].kind = .goods
            words[index].weight = listedWeight
        }
    }

    private static func listSubjects(_ words: inout [FoundWord], in text: FoldedText) {
        guard !words.contains(where: { $0.kind == .goods }) else { return }
        let subjects = words.indices.filter { isSubject(words[$0].kind) }
        guard subjects.count >= leastListedSubjects else { return }
        var run = 1
        for (left, right) in zip(subjects, subjects.dropFirst()) {
            let apart = distance(words[left].characters, words[right].characters, in: text)
            run = apart <= 1.5 && !words[left].characters.overlaps(words[right].characters) ? run + 1 : 1
            if run == leastListedSubjects {
                words[right].kind = .goods
                words[right].weight = listedWeight
                return
            }
        }
    }

    /// 姓名 身份证 手机 20w组: a table's head with the number of its rows.
    private static func listFields(_ words: inout [FoundWord], volumes: [Range<Int>], in text: FoldedText) {
        guard !volumes.isEmpty, !words.contains(where: { $0.kind == .goods }) else { return }
        var run = 0
        var last: Range<Int>?
        for index in words.indices where words[index].kind == .field {
            guard words[index].characters != last else { continue }
            run = last.map { distance($0, words[index].characters, in: text) <= 3 } ?? false ? run + 1 : 1
            last = words[index].characters
            guard run >= 3 else { continue }
            words[index].kind = .goods
            words[index].weight = fieldListWeight
            return
        }
    }

    /// What a short advertisement leaves unsaid: 各种数据 …, 六合2.5w …3毛一条.
    private static func implyGoods(
        _ words: inout [FoundWord], volumes: [Range<Int>], hasUnitPrice: Bool, in text: FoldedText, lexicon: Lexicon
    ) {
        guard text.count <= longestImplication, !words.contains(where: { $0.kind == .goods || $0.kind == .lookup })
        else {
            return
        }
        // In English only a plain verb of trade makes goods of a bare noun: every program has its data.
        let isTraded = words.contains { word in
            [.sell, .buy].contains(word.kind) && lexicon.terms[word.term].weight >= 1.8
        }
        if let noun = words.indices.first(where: {
            words[$0].kind == .dataNoun && lexicon.terms[words[$0].term].weight >= 2 && words[$0].characters.count >= 2
                && (isTraded || text.isHan(at: words[$0].characters.lowerBound))
        }) {
            words[noun].kind = .goods
            words[noun].weight = impliedWeight
        } else if words.contains(where: { $0.kind == .neighbour || $0.kind == .shop || $0.kind == .job }) {
            // Another trade says what is meant: 微信群发 1000条10U.
            return
        } else if hasUnitPrice, !volumes.isEmpty,
            let subject = words.indices.first(where: { isSubject(words[$0].kind) })
        {
            words[subject].kind = .goods
            words[subject].weight = listedWeight
        } else if let subject = words.indices.first(where: { index in
            isSubject(words[index].kind)
                && volumes.contains { distance($0, words[index].characters, in: text) <= 0.5 }
        }) {
            words[subject].kind = .goods
            words[subject].weight = impliedWeight
        }
    }

    static func isSubject(_ kind: SignalTerm.Signal) -> Bool { kind == .subject || kind == .people }

    /// Words near an index, nearest first; several words may share a place.
    private static func neighbours(of index: Int, in words: [FoundWord]) -> [Int] {
        [index - 1, index + 1, index - 2, index + 2, index - 3].filter(words.indices.contains)
    }

    // MARK: - Acts

    private static func bindVerbs(_ words: inout [FoundWord], in text: FoldedText, lexicon: Lexicon) {
        guard words.contains(where: { lexicon.terms[$0.term].needsGoods }) else { return }
        // In order, as the words are.
        let goods = words.filter { $0.kind == .goods || $0.kind == .lookup }.map(\.characters)
        let ends = Set(words.filter { $0.kind != .neutral }.map(\.characters.upperBound))
        words.removeAll { word in
            guard lexicon.terms[word.term].needsGoods else { return false }
            let isBare = word.characters.count == 1
            if isBare, !standsFree(word, wordEnds: ends, in: text) { return true }
            guard !goods.isEmpty || isBare else { return false }
            let reach = isBare ? longestBinding : longestPhraseBinding
            return !nearby(goods, word.characters).contains {
                distance(word.characters, $0, in: text, sentenceEnd: isBare ? .infinity : 6) <= reach
            }
        }
        guard goods.isEmpty else { return }
        for index in words.indices where lexicon.terms[words[index].term].needsGoods { words[index].isUnbound = true }
    }

    /// Those of some ranges in order that are not too far from another one to have a distance.
    private static func nearby(_ ranges: [Range<Int>], _ range: Range<Int>) -> ArraySlice<Range<Int>> {
        let first = ranges.partitionPoint { $0.upperBound < range.lowerBound - farthest }
        return ranges[first..<max(first, ranges.partitionPoint { $0.lowerBound <= range.upperBound + farthest })]
    }

    /// Characters that a verb of one character may follow: 可出 急收 我有 低价卖.
    private static let leading = Set("诚急现专长可要想我只全还也来便低高大重直批在就能再多天日刚昨们人本家价量期代帮另".unicodeScalars.map(\.value))

    /// Whether a verb of one character is a word of its own: 出 in 出业主数据 and 诚出, not in 突出 or 出于.
    private static func standsFree(_ word: FoundWord, wordEnds: Set<Int>, in text: FoldedText) -> Bool {
        let start = word.characters.lowerBound
        let before = text.code(at: start - 1)
        if start == 0 || !CharacterTraits.isHan(before) { return true }
        if opening.contains(text.code(at: start)) { return false }
        return leading.contains(before) || wordEnds.contains(start)
    }

    /// Verbs so common that they count only where they open a clause: 要 找 买 供 放.
    private static let opening: Set<UInt32> = [0x8981, 0x627E, 0x4E70, 0x4F9B, 0x653E]

    // MARK: - Nearness

    /// Between words that stand farther apart there is no nearness, in characters.
    private static let farthest = 120

    /// How far apart two words stand: characters between them, Latin letters counting a quarter.
    ///
    /// - Parameter sentenceEnd: what the end of a sentence or line counts; infinite unless told.
    static func distance(
        _ left: Range<Int>, _ right: Range<Int>, in text: FoldedText, sentenceEnd: Double = .infinity
    ) -> Double {
        let start = min(left.upperBound, right.upperBound)
        let end = max(left.lowerBound, right.lowerBound)
        guard start < end else { return 0 }
        guard end - start <= farthest else { return .infinity }
        var distance = 0.0
        for index in start..<end {
            let code = text.code(at: index)
            switch code {
            case 0x3002, 0x21, 0x3F, 0x0A, 0x3B: distance += sentenceEnd
            case 0x2C where NumberReader.isDigit(text.code(at: index + 1)): distance += 0.25
            case 0x2C, 0x3001: distance += 2
            // Brackets and signs of programs part what they stand between.
            case 0x28, 0x29, 0x3C...0x3E, 0x5B...0x5D, 0x60, 0x7B, 0x7D, 0x5F, 0x24, 0x22: distance += 2
            case 0..<0x80: distance += 0.25
            default: distance += 1
            }
        }
        return distance
    }

    /// Whether the words of the pitch stand in quotation marks, as in a report about one.
    static func isQuoted(_ words: [FoundWord], in text: FoldedText) -> Bool {
        guard let word = words.first(where: { $0.kind == .goods || $0.kind == .sell }) else { return false }
        let marks: Set<UInt32> = [0x22, 0x300C, 0x300D, 0x300A, 0x300B]
        let before = (max(0, word.characters.lowerBound - 12)..<word.characters.lowerBound)
        let after = (word.characters.upperBound..<min(text.count, word.characters.upperBound + 12))
        return before.contains { marks.contains(text.code(at: $0)) }
            && after.contains { marks.contains(text.code(at: $0)) }
    }
}
