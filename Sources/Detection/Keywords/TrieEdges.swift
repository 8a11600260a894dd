/// The edges of a trie by open addressing, a third of the slots free at least.
///
/// A slot holds `node << 12 | class`, plus 1, in its upper half and the node it leads to in its lower one; 0 is an empty slot.
/// Words share most of their begins, so there are far fewer edges than characters: start-up is as fast as little memory is touched.
struct TrieEdges {
    private var slots: UnsafeMutablePointer<UInt64>
    private var mask: Int
    private var count = 0

    /// - Parameter capacity: how many edges are expected; there may be more.
    init(capacity: Int) {
        var size = 64
        while size * 2 < capacity * 3 { size *= 2 }
        mask = size - 1
        slots = Self.empty(size)
    }

    func deallocate() { slots.deallocate() }

    private static func empty(_ count: Int) -> UnsafeMutablePointer<UInt64> {
        let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
        slots.initialize(repeating: 0, count: count)
        return slots
    }

    /// The node that a class leads to, or 0.
    @inline(__always)
    func target(of node: UInt32, by symbol: UInt16) -> UInt32 {
        let key = Self.key(node, symbol)
        var slot = Self.slot(of: key, mask: mask)
        while true {
            let edge = slots[slot]
            if edge >> 32 == key { return UInt32(truncatingIfNeeded: edge) }
            if edge == 0 { return 0 }
            slot = (slot + 1) & mask
        }
    }

    /// Adds an edge that is not there.
    mutating func add(_ node: UInt32, _ symbol: UInt16, _ target: UInt32) {
        put(Self.key(node, symbol) << 32 | UInt64(target))
        count += 1
        guard count * 3 > mask * 2 else { return }
        let old = UnsafeMutableBufferPointer(start: slots, count: mask + 1)
        mask = mask * 2 + 1
        slots = Self.empty(mask + 1)
        for edge in old where edge != 0 { put(edge) }
        old.deallocate()
    }

    private func put(_ edge: UInt64) {
        var slot = Self.slot(of: edge >> 32, mask: mask)
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = edge
    }

    @inline(__always)
    private static func key(_ node: UInt32, _ symbol: UInt16) -> UInt64 {
        (UInt64(node) << 12 | UInt64(symbol)) + 1
    }

    @inline(__always)
    private static func slot(of key: UInt64, mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
    }
}
