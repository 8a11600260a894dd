package import FenceModel

/// A first glance at a message that holds a word of the trade: do its characters read as if something were offered?
///
/// Words that sellers use are everybody's words, and the closer look at a message costs ten times as much as this. Sequences
/// of up to three units of the folded text, each with a learned weight, add up to log-odds. Latin words are one unit, numbers
/// count by their length, and a long message is read in pieces of which one is enough. Nothing is allocated.
package struct Glance: Sendable {
    /// Units that a piece has.
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
    /// An open table, half empty: a key below and its weight above, counted from 1; 0 where a slot is empty.
    private let slots: [UInt32]

    package init(_ glance: Wording.Glance) {
        fold = FoldTable.shared
        scale = glance.scale
        least = glance.least
        let mask = 1 << (Int.bitWidth - (glance.sequences.count * 2).leadingZeroBitCount) - 1
        var slots = [UInt32](repeating: 0, count: mask + 1)
        for sequence in glance.sequences {
            let key = sequence.key & Self.keyMask
            var slot = Int(key) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            let weight = min(max(Int(sequence.trade), -Wording.largestWeight), Wording.largestWeight)
            slots[slot] = UInt32(weight + Wording.largestWeight + 1) << UInt32(Wording.keyBits) | key
        }
        self.slots = slots
    }

    /// Whether the message, or some piece of it, may be about a trade.
    package func leavesOpen(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        slots.withUnsafeBufferPointer { slots in
            let mask = slots.count - 1
            var sum = 0
            var count = 0
            var isOpen = false
            Self.forEachKey(in: text, fold: fold) { key in
                var slot = Int(key) & mask
                while slots[slot] != 0 {
                    if slots[slot] & Self.keyMask == key {
                        sum += Int(slots[slot] >> UInt32(Wording.keyBits)) - Wording.largestWeight - 1
                        count += 1
                        break
                    }
                    slot = (slot + 1) & mask
                }
            } atEndOfPiece: {
                isOpen = isOpen || scale.logOdds(sum: sum, count: count) >= least
                sum = 0
                count = 0
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
        // Begins of the pair and of the triple that the next unit ends.
        var pair: SequenceHash?
        var triple: SequenceHash?
        var units = 0
        func add(_ code: UInt32) {
            body(SequenceHash(41).adding(code).mixed & keyMask)
            let next = SequenceHash(42).adding(code)
            if let pair {
                body(pair.adding(code).mixed & keyMask)
                if let triple { body(triple.adding(code).mixed & keyMask) }
                triple = pair.adding(code)
            }
            pair = next
            units += 1
        }
        // What is read as one unit and not at its end yet.
        var word: SequenceHash?
        var digits: UInt32 = 0
        var space: UInt32 = 0
        func finish() {
            if let ended = word { add(ended.value | Code.word) }
            if digits > 0 { add(Code.number + min(digits, UInt32(longNumber))) }
            if space > 0 { add(space) }
            (word, digits, space) = (nil, 0, 0)
        }
        fold.entries.withUnsafeBufferPointer { entries in
            while index < end {
                let (code, length) = UTF8Reader.character(in: base, at: index, end: end)
                index += length
                let folded = FoldTable.entry(of: code, in: entries)
                if folded & FoldTable.deleted != 0 { continue }
                if folded & FoldTable.double != 0 {
                    if digits == 0 { finish() }
                    digits += 2
                } else if CharacterTraits.isASCIILetter(folded) {
                    if word == nil { finish() }
                    word = (word ?? SequenceHash(1)).adding(folded)
                } else if CharacterTraits.isASCIIDigit(folded) {
                    if digits == 0 { finish() }
                    digits += 1
                } else if folded == 0x20 || folded == 0x09 || folded == 0x0A || folded == 0x0D {
                    if space == 0 { finish() }
                    if space != Code.lineEnd { space = folded == 0x0A ? Code.lineEnd : Code.space }
                } else {
                    finish()
                    add(folded)
                }
                if units >= piece {
                    guard atEndOfPiece() else { return }
                    units = 0
                }
            }
            finish()
            if units > 0 { _ = atEndOfPiece() }
        }
    }
}
