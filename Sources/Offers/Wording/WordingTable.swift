package import FenceModel

/// The sequences that the wording knows, to be looked up by their keys.
///
/// They lie in the order of their keys, and an index says where those begin that share their upper bits: about one each. So
/// hardly more memory is touched at the start than the sequences themselves have.
package struct WordingTable: Sendable {
    let trade: Wording.Scale
    let request: Wording.Scale
    let lookup: Wording.Scale
    private let known: [Wording.Sequence]
    /// By the upper bits of keys, where keys with them begin in `known`; one more entry than there are such bits.
    private let starts: [UInt32]
    /// How many bits of a key lie below those.
    private let lowerBits: UInt32

    package init(_ wording: Wording) {
        trade = wording.trade
        request = wording.request
        lookup = wording.lookup
        known = Self.inOrder(wording.sequences)
        let upperBits = min(Wording.keyBits, Int.bitWidth - known.count.leadingZeroBitCount)
        let lowerBits = UInt32(Wording.keyBits - upperBits)
        self.lowerBits = lowerBits
        let known = known
        starts = Array(unsafeUninitializedCapacity: 1 << upperBits + 1) { starts, count in
            count = 0
            for number in known.indices {
                let upper = Int(known[number].key >> lowerBits)
                while count <= upper {
                    starts.initializeElement(at: count, to: UInt32(truncatingIfNeeded: number))
                    count += 1
                }
            }
            while count <= 1 << upperBits {
                starts.initializeElement(at: count, to: UInt32(truncatingIfNeeded: known.count))
                count += 1
            }
        }
    }

    /// The sequences with nothing above their keys, ascending; packs have them so.
    private static func inOrder(_ sequences: [Wording.Sequence]) -> [Wording.Sequence] {
        var last: UInt32 = 0
        for sequence in sequences {
            guard sequence.key >= last, sequence.key <= keyMask else {
                return sequences.map { sequence in
                    var sequence = sequence
                    sequence.key = key(of: sequence.key)
                    return sequence
                }.sorted { $0.key < $1.key }
            }
            last = sequence.key
        }
        return sequences
    }

    private static let keyMask = UInt32(1) << UInt32(Wording.keyBits) - 1

    /// The key of a sequence with a hash.
    static func key(of hash: UInt32) -> UInt32 { hash & keyMask }

    /// The number of a sequence with a hash, if it is known.
    @inline(__always)
    private func number(of hash: UInt32) -> UInt32? {
        let key = Self.key(of: hash)
        let upper = Int(key >> lowerBits)
        var number = starts[upper]
        let end = starts[upper + 1]
        while number < end {
            if known[Int(number)].key == key { return number }
            number += 1
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
