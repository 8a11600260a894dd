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
    ///   - make: of a key, and of its weights, the last one lowest, six bits each and 32 too large.
    /// - Returns: nil where a letter is none of the alphabet's, a sequence is not whole, or the keys are not in order.
    @inline(__always)
    static func sequences<Sequence>(
        from letters: String, weights: Int, _ make: (UInt32, UInt32) -> Sequence
    ) -> [Sequence]? {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (index, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(index) }
        // Line ends and spaces are passed over.
        let between: UInt8 = 0x80
        values[0x0A] = between
        values[0x20] = between
        let length = ofKey + weights
        var sequences: [Sequence] = []
        sequences.reserveCapacity(letters.utf8.count / length)
        let bytes = letters.utf8Span.span
        var next: UInt32 = 0
        var index = 0
        while true {
            var bits: UInt64 = 0
            var count = 0
            // Nearly all sequences stand in one piece; start-up reads a hundred thousand.
            if index + length <= bytes.count {
                var seen: UInt8 = 0
                for place in index..<index + length {
                    let value = values[Int(bytes[place])]
                    seen |= value
                    bits = bits &<< 6 | UInt64(value & 63)
                }
                if seen < 64 {
                    count = length
                    index += length
                }
            }
            if count < length {
                bits = 0
                while index < bytes.count, values[Int(bytes[index])] == between { index += 1 }
                if index == bytes.count { return sequences }
                while count < length, index < bytes.count {
                    let value = values[Int(bytes[index])]
                    index += 1
                    if value < 64 {
                        bits = bits &<< 6 | UInt64(value)
                        count += 1
                    } else if value != between {
                        return nil
                    }
                }
            }
            let key = UInt32(truncatingIfNeeded: bits &>> UInt64(weights * 6))
            guard count == length, key >= next else { return nil }
            next = key + 1
            let all = UInt32(truncatingIfNeeded: bits) & (1 &<< UInt32(weights * 6) - 1)
            // The first letter of the alphabet is no weight.
            for place in 0..<UInt32(weights) where all &>> (place * 6) & 63 == 0 { return nil }
            sequences.append(make(key, all))
        }
    }

    /// A weight out of its six lowest bits.
    @inline(__always)
    static func weight(_ bits: UInt32) -> Int8 { Int8(truncatingIfNeeded: bits & 63) - 32 }
}

extension Wording {
    /// The sequences as `sequences(from:)` reads them, in lines.
    public var letters: [String] {
        WordingLetters.lines(of: sequences) { ($0.key, [$0.trade, $0.request, $0.lookup]) }
    }

    /// - Parameter letters: as `letters` has them; line ends and spaces are passed over.
    /// - Returns: nil where they are not as `letters` makes them.
    public static func sequences(from letters: String) -> [Sequence]? {
        WordingLetters.sequences(from: letters, weights: 3) { key, weights in
            Sequence(
                key: key, trade: WordingLetters.weight(weights >> 12), request: WordingLetters.weight(weights >> 6),
                lookup: WordingLetters.weight(weights))
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
        WordingLetters.sequences(from: letters, weights: 1) {
            Wording.Weight(key: $0, trade: WordingLetters.weight($1))
        }
    }
}
