/// Every word of a pack, as paths of character classes, and the pair filter that says where a path may begin.
///
/// Each class has a signature of 256 bits: which classes may follow it at the begin of a word, by their low bits. A scan
/// tests each pair of neighbouring classes against it and walks the trie only where the bit is set. The tables are written once, by `init`, and only read afterwards. Words are at most `maximumLength` characters, so the work a byte is bounded whatever the text.
final class KeywordTrie: @unchecked Sendable {
    static let maximumLength = 48
    /// Words of all signatures: four a class that an entry can hold.
    private static let signatureCount = 4_096 * 4

    /// Edges by open addressing: `node << 12 | class` + 1, or 0 for an empty slot.
    private let edgeKeys: UnsafeMutablePointer<UInt64>
    private let edgeTargets: UnsafeMutablePointer<UInt32>
    private let edgeMask: Int
    /// For a node, where its keywords begin in `terminals`; one more entry than nodes.
    private let terminalStarts: UnsafeMutablePointer<UInt32>
    private let terminals: UnsafeMutablePointer<UInt32>
    /// Node reached from the root by a class, or 0.
    let rootChildren: UnsafeMutablePointer<UInt32>
    /// By class: the signature of what may follow it in any word.
    let followers: UnsafeMutablePointer<UInt64>
    /// By class: the signature of what may follow it in a word that wakes.
    let wakingFollowers: UnsafeMutablePointer<UInt64>
    /// The same for those of them that may begin inside a run of letters and digits.
    let wakingFollowersInside: UnsafeMutablePointer<UInt64>

    /// By pair of ASCII letters or digits (36 of each, the first one times 36): which ones may come third in a word that
    /// wakes, a bit each; every bit where anything may.
    private let wakingThirds: UnsafeMutablePointer<UInt64>
    /// By class: 0 to 35 for an ASCII digit or letter, else 255.
    private let alphanumericIndex: UnsafeMutablePointer<UInt8>

    /// - Parameters:
    ///   - words: classes of each word, none of them 0; the index is the keyword's number.
    ///   - wakes: whether the word of that number wakes the scan.
    ///   - beginsInside: whether the word of that number may begin inside a run of ASCII letters and digits.
    ///   - bordersEnd: whether the word of that number may not end inside a run of ASCII letters and digits.
    ///   - indexOf: 0 to 35 for the class of an ASCII digit or letter.
    ///   - skips: whether a class is one that a walk may pass over.
    init(
        words: [[UInt16]], wakes: [Bool], beginsInside: [Bool], bordersEnd: [Bool], classCount: Int,
        alphanumericIndex indexOf: (UInt16) -> UInt8?, skips: (UInt16) -> Bool
    ) {
        followers = Self.table(of: [UInt64](repeating: 0, count: Self.signatureCount))
        wakingFollowers = Self.table(of: [UInt64](repeating: 0, count: Self.signatureCount))
        wakingFollowersInside = Self.table(of: [UInt64](repeating: 0, count: Self.signatureCount))
        wakingThirds = Self.table(of: [UInt64](repeating: 0, count: 36 * 36))
        alphanumericIndex = Self.table(of: (0..<UInt16(classCount)).map { indexOf($0) ?? 255 })
        var children: [[UInt16: UInt32]] = [[:]]
        var ends: [[UInt32]] = [[]]
        for (number, word) in words.enumerated() {
            var node: UInt32 = 0
            for symbol in word {
                if let next = children[Int(node)][symbol] {
                    node = next
                } else {
                    let next = UInt32(children.count)
                    children[Int(node)][symbol] = next
                    children.append([:])
                    ends.append([])
                    node = next
                }
            }
            ends[Int(node)].append(UInt32(number))
            // A walk passes over decoration, so the filter sees the first two classes that are none.
            let telling = word.filter { !skips($0) }
            guard telling.count >= 2 else { continue }
            let bit: UInt64 = 1 << UInt64(telling[1] & 63)
            let word = Self.signatureWord(telling[0], telling[1])
            followers[word] |= bit
            if wakes[number] { wakingFollowers[word] |= bit }
            if wakes[number], let first = indexOf(telling[0]), let second = indexOf(telling[1]) {
                let pair = Int(first) * 36 + Int(second)
                if telling.count > 2 {
                    wakingThirds[pair] |= indexOf(telling[2]).map { 1 << UInt64($0) } ?? .max
                } else if !bordersEnd[number] {
                    wakingThirds[pair] = .max
                }
            }
            if wakes[number], beginsInside[number] { wakingFollowersInside[word] |= bit }
        }
        var starts: [UInt32] = [0]
        for end in ends { starts.append(starts[starts.count - 1] + UInt32(end.count)) }
        terminalStarts = Self.table(of: starts)
        terminals = Self.table(of: ends.flatMap { $0 })
        var roots = [UInt32](repeating: 0, count: classCount)
        for (symbol, child) in children[0] { roots[Int(symbol)] = child }
        rootChildren = Self.table(of: roots)
        let edgeCount = children.reduce(0) { $0 + $1.count }
        var capacity = 64
        while capacity < edgeCount * 2 { capacity *= 2 }
        edgeMask = capacity - 1
        edgeKeys = Self.table(of: [UInt64](repeating: 0, count: capacity))
        edgeTargets = Self.table(of: [UInt32](repeating: 0, count: capacity))
        for (node, edges) in children.enumerated() {
            for (symbol, target) in edges {
                let key = Self.edgeKey(UInt32(node), symbol)
                var slot = Self.edgeSlot(key, mask: edgeMask)
                while edgeKeys[slot] != 0 { slot = (slot + 1) & edgeMask }
                edgeKeys[slot] = key
                edgeTargets[slot] = target
            }
        }
    }

    deinit {
        wakingThirds.deallocate()
        alphanumericIndex.deallocate()
        followers.deallocate()
        wakingFollowers.deallocate()
        wakingFollowersInside.deallocate()
        terminalStarts.deallocate()
        terminals.deallocate()
        rootChildren.deallocate()
        edgeKeys.deallocate()
        edgeTargets.deallocate()
    }

    private static func table<Element>(of elements: [Element]) -> UnsafeMutablePointer<Element> {
        let table = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
        for (index, element) in elements.enumerated() { (table + index).initialize(to: element) }
        return table
    }

    /// The node that a class leads to, or 0.
    @inline(__always)
    func child(of node: UInt32, by symbol: UInt16) -> UInt32 {
        let key = Self.edgeKey(node, symbol)
        var slot = Self.edgeSlot(key, mask: edgeMask)
        while true {
            let found = edgeKeys[slot]
            if found == key { return edgeTargets[slot] }
            if found == 0 { return 0 }
            slot = (slot + 1) & edgeMask
        }
    }

    /// The keywords that end at a node.
    @inline(__always)
    func keywords(endingAt node: UInt32) -> UnsafeBufferPointer<UInt32> {
        let start = terminalStarts[Int(node)]
        return UnsafeBufferPointer(start: terminals + Int(start), count: Int(terminalStarts[Int(node) + 1] - start))
    }

    /// Whether two ASCII letters or digits, followed by a third, may begin a word that wakes. Most English words fail here.
    @inline(__always)
    func mayWake(_ first: UInt16, _ second: UInt16, third: UInt16) -> Bool {
        let firstIndex = alphanumericIndex[Int(first)]
        let secondIndex = alphanumericIndex[Int(second)]
        let thirdIndex = alphanumericIndex[Int(third)]
        guard firstIndex < 36, secondIndex < 36, thirdIndex < 36 else { return true }
        return wakingThirds[Int(firstIndex) * 36 + Int(secondIndex)] >> UInt64(thirdIndex) & 1 != 0
    }

    /// Which 64 bits of the first class's signature speak of the second.
    @inline(__always)
    private static func signatureWord(_ first: UInt16, _ second: UInt16) -> Int {
        Int(first) << 2 | Int(second >> 6 & 3)
    }

    /// Whether a word may begin with the two classes.
    @inline(__always)
    static func mayBegin(_ followers: UnsafeMutablePointer<UInt64>, _ first: UInt16, _ second: UInt16) -> Bool {
        followers[signatureWord(first, second)] >> UInt64(second & 63) & 1 != 0
    }

    @inline(__always)
    static func edgeKey(_ node: UInt32, _ symbol: UInt16) -> UInt64 {
        (UInt64(node) << 12 | UInt64(symbol)) + 1
    }

    @inline(__always)
    static func edgeSlot(_ key: UInt64, mask: Int) -> Int {
        Int(truncatingIfNeeded: key &* 0x9E37_79B9_7F4A_7C15 >> 32) & mask
    }
}
