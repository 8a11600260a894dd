/// The Public Suffix List's rules of registries: which part of a domain is nobody's own.
enum PublicSuffix {
    /// Number of labels of the longest suffix that the list knows, or nil where even the last label is unknown.
    static func length(of labels: [ArraySlice<UInt8>]) -> Int? {
        var found: Int?
        for start in labels.indices.reversed() {
            let suffix = Array(labels[start...].joined(separator: [0x2E]))
            guard let kinds = PublicSuffixTable.rules.value(for: suffix) else { continue }
            let count = labels.count - start
            if kinds.contains(0x21) { return count - 1 }
            if kinds.contains(0x2A), start > 0 { found = count + 1 } else { found = max(found ?? 0, count) }
        }
        return found
    }
}
