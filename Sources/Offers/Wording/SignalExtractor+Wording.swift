import FenceDetection
import FenceModel

extension SignalExtractor {
    /// Words that the phrase shown as a reason may have.
    private static let longestPhrase = 12

    /// What the wording of a segment says.
    ///
    /// - Parameter hidden: characters of all findings; what overlaps them, or what has a value's shape, is not shown.
    func wording(
        of sequences: WordingSequences, in text: FoldedText, segment: UnsafeBufferPointer<UInt8>, base: Int,
        hidden: [Range<Int>]
    ) -> WordingVerdict? {
        guard let wording else { return nil }
        let matches = wording.matches(in: sequences.sequences)
        var weights = [Double](repeating: 0, count: sequences.units.count)
        for (known, place) in matches {
            let sequence = sequences.sequences[place]
            guard sequence.first >= 0 else { continue }
            let first = Int(sequence.first)
            let share = Double(known.trade) / Double(sequence.count)
            for unit in first..<first + Int(sequence.count) { weights[unit] += share }
        }
        var verdict = WordingVerdict(matches, by: wording)
        let isAgainst = verdict.trade < 0
        if let phrase = Self.heaviest(weights.map { isAgainst ? -$0 : $0 }, units: sequences.units) {
            let characters =
                sequences.units[phrase.lowerBound].characters
                .lowerBound..<sequences.units[phrase.upperBound - 1]
                .characters.upperBound
            let origin = text.origin(of: characters)
            if !hidden.contains(where: { $0.overlaps(characters) }),
                !HiddenShapes.all(in: segment).contains(where: { $0.overlaps(origin) })
            {
                verdict.text = String(decoding: segment[origin], as: UTF8.self)
                verdict.span = TextSpan(start: base + origin.lowerBound, end: base + origin.upperBound)
            }
        }
        return verdict
    }

    /// The run of units whose weights add up to most, values left out.
    private static func heaviest(_ weights: [Double], units: [WordingUnits.Unit]) -> Range<Int>? {
        var best: Range<Int>?
        var most = 0.0
        var start = 0
        var sum = 0.0
        for index in weights.indices {
            if units[index].isValue || sum <= 0 || index - start >= longestPhrase {
                start = index
                sum = 0
            }
            if units[index].isValue { continue }
            sum += weights[index]
            if sum > most {
                most = sum
                best = start..<index + 1
            }
        }
        return best
    }

    /// The sequences of a segment.
    ///
    /// - Parameter words: as found, before they are composed.
    func sequences(
        in text: FoldedText, words: [FoundWord], quantities: (volumes: [Range<Int>], prices: [Range<Int>]),
        values: [(characters: Range<Int>, entity: Entity)]
    ) -> WordingSequences {
        let telling = words.first { word in
            switch word.kind {
            case .goods, .lookup, .sourceClaim, .dataNoun, .people: true
            default: false
            }
        }
        let units = WordingUnits(text, values: values, telling: telling?.characters.lowerBound)
        typealias Sign = WordingSequences.Sign
        var signs = words.map { Sign(code: Self.sign(of: $0.kind), characters: $0.characters) }
        signs += quantities.volumes.map { Sign(code: 101, characters: $0) }
        signs += quantities.prices.map { Sign(code: 102, characters: $0) }
        signs += values.filter { $0.entity.isContact }.map { Sign(code: 103, characters: $0.characters) }
        signs.sort { ($0.characters.lowerBound, $0.code) < ($1.characters.lowerBound, $1.code) }
        return WordingSequences(units, signs: Array(signs.prefix(80)))
    }

    private static func sign(of kind: SignalTerm.Signal) -> UInt32 {
        UInt32(SignalTerm.Signal.allCases.firstIndex(of: kind) ?? 0)
    }
}
