/// Turns numbers that are written in Chinese numerals or with look-alike letters into ASCII digits, in place.
///
/// Single numerals stay: 一手 and 三要素 are words. What is rewritten is a run long enough to be a number that identifies
/// somebody: `一三八零零一三八零零零`, `1З8OO1З8OOO`.
enum DigitRewriting {
    /// Fewest digits of a run with Chinese numerals.
    private static let leastNumerals = 7
    /// Lengths of a run with look-alike letters: a mobile number, and a resident number.
    private static let lookAlikeLengths: Set<Int> = [11, 18]
    /// Fewest true digits in a run with look-alike letters.
    private static let leastTrueDigits = 4
    /// How many grouping characters may stand between two digits.
    private static let longestGap = 2

    static func rewrite(_ codes: UnsafeMutablePointer<UInt32>, count: Int) {
        var index = 0
        while index < count {
            guard CharacterTraits.digitValue(codes[index]) != nil else {
                index += 1
                continue
            }
            index = rewriteRun(codes, from: index, count: count)
        }
    }

    /// Handles the run that begins at `start` and returns where to go on.
    private static func rewriteRun(_ codes: UnsafeMutablePointer<UInt32>, from start: Int, count: Int) -> Int {
        var trueDigits = 0
        var numerals = 0
        var letters = 0
        var end = start
        var index = start
        var gap = 0
        while index < count {
            let code = codes[index]
            if CharacterTraits.isASCIIDigit(code) {
                trueDigits += 1
            } else if CharacterTraits.digitValue(code) != nil {
                numerals += 1
            } else if CharacterTraits.lookAlikeDigit(code) != nil {
                letters += 1
            } else if CharacterTraits.groupsDigits(code), gap < longestGap {
                gap += 1
                index += 1
                continue
            } else {
                break
            }
            gap = 0
            index += 1
            end = index
        }
        let total = trueDigits + numerals + letters
        let adjoinsWord =
            (start > 0 && CharacterTraits.isASCIIAlphanumeric(codes[start - 1]))
            || (end < count && CharacterTraits.isASCIIAlphanumeric(codes[end]))
        let rewritesLetters =
            letters > 0 && !adjoinsWord && trueDigits >= leastTrueDigits && lookAlikeLengths.contains(total)
        let rewritesNumerals = numerals > 0 && trueDigits + numerals >= leastNumerals
        guard rewritesLetters || rewritesNumerals else { return end }
        let endsInCheckLetter = end < count && codes[end] == 0x78
        let core =
            rewritesNumerals
            ? withoutAdjoiningWords(codes, start..<end, endsInCheckLetter: endsInCheckLetter) : start..<end
        for position in core {
            if rewritesNumerals, let value = CharacterTraits.digitValue(codes[position]) {
                codes[position] = 0x30 + UInt32(value)
            } else if rewritesLetters, let value = CharacterTraits.lookAlikeDigit(codes[position]) {
                codes[position] = 0x30 + UInt32(value)
            }
        }
        return end
    }

    /// A word that ends or begins with a numeral may adjoin a number in digits: 张三13800138000. Up to three numerals at
    /// an end stay where the digits between are a number without them, unless only with them they have a known length.
    private static func withoutAdjoiningWords(
        _ codes: UnsafeMutablePointer<UInt32>, _ run: Range<Int>, endsInCheckLetter: Bool
    ) -> Range<Int> {
        var first = run.lowerBound
        while first < run.upperBound, !CharacterTraits.isASCIIDigit(codes[first]) { first += 1 }
        var last = run.upperBound
        while last > first, !CharacterTraits.isASCIIDigit(codes[last - 1]) { last -= 1 }
        let inner = (first..<last).count { CharacterTraits.digitValue(codes[$0]) != nil }
        guard inner >= leastNumerals, first - run.lowerBound <= 3, run.upperBound - last <= 3 else { return run }
        let all = run.count { CharacterTraits.digitValue(codes[$0]) != nil }
        if endsInCheckLetter, all == 17 { return run }
        return knownLengths.contains(all) && !knownLengths.contains(inner) ? run : first..<last
    }

    /// Digits of mobile numbers, resident numbers and cards.
    private static let knownLengths: Set<Int> = [11, 15, 16, 18, 19]
}
