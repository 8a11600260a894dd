/// Every word of a pack, as paths of character classes, and the pair filter that says where a path may begin.
///
/// Each class has a signature of 256 bits: which classes may follow it at the begin of a word, by their low bits. A scan
/// tests each pair of neighbouring classes against it and walks the trie only where the bit is set. The tables are written
/// once, by `init`, and only read afterwards. Words are at most `maximumLength` characters, so the work a byte is bounded
/// whatever the text.
final class KeywordTrie: @unchecked Sendable {
    static let maximumLength = 48
    /// Characters of all words together: as many nodes can be numbered in an edge.
    static let maximumCharacters = (1 << 20) - 1
    /// Words of all signatures: four a class that an entry can hold.
    private static let signatureCount = 4_096 * 4

    private let edges: TrieEdges
    /// For a node, where its keywords begin in `terminals`; one more entry than nodes.
    private let terminalStarts: UnsafeMutablePointer<UInt32>
    private let terminals: UnsafeMutablePointer<UInt32>
    /// Node reached from the root by a class, or 0.
    let rootChildren: UnsafeMutablePointer<UInt32>
    /// Edges of the words that wake, once more: a table of the scan's own that stays in the cache.
    private let wakingEdges: TrieEdges
    /// By node: `Waking` bits.
    private let wakingNodes: UnsafeMutablePointer<UInt8>

    /// What a node has to do with words that wake.
    enum Waking {
        /// Such a word goes on from the node.
        static let goesOn: UInt8 = 1
        /// Such a word ends at it.
        static let ends: UInt8 = 2
    }

    /// By class: the signature of what may follow it in any word.
    let followers: UnsafeMutablePointer<UInt64>
    /// The same for words that may begin inside a run of letters and digits.
    let followersInside: UnsafeMutablePointer<UInt64>
    /// By class: the signature of what may follow it in a word that rules name.
    let ruleFollowers: UnsafeMutablePointer<UInt64>
    /// The nodes of words that rules name are those below.
    let ruleNodes: UInt32
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
    ///   - ruleWords: how many of the words, the first ones, are named by rules.
    ///   - classes: the class of each folded code point; 0 for those that no word holds.
    ///   - skips: whether a walk may pass over a folded character.
    init(
        _ words: KeywordSet.Words, ruleWords: Int, classes: UnsafeBufferPointer<UInt16>, classCount: Int,
        skips: (UInt32) -> Bool
    ) {
        ruleFollowers = zeros(Self.signatureCount)
        followers = zeros(Self.signatureCount)
        followersInside = zeros(Self.signatureCount)
        wakingFollowers = zeros(Self.signatureCount)
        wakingFollowersInside = zeros(Self.signatureCount)
        wakingThirds = zeros(36 * 36)
        alphanumericIndex = .allocate(capacity: classCount)
        alphanumericIndex.initialize(repeating: 255, count: classCount)
        for (index, code) in "0123456789abcdefghijklmnopqrstuvwxyz".utf8.enumerated() where classes[Int(code)] != 0 {
            alphanumericIndex[Int(classes[Int(code)])] = UInt8(index)
        }
        rootChildren = zeros(classCount)

        var edges = TrieEdges(capacity: words.characterCount / 2)
        var wakingEdges = TrieEdges(capacity: words.characterCount / 4)
        var nodeCount: UInt32 = 1
        wakingNodes = zeros(words.characterCount + 1)
        var ends: [UInt32] = []
        ends.reserveCapacity(words.indices.count)
        // The nodes of the word before: neighbours share their begins.
        var path: [UInt32] = [0]
        var previous = KeywordSet.Word(start: nil, count: 0)
        var previousWoke = false
        var ruleNodes = nodeCount
        for number in words.indices {
            if number == ruleWords { ruleNodes = nodeCount }
            let mayWake = words.keywords[number].mayWake
            let word = words[number]
            var shared = 0
            while shared < min(word.count, previous.count),
                word[shared] == previous[shared]
            {
                shared += 1
            }
            path.removeLast(path.count - 1 - shared)
            // What the scan follows is told of words that wake, whatever begin they share with others.
            let first = mayWake && !previousWoke ? 0 : shared
            for place in first..<word.count {
                let code = word[place]
                let node = path[place]
                let symbol = code < FoldTable.limit ? classes[Int(code)] : 0
                if place >= shared {
                    var target = edges.target(of: node, by: symbol)
                    if target == 0 {
                        target = nodeCount
                        edges.add(node, symbol, target)
                        if node == 0 { rootChildren[Int(symbol)] = target }
                        nodeCount += 1
                    }
                    path.append(target)
                }
                guard mayWake else { continue }
                if wakingNodes[Int(node)] & Waking.goesOn == 0 || wakingEdges.target(of: node, by: symbol) == 0 {
                    wakingNodes[Int(node)] |= Waking.goesOn
                    wakingEdges.add(node, symbol, path[place + 1])
                }
            }
            let node = path[word.count]
            if mayWake { wakingNodes[Int(node)] |= Waking.ends }
            ends.append(node)
            previous = word
            previousWoke = mayWake
        }
        self.ruleNodes = ruleWords < words.indices.count ? ruleNodes : nodeCount
        self.edges = edges
        self.wakingEdges = wakingEdges

        // The keywords of a node lie together, in the order of their numbers.
        terminalStarts = zeros(Int(nodeCount) + 1)
        terminals = zeros(max(ends.count, 1))
        for end in ends { terminalStarts[Int(end) + 1] += 1 }
        for node in 0..<Int(nodeCount) { terminalStarts[node + 1] += terminalStarts[node] }
        var filled = [UInt32](repeating: 0, count: Int(nodeCount))
        for (number, end) in ends.enumerated() {
            terminals[Int(terminalStarts[Int(end)] + filled[Int(end)])] = UInt32(truncatingIfNeeded: number)
            filled[Int(end)] += 1
        }
        for number in words.indices {
            addSignature(
                of: words[number], words.keywords[number], isOfRule: number < ruleWords, classes: classes, skips: skips)
        }
    }

    private func addSignature(
        of word: KeywordSet.Word, _ keyword: Keyword, isOfRule: Bool, classes: UnsafeBufferPointer<UInt16>,
        skips: (UInt32) -> Bool
    ) {
        // A walk passes over decoration, so the filter sees the first classes that are none.
        var telling: (UInt16, UInt16, UInt16) = (0, 0, 0)
        var count = 0
        for code in word where code < FoldTable.limit && !skips(code) {
            let symbol = classes[Int(code)]
            switch count {
            case 0: telling.0 = symbol
            case 1: telling.1 = symbol
            default: telling.2 = symbol
            }
            count += 1
            if count == 3 { break }
        }
        guard count >= 2 else { return }
        let bit: UInt64 = 1 << UInt64(telling.1 & 63)
        let signature = Self.signatureWord(telling.0, telling.1)
        followers[signature] |= bit
        if isOfRule { ruleFollowers[signature] |= bit }
        if !keyword.bordersStart { followersInside[signature] |= bit }
        guard keyword.mayWake else { return }
        wakingFollowers[signature] |= bit
        if !keyword.bordersStart { wakingFollowersInside[signature] |= bit }
        let first = alphanumericIndex[Int(telling.0)]
        let second = alphanumericIndex[Int(telling.1)]
        guard first < 36, second < 36 else { return }
        let pair = Int(first) * 36 + Int(second)
        if count > 2 {
            let third = alphanumericIndex[Int(telling.2)]
            wakingThirds[pair] |= third < 36 ? 1 << UInt64(third) : .max
        } else if !keyword.bordersEnd {
            wakingThirds[pair] = .max
        }
    }

    deinit {
        wakingThirds.deallocate()
        alphanumericIndex.deallocate()
        followers.deallocate()
        ruleFollowers.deallocate()
        followersInside.deallocate()
        wakingFollowers.deallocate()
        wakingFollowersInside.deallocate()
        wakingEdges.deallocate()
        wakingNodes.deallocate()
        terminalStarts.deallocate()
        terminals.deallocate()
        rootChildren.deallocate()
        edges.deallocate()
    }

    /// The node that a class leads to, or 0.
    @inline(__always)
    func child(of node: UInt32, by symbol: UInt16) -> UInt32 { edges.target(of: node, by: symbol) }

    /// The node that a class leads to in words that wake, or 0.
    @inline(__always)
    func child(inWaking node: UInt32, by symbol: UInt16) -> UInt32 { wakingEdges.target(of: node, by: symbol) }

    /// What a node has to do with words that wake.
    @inline(__always)
    func waking(_ node: UInt32) -> UInt8 { wakingNodes[Int(node)] }

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
}
