import FenceDetection
package import FenceModel

/// The short sequences of a text that the wording has weights for, each with the units that it begins and ends with.
///
/// One, two and three units in a row, two with one between them; and the same of the signals of the lexicon, which stand
/// for all their words.
struct WordingSequences {
    struct Sequence {
        var hash: UInt32
        /// Index of the first unit; nil for signals.
        var first: Int?
        var count: Int
    }

    private(set) var sequences: [Sequence] = []
    let units: [WordingUnits.Unit]

    /// - Parameter signs: the signals in the text, and its volumes, prices and contacts, in order.
    init(_ text: WordingUnits, signs: [UInt32]) {
        units = text.units
        sequences.reserveCapacity(units.count * 4 + text.parts.count + signs.count * 4)
        for index in units.indices {
            let first = units[index].code
            add(WordingHash(11).adding(first), index, 1)
            guard index + 1 < units.count else { continue }
            let pair = WordingHash(12).adding(first).adding(units[index + 1].code)
            add(pair, index, 2)
            guard index + 2 < units.count else { continue }
            add(WordingHash(13).adding(first).adding(units[index + 2].code), index, 3)
            add(pair.adding(units[index + 2].code), index, 3)
        }
        for part in text.parts { add(WordingHash(14).adding(part.code), part.unit, 1) }
        for index in signs.indices {
            add(WordingHash(21).adding(signs[index]), nil, 0)
            guard index + 1 < signs.count else { continue }
            let pair = WordingHash(22).adding(signs[index]).adding(signs[index + 1])
            add(pair, nil, 0)
            guard index + 2 < signs.count else { continue }
            add(pair.adding(signs[index + 2]), nil, 0)
        }
    }

    private mutating func add(_ hash: WordingHash, _ first: Int?, _ count: Int) {
        sequences.append(Sequence(hash: hash.mixed, first: first, count: count))
    }
}

/// What a text's wording says, in log-odds.
package struct WordingVerdict: Sendable, Codable {
    package var trade: Double
    package var request: Double
    package var lookup: Double
    /// The words that weighed most, for or against a trade as the whole does; nil where a value stands among them.
    package var text: String?
    package var span: TextSpan?

    /// Of a text whose wording was not worth reading.
    package static let silent = WordingVerdict(trade: 0, request: 0, lookup: 0)

    /// Whether the text is long enough to be judged by its wording, and names something that data could be about.
    package var isTelling = false

    /// Log-odds below which other evidence does not make a trade of a text: most messages are none.
    private static let leastTrade = -2.5

    /// Whether the wording leaves it open that something is traded.
    package var mayBeTrade: Bool { isTelling && trade > Self.leastTrade }
}

extension Wording.Table {
    /// The log-odds of a text, and what each of its sequences adds; a sequence counts once.
    func logOdds(
        of sequences: [WordingSequences.Sequence], each: (WordingSequences.Sequence, Double) -> Void = { _, _ in }
    )
        -> Double
    {
        guard !weights.isEmpty else { return 0 }
        let mask = UInt32(weights.count - 1)
        var seen = [UInt64](repeating: 0, count: (weights.count + 63) / 64)
        var distinct = 0
        var sum = 0
        for sequence in sequences {
            let place = Int(sequence.hash & mask)
            let bit = UInt64(1) << UInt64(place & 63)
            guard seen[place >> 6] & bit == 0 else { continue }
            seen[place >> 6] |= bit
            distinct += 1
            sum += Int(weights[place])
            each(sequence, Double(weights[place]))
        }
        guard distinct > 0 else { return prior }
        return prior + Double(sum) * step / Double(distinct).squareRoot()
    }
}
