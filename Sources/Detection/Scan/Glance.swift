package import FenceModel

/// A first glance at a message that holds a word of the trade: do its characters read as if something were offered?
///
/// Words that sellers use are everybody's words, and the closer look at a message costs ten times as much as this. Sequences
/// of up to three units of the folded text, each with a learned weight, add up to log-odds. Latin words are one unit, numbers
/// count by their length, and a long message is read in pieces of which one is enough. Nothing is allocated.
package struct Glance: Sendable {
    /// Units that a piece has; each ends three sequences at most.
    private static let piece = 250
    /// Longer numbers are alike.
    private static let longNumber = 8

    /// Codes that no character has.
    private enum Code {
        static let number: UInt32 = 0x11_0000
        static let word: UInt32 = 0x8000_0000
        static let space: UInt32 = 0x20
        static let lineEnd: UInt32 = 0x0A
    }

    private let fold: FoldTable
    private let scale: Wording.Scale
    private let least: Double
    private let weights: WeightTable

    package init(_ glance: Wording.Glance) {
        fold = FoldTable.shared
        scale = glance.scale
        least = glance.least
        weights = WeightTable(glance.sequences)
        assert(Self.piece * 3 <= WeightTable.Sum.mostKeys)
    }

    /// Whether the message, or some piece of it, may be about a trade.
    package func leavesOpen(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        weights.withSum { sum in
            var isOpen = false
            Self.forEachKey(in: text, fold: fold) { key in
                sum.add(key)
            } atEndOfPiece: {
                let (sum, count) = sum.takeTotal()
                isOpen = isOpen || scale.logOdds(sum: sum, count: count) >= least
                return !isOpen
            }
            return isOpen
        }
    }

    /// The keys of a message's sequences, piece by piece, as the glance reads them.
    package static func keys(in text: UnsafeBufferPointer<UInt8>) -> [[UInt32]] {
        var pieces: [[UInt32]] = [[]]
        forEachKey(in: text, fold: .shared) { key in
            pieces[pieces.count - 1].append(key)
        } atEndOfPiece: {
            pieces.append([])
            return true
        }
        pieces.removeLast()
        return pieces
    }

    private static let keyMask = UInt32(1) << UInt32(Wording.keyBits) - 1

    /// - Parameters:
    ///   - body: is handed each key.
    ///   - atEndOfPiece: says whether to go on.
    @inline(__always)
    private static func forEachKey(
        in text: UnsafeBufferPointer<UInt8>, fold: FoldTable, _ body: (UInt32) -> Void, atEndOfPiece: () -> Bool
    ) {
        guard let base = text.baseAddress else { return }
        let end = text.count
        var index = 0
        var reading = Reading()
        fold.entries.withUnsafeBufferPointer { entries in
            while index < end {
                let (code, length) = UTF8Reader.character(in: base, at: index, end: end)
                index += length
                let folded = FoldTable.entry(of: code, in: entries)
                if folded >= 0x80, folded & (FoldTable.deleted | FoldTable.double) == 0 {
                    reading.finish(body)
                    reading.add(folded, body)
                } else if folded & FoldTable.deleted != 0 {
                    continue
                } else if folded & FoldTable.double != 0 {
                    reading.takeDigits(2, body)
                } else if CharacterTraits.isASCIILetter(folded) {
                    reading.takeLetter(folded, body)
                } else if CharacterTraits.isASCIIDigit(folded) {
                    reading.takeDigits(1, body)
                } else if folded == 0x20 || folded == 0x09 || folded == 0x0A || folded == 0x0D {
                    reading.takeSpace(isLineEnd: folded == 0x0A, body)
                } else {
                    reading.finish(body)
                    reading.add(folded, body)
                }
                if reading.units >= piece {
                    guard atEndOfPiece() else { return }
                    reading.units = 0
                }
            }
            reading.finish(body)
            if reading.units > 0 { _ = atEndOfPiece() }
        }
    }

    /// What is read of a message at a place: begins of sequences, and the unit that has not ended yet.
    private struct Reading {
        private enum Unit {
            case none, word, number, space
        }

        /// Units of the piece so far.
        var units = 0
        /// Begins of the pair and of the triple that the next unit ends, as many as there are.
        private var pair = SequenceHash(0)
        private var triple = SequenceHash(0)
        private var begins = 0
        private var unit = Unit.none
        /// A word's hash, a number's digits or the space.
        private var value: UInt32 = 0

        /// Hands on the keys of the sequences that a unit ends.
        @inline(__always)
        mutating func add(_ code: UInt32, _ body: (UInt32) -> Void) {
            body(SequenceHash(41).adding(code).mixed & keyMask)
            if begins > 0 {
                let next = pair.adding(code)
                body(next.mixed & keyMask)
                if begins > 1 { body(triple.adding(code).mixed & keyMask) }
                triple = next
            }
            pair = SequenceHash(42).adding(code)
            begins = min(begins + 1, 2)
            units += 1
        }

        @inline(__always)
        mutating func finish(_ body: (UInt32) -> Void) {
            if unit != .none { addUnit(body) }
        }

        private mutating func addUnit(_ body: (UInt32) -> Void) {
            let code =
                switch unit {
                case .word: value | Code.word
                case .number: Code.number + min(value, UInt32(longNumber))
                case .space, .none: value
                }
            unit = .none
            add(code, body)
        }

        @inline(__always)
        mutating func takeLetter(_ letter: UInt32, _ body: (UInt32) -> Void) {
            if unit != .word {
                finish(body)
                unit = .word
                value = SequenceHash(1).value
            }
            var word = SequenceHash(0)
            word.value = value
            value = word.adding(letter).value
        }

        @inline(__always)
        mutating func takeDigits(_ count: UInt32, _ body: (UInt32) -> Void) {
            if unit != .number {
                finish(body)
                unit = .number
                value = 0
            }
            value += count
        }

        @inline(__always)
        mutating func takeSpace(isLineEnd: Bool, _ body: (UInt32) -> Void) {
            if unit != .space {
                finish(body)
                unit = .space
                value = Code.space
            }
            if isLineEnd { value = Code.lineEnd }
        }
    }
}
