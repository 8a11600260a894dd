import FenceDetection
import FenceModel

/// The little grammar that the judgement needs: which words belong together.
///
/// Chinese is written without spaces, so nearness stands for syntax: a noun and what it is data about adjoin each other,
/// and a verb of one character counts only with goods in its clause.
enum Clauses {
    /// How far apart a subject and its data noun may stand (母婴 … 数据), in clause units.
    private static let longestComposition = 4.0
    /// How far apart a weak verb and its goods may stand.
    private static let longestBinding = 14.0
    /// Subjects in a row that make a list of goods even without a noun: 网贷 股民 车主 业主.
    private static let leastListedSubjects = 3
    private static let listedWeight = 1.4

    /// Joins nouns with what they are about, and drops weak verbs without goods.
    static func compose(_ words: inout [FoundWord], in text: FoldedText, lexicon: Lexicon) {
        joinNouns(&words, in: text, lexicon: lexicon)
        freshenSubjects(&words, in: text, lexicon: lexicon)
        listSubjects(&words, in: text, lexicon: lexicon)
        let goods = words.filter { $0.kind == .goods }
        words.removeAll { word in
            guard lexicon.terms[word.term].needsGoods, !goods.isEmpty || word.characters.count < 2 else { return false }
            return !goods.contains { distance(word.characters, $0.characters, in: text) <= longestBinding }
        }
        guard goods.isEmpty else { return }
        for index in words.indices where lexicon.terms[words[index].term].needsGoods { words[index].isUnbound = true }
    }

    private static func joinNouns(_ words: inout [FoundWord], in text: FoldedText, lexicon: Lexicon) {
        for index in words.indices where words[index].kind == .dataNoun {
            var neighbours: [Int] = []
            if index > 0 { neighbours.append(index - 1) }
            if index > 1 { neighbours.append(index - 2) }
            if index + 1 < words.count { neighbours.append(index + 1) }
            for neighbour in neighbours {
                let other = words[neighbour]
                let isSubject = other.kind == .subject || other.kind == .lookup
                guard isSubject || other.kind == .freshness || other.kind == .sourceClaim else { continue }
                let reach = isSubject ? longestComposition : 1
                guard distance(other.characters, words[index].characters, in: text) <= reach else { continue }
                words[index].kind = .goods
                words[index].weight = lexicon.terms[words[index].term].weight
                words[index].category = lexicon.terms[other.term].category ?? words[index].category
                if isSubject { break }
            }
        }
    }

    /// 股民实时, 精准业主: a subject that is fresh is goods, whatever noun was left out.
    private static func freshenSubjects(_ words: inout [FoundWord], in text: FoldedText, lexicon: Lexicon) {
        guard !words.contains(where: { $0.kind == .goods }) else { return }
        for index in words.indices.dropLast() {
            let kinds = [words[index].kind, words[index + 1].kind]
            guard kinds == [.subject, .freshness] || kinds == [.freshness, .subject],
                distance(words[index].characters, words[index + 1].characters, in: text) <= 1
            else { continue }
            let subject = words[index].kind == .subject ? index : index + 1
            words[subject].kind = .goods
            words[subject].weight = listedWeight
            return
        }
    }

    private static func listSubjects(_ words: inout [FoundWord], in text: FoldedText, lexicon: Lexicon) {
        let subjects = words.indices.filter { words[$0].kind == .subject }
        guard subjects.count >= leastListedSubjects, !words.contains(where: { $0.kind == .goods }) else { return }
        var run = 1
        for (left, right) in zip(subjects, subjects.dropFirst()) {
            let isNear = distance(words[left].characters, words[right].characters, in: text) <= 4
            run = isNear && words[left].term != words[right].term ? run + 1 : 1
            if run == leastListedSubjects {
                words[right].kind = .goods
                words[right].weight = listedWeight
                return
            }
        }
    }

    /// How far apart two words stand: characters between them, Latin letters counting a quarter; infinite over the end of
    /// a sentence.
    static func distance(_ left: Range<Int>, _ right: Range<Int>, in text: FoldedText) -> Double {
        let start = min(left.upperBound, right.upperBound)
        let end = max(left.lowerBound, right.lowerBound)
        guard start < end else { return 0 }
        guard end - start <= 80 else { return .infinity }
        var distance = 0.0
        for index in start..<end {
            let code = text.code(at: index)
            switch code {
            case 0x3002, 0x21, 0x3F, 0x0A, 0x3B: return .infinity
            case 0x2C where NumberReader.isDigit(text.code(at: index + 1)): distance += 0.25
            case 0x2C, 0x3001: distance += 2
            case 0x20: distance += 0.25
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
