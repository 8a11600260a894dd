import FenceDetection
import FenceModel

/// The short sequences of a text that the wording has weights for, each with the units that it is made of.
///
/// Up to three units in a row; signals of the lexicon, which stand for all their words, up to three in a row; and up to
/// three of both, so that what is learned of 出 before one kind of customers holds of all that the lexicon knows.
struct WordingSequences {
    struct Sequence {
        var hash: UInt32
        /// Index of the first unit; -1 for signals. Small numbers: a text has hundreds of sequences.
        var first: Int32
        var count: Int32
    }

    /// What the lexicon or another reader found in a text.
    struct Sign {
        var code: UInt32
        var characters: Range<Int>
    }

    /// A unit, or a sign in the place of the units that it covers.
    private struct Step {
        var code: UInt32
        var isSign = false
        var units: Range<Int>
    }

    private static let edge: UInt32 = 0x4100_0000
    private static let sign: UInt32 = 0x4000_0000

    private(set) var sequences: [Sequence] = []
    let units: [WordingUnits.Unit]

    /// - Parameter signs: the signals in the text, and its volumes, prices and contacts, in order.
    init(_ text: WordingUnits, signs: [Sign]) {
        units = text.units
        sequences.reserveCapacity(units.count * 6 + text.parts.count + signs.count * 3)
        for index in units.indices {
            let first = units[index].code
            add(SequenceHash(11).adding(first), index, 1)
            guard index + 1 < units.count else { continue }
            let pair = SequenceHash(12).adding(first).adding(units[index + 1].code)
            add(pair, index, 2)
            guard index + 2 < units.count else { continue }
            add(pair.adding(units[index + 2].code), index, 3)
        }
        for part in text.parts { add(SequenceHash(14).adding(part.code), part.unit, 1) }
        for index in signs.indices {
            add(SequenceHash(21).adding(signs[index].code), -1, 0)
            guard index + 1 < signs.count else { continue }
            let pair = SequenceHash(22).adding(signs[index].code).adding(signs[index + 1].code)
            add(pair, -1, 0)
            guard index + 2 < signs.count else { continue }
            add(pair.adding(signs[index + 2].code), -1, 0)
        }
        addSteps(steps(with: signs))
    }

    /// The text with each sign in the place of its units, and its edges.
    private func steps(with signs: [Sign]) -> [Step] {
        var steps = [Step(code: Self.edge, units: 0..<0)]
        steps.reserveCapacity(units.count + 2)
        var sign = signs.startIndex
        var unit = 0
        while unit < units.count {
            let characters = units[unit].characters
            while sign < signs.endIndex, signs[sign].characters.upperBound <= characters.lowerBound { sign += 1 }
            guard sign < signs.endIndex, signs[sign].characters.lowerBound < characters.upperBound else {
                steps.append(Step(code: units[unit].code, units: unit..<unit + 1))
                unit += 1
                continue
            }
            let start = unit
            while unit < units.count, units[unit].characters.lowerBound < signs[sign].characters.upperBound {
                unit += 1
            }
            steps.append(Step(code: Self.sign + signs[sign].code, isSign: true, units: start..<unit))
            sign += 1
        }
        steps.append(Step(code: Self.edge + 1, units: units.count..<units.count))
        return steps
    }

    private mutating func addSteps(_ steps: [Step]) {
        for index in steps.indices.dropLast() {
            let (first, second) = (steps[index], steps[index + 1])
            let pair = SequenceHash(31).adding(first.code).adding(second.code)
            if first.isSign || second.isSign { add(pair, first.units.lowerBound..<second.units.upperBound) }
            guard index + 2 < steps.count else { continue }
            let third = steps[index + 2]
            let units = first.units.lowerBound..<third.units.upperBound
            if first.isSign || second.isSign || third.isSign { add(pair.adding(third.code), units) }
            if first.isSign || third.isSign { add(SequenceHash(33).adding(first.code).adding(third.code), units) }
        }
    }

    private mutating func add(_ hash: SequenceHash, _ units: Range<Int>) {
        add(hash, units.isEmpty ? -1 : units.lowerBound, units.count)
    }

    private mutating func add(_ hash: SequenceHash, _ first: Int, _ count: Int) {
        sequences.append(
            Sequence(
                hash: hash.mixed, first: Int32(truncatingIfNeeded: first), count: Int32(truncatingIfNeeded: count)))
    }
}
