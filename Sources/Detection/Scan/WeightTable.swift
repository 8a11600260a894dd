import FenceModel

/// The weights of the sequences that a glance knows, so that none of its many questions needs a branch: whether a sequence is
/// known follows no rule that a processor could foresee, and a wrong guess costs more than the rest of the look-up.
///
/// A key's low bits name a bucket of eight slots, four to a word. A slot holds the key's other bits, its tag, above a weight
/// counted from 1; one that is empty has its highest bit set, which no tag has.
struct WeightTable: Sendable {
    private static let weightBits = 6
    private static let slotBits = 16
    private static let slotsOfWord = UInt64.bitWidth / slotBits
    private static let slotsOfBucket = 2 * slotsOfWord
    private static let emptySlot: UInt64 = 0xFFC0
    private static let emptyWord = UInt64(0xFFC0_FFC0_FFC0_FFC0)
    /// With fewer bits the tag would reach the highest bit of a slot.
    private static let fewestBits = Wording.keyBits - (slotBits - 1 - weightBits)
    /// What is stored for a weight of 0.
    private static let zero = Wording.largestWeight + 1

    private let words: [UInt64]
    private let bits: UInt32

    /// - Parameter weights: each key once.
    init(_ weights: [Wording.Weight]) {
        var bits = Self.fewestBits
        var words = Self.words(of: weights, bits: bits)
        // By all bits of a key, each has a bucket of its own.
        while words == nil, bits < Wording.keyBits {
            bits += 1
            words = Self.words(of: weights, bits: bits)
        }
        self.words = words ?? Self.words(of: [], bits: bits) ?? []
        self.bits = UInt32(bits)
    }

    /// - Returns: nil where more keys share a bucket than it has slots.
    private static func words(of weights: [Wording.Weight], bits: Int) -> [UInt64]? {
        var words = [UInt64](repeating: emptyWord, count: 2 << bits)
        for weight in weights {
            let bucket = 2 * (Int(weight.key) & (1 << bits - 1))
            guard
                let slot = (0..<slotsOfBucket).first(where: {
                    words[bucket + $0 / slotsOfWord] >> shift(of: $0) & 0xFFFF == emptySlot
                })
            else { return nil }
            let known = min(max(Int(weight.trade), -Wording.largestWeight), Wording.largestWeight)
            let entry = UInt64(weight.key >> UInt32(bits)) << UInt64(weightBits) | UInt64(known + zero)
            words[bucket + slot / slotsOfWord] ^= (entry ^ emptySlot) << shift(of: slot)
        }
        return words
    }

    private static func shift(of slot: Int) -> UInt64 { UInt64(slot % slotsOfWord * slotBits) }

    /// Runs a body that adds up weights.
    @inline(__always)
    func withSum<Result>(_ body: (inout Sum) -> Result) -> Result {
        words.withUnsafeBufferPointer { words in
            var sum = Sum(words: words, bits: bits)
            return body(&sum)
        }
    }

    /// A sum of weights, kept slot by slot.
    struct Sum {
        /// So many keys may be added before the total is taken.
        static let mostKeys = Int(UInt16.max) / (WeightTable.zero + Wording.largestWeight)

        private let words: UnsafeBufferPointer<UInt64>
        private let bits: UInt32
        private var weights: UInt64 = 0
        private var otherWeights: UInt64 = 0
        private var counts: UInt64 = 0

        fileprivate init(words: UnsafeBufferPointer<UInt64>, bits: UInt32) {
            self.words = words
            self.bits = bits
        }

        /// Adds the weight of a key, if it is known.
        ///
        /// - Parameter key: of `Wording.keyBits` bits.
        @inline(__always)
        mutating func add(_ key: UInt32) {
            let bucket = 2 * Int(key & (1 << bits - 1))
            let tags = UInt64(key >> bits) << UInt64(WeightTable.weightBits) &* 0x0001_0001_0001_0001
            let slots = words[bucket] ^ tags
            let otherSlots = words[bucket + 1] ^ tags
            let known = Self.known(slots)
            let otherKnown = Self.known(otherSlots)
            counts &+= known &+ otherKnown
            weights &+= slots & (known << 15 &- known)
            otherWeights &+= otherSlots & (otherKnown << 15 &- otherKnown)
        }

        /// The lowest bit of each slot whose tag is the key's, of which nothing but the weight is left.
        @inline(__always)
        private static func known(_ slots: UInt64) -> UInt64 {
            // Adding carries into a slot's highest bit wherever something of the tag is left.
            let tags = slots & 0xFFC0_FFC0_FFC0_FFC0
            let unknown = ((tags & 0x7FFF_7FFF_7FFF_7FFF) &+ 0x7FFF_7FFF_7FFF_7FFF) | tags
            return ~unknown >> 15 & 0x0001_0001_0001_0001
        }

        /// The sum of the weights added and how many they are; nothing is left of them.
        mutating func takeTotal() -> (sum: Int, count: Int) {
            let count = Self.total(counts)
            let sum = Self.total(weights) + Self.total(otherWeights) - count * WeightTable.zero
            (weights, otherWeights, counts) = (0, 0, 0)
            return (sum, count)
        }

        private static func total(_ slots: UInt64) -> Int {
            (0..<WeightTable.slotsOfWord).reduce(0) {
                $0 + Int(slots >> WeightTable.shift(of: $1) & 0xFFFF)
            }
        }
    }
}
