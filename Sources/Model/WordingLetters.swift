/// Weights as letters, six bits each: of every sequence four for its key and one for each of its weights.
private enum WordingLetters {
    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    static let ofKey = Wording.keyBits / 6
    private static let ofLine = 126

    static func lines<Sequence>(of sequences: [Sequence], _ parts: (Sequence) -> (key: UInt32, weights: [Int8]))
        -> [String]
    {
        var letters: [UInt8] = []
        for sequence in sequences {
            let (key, weights) = parts(sequence)
            for place in 1...ofKey { letters.append(alphabet[Int(key >> UInt32(Wording.keyBits - 6 * place) & 63)]) }
            for weight in weights {
                letters.append(alphabet[min(max(Int(weight), -Wording.largestWeight), Wording.largestWeight) + 32])
            }
        }
        return stride(from: 0, to: letters.count, by: ofLine).map {
            String(decoding: letters[$0..<min($0 + ofLine, letters.count)], as: UTF8.self)
        }
    }

    /// - Parameters:
    ///   - weights: how many a sequence has.
    ///   - make: of a key, and of its weights by their place from the last one.
    /// - Returns: nil where a letter is none of the alphabet's, a sequence is not whole, or the keys are not in order.
    static func sequences<Sequence>(
        from letters: String, weights: Int, _ make: (UInt32, (UInt64) -> Int8) -> Sequence
    ) -> [Sequence]? {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (index, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(index) }
        // Line ends and spaces are passed over.
        let between: UInt8 = 0x80
        values[0x0A] = between
        values[0x20] = between
        var sequences: [Sequence] = []
        sequences.reserveCapacity(letters.utf8.count / (ofKey + weights))
        var last: UInt32?
        var bits: UInt64 = 0
        var count = 0
        let bytes = letters.utf8Span.span
        for index in bytes.indices {
            let value = values[Int(bytes[index])]
            guard value < 64 else {
                if value == between { continue }
                return nil
            }
            bits = bits << 6 | UInt64(value)
            count += 1
            // The first letter of the alphabet is no weight.
            if count > ofKey, value == 0 { return nil }
            guard count == ofKey + weights else { continue }
            let key = UInt32(truncatingIfNeeded: bits >> UInt64(weights * 6))
            if let last, last >= key { return nil }
            sequences.append(make(key) { Int8(truncatingIfNeeded: Int(bits >> ($0 * 6) & 63) - 32) })
            last = key
            bits = 0
            count = 0
        }
        return count == 0 ? sequences : nil
    }
}

extension Wording {
    /// The sequences as `sequences(from:)` reads them, in lines.
    public var letters: [String] {
        WordingLetters.lines(of: sequences) { ($0.key, [$0.trade, $0.request, $0.lookup]) }
    }

    /// - Parameter letters: as `letters` has them; line ends and spaces are passed over.
    /// - Returns: nil where they are not as `letters` makes them.
    public static func sequences(from letters: String) -> [Sequence]? {
        WordingLetters.sequences(from: letters, weights: 3) { key, weight in
            Sequence(key: key, trade: weight(2), request: weight(1), lookup: weight(0))
        }
    }
}

extension Wording.Glance {
    /// The sequences as `sequences(from:)` reads them, in lines.
    public var letters: [String] {
        WordingLetters.lines(of: sequences) { ($0.key, [$0.trade]) }
    }

    /// - Parameter letters: as `letters` has them; line ends and spaces are passed over.
    /// - Returns: nil where they are not as `letters` makes them.
    public static func sequences(from letters: String) -> [Wording.Weight]? {
        WordingLetters.sequences(from: letters, weights: 1) { Wording.Weight(key: $0, trade: $1(0)) }
    }
}
