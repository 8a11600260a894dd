#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How evenly the bytes of a text are spread: what tells a random key from a word.
enum Entropy {
    /// Shannon entropy, in bits a byte.
    static func bits(of text: some Collection<UInt8>) -> Double {
        var counts: [UInt8: Int] = [:]
        for byte in text { counts[byte, default: 0] += 1 }
        let total = Double(text.count)
        return counts.values.reduce(0) { sum, count in
            let share = Double(count) / total
            return sum - share * log2(share)
        }
    }
}
