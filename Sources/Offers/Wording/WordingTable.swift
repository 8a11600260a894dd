import FenceModel

/// The sequences that the wording knows, to be looked up by their keys.
///
/// An open table, half empty, with the keys apart from the weights: most sequences of a text are not known, and a key that
/// is not there is all that is read of it.
struct WordingTable: Sendable {
    let trade: Wording.Scale
    let request: Wording.Scale
    let lookup: Wording.Scale
    private let known: [Wording.Sequence]
    /// By slot, a key with the number of its sequence above it, plus one; 0 where the slot is empty.
    private let slots: [UInt64]

    init(_ wording: Wording) {
        trade = wording.trade
        request = wording.request
        lookup = wording.lookup
        known = wording.sequences
        let capacity = 1 << (Int.bitWidth - (known.count * 2).leadingZeroBitCount)
        var slots = [UInt64](repeating: 0, count: capacity)
        for (number, sequence) in known.enumerated() {
            var slot = Int(sequence.key) & (capacity - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = UInt64(number + 1) << UInt64(Wording.keyBits) | UInt64(Self.key(of: sequence.key))
        }
        self.slots = slots
    }

    private static let keyMask = UInt32(1) << UInt32(Wording.keyBits) - 1

    /// The key of a sequence with a hash.
    static func key(of hash: UInt32) -> UInt32 { hash & keyMask }

    /// The number of a sequence with a hash, if it is known.
    @inline(__always)
    private func number(of hash: UInt32) -> UInt32? {
        let key = UInt64(Self.key(of: hash))
        var slot = Int(key) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] & UInt64(Self.keyMask) == key {
                return UInt32(truncatingIfNeeded: slots[slot] >> UInt64(Wording.keyBits)) - 1
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// A sequence of a text that is known: its weights, and its place among the text's.
    typealias Match = (weights: Wording.Sequence, place: Int)

    /// What is known of a text, each sequence once, where it stands first.
    func matches(in sequences: [WordingSequences.Sequence]) -> [Match] {
        guard !sequences.isEmpty else { return [] }
        // An open table of twice as many slots; a slot holds a number plus 1.
        let mask = max(64, 1 << (Int.bitWidth - (sequences.count * 2 - 1).leadingZeroBitCount)) - 1
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: mask + 1) { seen in
            seen.initialize(repeating: 0)
            var matches: [Match] = []
            matches.reserveCapacity(sequences.count)
            for place in sequences.indices {
                guard let number = number(of: sequences[place].hash) else { continue }
                var slot = Int(number) & mask
                while seen[slot] != 0, seen[slot] != number + 1 { slot = (slot + 1) & mask }
                guard seen[slot] == 0 else { continue }
                seen[slot] = number + 1
                matches.append((known[Int(number)], place))
            }
            return matches
        }
    }
}
