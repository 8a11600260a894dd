/// A run of digits in a folded text, single grouping characters inside it allowed.
struct DigitRun: Sendable {
    /// Folded characters from the first digit to the last.
    var range: Range<Int>
    /// How many of them are digits.
    var digits: Int
    /// Whether nothing groups the digits: then a longer number cannot hide a shorter one.
    var isUnbroken: Bool
}

enum DigitRuns {
    /// How many grouping characters may stand between two digits: ` - ` is the longest seen.
    private static let longestGap = 3

    static func collect(in text: FoldedText, into runs: inout [DigitRun]) {
        let count = text.count
        let entries = text.entries
        let codes = text.codes
        var index = 0
        while index < count {
            guard entries[index] & ScanTables.Entry.digit != 0, CharacterTraits.isASCIIDigit(codes[index]) else {
                index += 1
                continue
            }
            let start = index
            var end = index
            var digits = 0
            var gap = 0
            var isUnbroken = true
            while index < count {
                let code = codes[index]
                if CharacterTraits.isASCIIDigit(code) {
                    digits += 1
                    if gap > 0 { isUnbroken = false }
                    gap = 0
                    end = index + 1
                } else if CharacterTraits.groupsDigits(code), gap < longestGap {
                    gap += 1
                } else {
                    break
                }
                index += 1
            }
            runs.append(DigitRun(range: start..<end, digits: digits, isUnbroken: isUnbroken))
            index = max(index, start + 1)
        }
    }

    /// Unbroken runs of at least `least` ASCII letters and digits.
    static func collectAlphanumerics(in text: FoldedText, least: Int, into runs: inout [Range<Int>]) {
        var start = 0
        for index in 0...text.count {
            if index < text.count, text.entries[index] & ScanTables.Entry.alphanumeric != 0 { continue }
            if index - start >= least { runs.append(start..<index) }
            start = index + 1
        }
    }
}
