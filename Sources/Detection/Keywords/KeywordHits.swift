/// A keyword found in a folded text.
package struct KeywordHit: Sendable {
    /// Number of the keyword.
    package var keyword: Int
    /// Folded characters, decoration between them included.
    package var range: Range<Int>
}

/// Finds every keyword in a folded text.
package enum KeywordHits {
    /// How many decorating characters may stand between two characters of a word.
    static let maximumGap = 3

    /// Which keywords are looked for.
    package enum Scope: Sendable {
        /// Those that rules name, and perhaps others.
        case ofRules
        case all
    }

    /// Appends the hits in order of where they begin.
    static func collect(in text: FoldedText, _ scope: Scope, tables: ScanTables, into hits: inout [KeywordHit]) {
        let trie = tables.trie
        let nodes = scope == .all ? .max : trie.ruleNodes
        let followers = scope == .all ? trie.followers : trie.ruleFollowers
        // Rules name few words that begin inside a run: one filter does for them.
        let followersInside = scope == .all ? trie.followersInside : trie.ruleFollowers
        let entries = text.entries
        let count = text.count
        let classMask = ScanTables.Entry.classMask
        var index = 0
        while index < count {
            let first = entries[index] & classMask
            guard first != 0, first != ScanTables.Entry.exactClass else {
                index += 1
                continue
            }
            let root = trie.rootChildren[Int(first)]
            if root != 0, root < nodes {
                report(root, from: index, to: index + 1, in: text, tables: tables, into: &hits)
                var next = index + 1
                while next < count, entries[next] & ScanTables.Entry.skipped != 0,
                    trie.child(of: root, by: entries[next] & classMask) == 0
                {
                    next += 1
                }
                // Inside a run of letters and digits few words may begin: what English has most of.
                let isInside =
                    index > 0 && entries[index] & entries[index - 1] & ScanTables.Entry.alphanumeric != 0
                if next < count,
                    entries[next] & ScanTables.Entry.skipped != 0
                        || KeywordTrie.mayBegin(
                            isInside ? followersInside : followers, first, entries[next] & classMask)
                {
                    walk(from: index, root: root, below: nodes, in: text, tables: tables, into: &hits)
                }
            }
            index += 1
        }
    }

    private static func walk(
        from start: Int, root: UInt32, below nodes: UInt32, in text: FoldedText, tables: ScanTables,
        into hits: inout [KeywordHit]
    ) {
        var node = root
        var gap = 0
        var index = start + 1
        while index < text.count {
            let entry = text.entries[index]
            let symbol = entry & ScanTables.Entry.classMask
            let next = symbol == 0 ? 0 : tables.trie.child(of: node, by: symbol)
            index += 1
            if next == 0 || next >= nodes {
                gap += 1
                guard entry & ScanTables.Entry.skipped != 0, gap <= maximumGap else { return }
                continue
            }
            node = next
            gap = 0
            report(node, from: start, to: index, in: text, tables: tables, into: &hits)
        }
    }

    private static func report(
        _ node: UInt32, from start: Int, to end: Int, in text: FoldedText, tables: ScanTables,
        into hits: inout [KeywordHit]
    ) {
        for number in tables.trie.keywords(endingAt: node) {
            let keyword = tables.keywords[Int(number)]
            // Decoration is passed over in words with Chinese characters only: "t.g" in a list is no contact word.
            if end - start != Int(tables.keywordLengths[Int(number)]), !tables.keywordIsHan[Int(number)] { continue }
            if keyword.bordersStart, CharacterTraits.isASCIIAlphanumeric(text.code(at: start - 1)) { continue }
            if keyword.bordersEnd, CharacterTraits.isASCIIAlphanumeric(text.code(at: end)) { continue }
            hits.append(KeywordHit(keyword: Int(number), range: start..<end))
        }
    }
}
