import FenceDetection
package import FenceModel

/// The short sequences of a text that the wording has weights for, each with the units that it begins and ends with.
///
/// One, two and three units in a row, two with one between them; and the same of the signals of the lexicon, which stand
/// for all their words.
struct WordingSequences {
    struct Sequence {
        var hash: UInt32
        /// Index of the first unit; -1 for signals. Small numbers: a text has hundreds of sequences.
        var first: Int32
        var count: Int32
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
            add(WordingHash(21).adding(signs[index]), -1, 0)
            guard index + 1 < signs.count else { continue }
            let pair = WordingHash(22).adding(signs[index]).adding(signs[index + 1])
            add(pair, -1, 0)
            guard index + 2 < signs.count else { continue }
            add(pair.adding(signs[index + 2]), -1, 0)
        }
    }

    private mutating func add(_ hash: WordingHash, _ first: Int, _ count: Int) {
        sequences.append(
            Sequence(
                hash: hash.mixed, first: Int32(truncatingIfNeeded: first), count: Int32(truncatingIfNeeded: count)))
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

extension WordingSequences {
    /// A place of a table, and the first sequence that chose it: a sequence counts once.
    typealias Place = (place: UInt32, sequence: UInt32)

    /// The places that the sequences choose, each once.
    ///
    /// - Parameter count: how many weights the table has, a power of two.
    func places(inTableOf count: Int) -> [Place] {
        Self.distinct(sequences.count, of: count) { (sequences[$0].hash, UInt32(truncatingIfNeeded: $0)) }
    }

    /// The same for a table with fewer weights, of the places in one with more: what chose one place there does here.
    static func narrowed(_ places: [Place], toTableOf count: Int) -> [Place] {
        distinct(places.count, of: count) { places[$0] }
    }

    @inline(__always)
    private static func distinct(_ number: Int, of count: Int, _ entry: (Int) -> Place) -> [Place] {
        guard count > 0, number > 0 else { return [] }
        let mask = UInt32(truncatingIfNeeded: count - 1)
        // An open table of twice as many slots; a slot holds a place plus 1.
        let slotMask = max(64, 1 << (Int.bitWidth - (number * 2 - 1).leadingZeroBitCount)) - 1
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: slotMask + 1) { seen in
            seen.initialize(repeating: 0)
            return [Place](unsafeUninitializedCapacity: number) { places, filled in
                for index in 0..<number {
                    let (hash, sequence) = entry(index)
                    let place = hash & mask
                    var slot = Int(place) & slotMask
                    while seen[slot] != 0, seen[slot] != place + 1 { slot = (slot + 1) & slotMask }
                    guard seen[slot] == 0 else { continue }
                    seen[slot] = place + 1
                    places[filled] = (place, sequence)
                    filled += 1
                }
            }
        }
    }
}

extension Wording.Table {
    /// The log-odds of a text by the places that its sequences choose, each once.
    func logOdds(of places: [WordingSequences.Place]) -> Double {
        guard !weights.isEmpty, !places.isEmpty else { return weights.isEmpty ? 0 : prior }
        var sum = 0
        for (place, _) in places { sum += Int(weights[Int(place)]) }
        return prior + Double(sum) * step / Double(places.count).squareRoot()
    }
}
