/// Turns numbers that are written in Chinese numerals or with look-alike letters into ASCII digits, in place.
///
/// Single numerals stay: 一手 and 三要素 are words. What is rewritten is a run long enough to be a number that identifies
/// somebody: `一三八零零一三八零零零`, `1З8OO1З8OOO`.
enum DigitRewriting {
    /// Fewest digits of a run with Chinese numerals.
    private static let leastNumerals = 7
    /// Lengths of a run with look-alike letters: a mobile number, a resident number, a card.
    private static let lookAlikeLengths: Set<Int> = [11, 15, 16, 17, 18, 19]
    /// Fewest true digits in a run with look-alike letters; of runs longer than a mobile number, a third must be true.
    private static let leastTrueDigits = 4
    /// How many grouping characters may stand between two digits.
    private static let longestGap = 2

    /// - Parameter isUpperCase: whether a character was written as an ASCII capital; B looks like 8, b like 6.
    static func rewrite(_ codes: UnsafeMutablePointer<UInt32>, count: Int, isUpperCase: (Int) -> Bool) {
        var index = 0
        while index < count {
            guard mayBeginNumber(codes, at: index, count: count) else {
                index += 1
                continue
            }
            index = rewriteRun(codes, from: index, count: count, isUpperCase: isUpperCase)
        }
    }

    /// A digit does, and a look-alike letter that begins a word and stands before a digit or another look-alike.
    private static func mayBeginNumber(_ codes: UnsafeMutablePointer<UInt32>, at index: Int, count: Int) -> Bool {
        let code = codes[index]
        if CharacterTraits.digitValue(code) != nil { return true }
        guard CharacterTraits.lookAlikeDigit(code) != nil, index + 1 < count else { return false }
        if index > 0, CharacterTraits.isASCIIAlphanumeric(codes[index - 1]) { return false }
        return CharacterTraits.digitValue(codes[index + 1]) != nil
            || CharacterTraits.lookAlikeDigit(codes[index + 1]) != nil
    }

    /// Handles the run that begins at `start` and returns where to go on.
    private static func rewriteRun(
        _ codes: UnsafeMutablePointer<UInt32>, from start: Int, count: Int, isUpperCase: (Int) -> Bool
    ) -> Int {
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
        if letters > 0 {
            rewriteLetters(codes, withoutWords(codes, start..<end), count: count, isUpperCase: isUpperCase)
        }
        guard numerals > 0, trueDigits + numerals >= leastNumerals else { return end }
        let endsInCheckLetter = end < count && codes[end] == 0x78
        let run = withoutRadioWords(codes, start..<end)
        for position in withoutAdjoiningWords(codes, run, endsInCheckLetter: endsInCheckLetter) {
            if let value = CharacterTraits.digitValue(codes[position]) { codes[position] = 0x30 + UInt32(value) }
        }
        return end
    }

    /// Turns the look-alike letters of a run into digits, if the run then has the length of a number that identifies.
    private static func rewriteLetters(
        _ codes: UnsafeMutablePointer<UInt32>, _ run: Range<Int>, count: Int, isUpperCase: (Int) -> Bool
    ) {
        let letters = run.count { CharacterTraits.lookAlikeDigit(codes[$0]) != nil }
        let digits = run.count { CharacterTraits.digitValue(codes[$0]) != nil }
        let total = letters + digits
        guard letters > 0, digits >= leastTrueDigits, lookAlikeLengths.contains(total) else { return }
        guard total == 11 || digits * 3 >= total else { return }
        if run.lowerBound > 0, CharacterTraits.isASCIIAlphanumeric(codes[run.lowerBound - 1]) { return }
        var next = run.upperBound
        // The check letter of a resident number.
        if total == 17, next < count, codes[next] == 0x78 { next += 1 } else if total == 17 { return }
        if next < count, CharacterTraits.isASCIIAlphanumeric(codes[next]) { return }
        if total >= 17, total <= 18, !holdsDate(codes, run) { return }
        for position in run {
            guard let value = CharacterTraits.lookAlikeDigit(codes[position]) else { continue }
            let isEight = codes[position] == 0x62 && isUpperCase(position)
            codes[position] = 0x30 + UInt32(isEight ? 8 : value)
        }
    }

    /// Whether places 7 to 14 of a run read as a date of birth: codes of eighteen characters with letters in them
    /// (GB 32100) are no disguised resident numbers.
    private static func holdsDate(_ codes: UnsafeMutablePointer<UInt32>, _ run: Range<Int>) -> Bool {
        var digits: [UInt8] = []
        for position in run {
            let code = codes[position]
            guard let digit = CharacterTraits.digitValue(code) ?? CharacterTraits.lookAlikeDigit(code) else { continue }
            digits.append(digit)
        }
        guard digits.count >= 14 else { return false }
        let century = digits[6] * 10 + digits[7]
        let month = digits[10] * 10 + digits[11]
        let day = digits[12] * 10 + digits[13]
        return (18...20).contains(century) && (1...12).contains(month) && (1...31).contains(day)
    }

    /// A run without the words of look-alike letters at its ends: `is 13800138000`.
    private static func withoutWords(_ codes: UnsafeMutablePointer<UInt32>, _ run: Range<Int>) -> Range<Int> {
        var first = run.lowerBound
        var index = first
        while index < run.upperBound, CharacterTraits.digitValue(codes[index]) == nil {
            if CharacterTraits.groupsDigits(codes[index]) { first = index + 1 }
            index += 1
        }
        var last = run.upperBound
        index = last
        while index > first, CharacterTraits.digitValue(codes[index - 1]) == nil {
            if CharacterTraits.groupsDigits(codes[index - 1]) { last = index - 1 }
            index -= 1
        }
        return first..<max(first, last)
    }

    /// A word that ends or begins with a digit of the radio may adjoin a number: 左拐一三八…. Those at the ends that keep the
    /// run from a known length are left out.
    private static func withoutRadioWords(_ codes: UnsafeMutablePointer<UInt32>, _ run: Range<Int>) -> Range<Int> {
        var first = run.lowerBound
        var last = run.upperBound
        var digits = run.count { CharacterTraits.digitValue(codes[$0]) != nil }
        while first < last, CharacterTraits.isRadioDigit(codes[first]), !knownLengths.contains(digits) {
            first += 1
            digits -= 1
        }
        while last > first, CharacterTraits.isRadioDigit(codes[last - 1]), !knownLengths.contains(digits) {
            last -= 1
            digits -= 1
        }
        return knownLengths.contains(digits) ? first..<last : run
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
        // Whoever writes numerals between the digits writes the whole number so.
        if (first..<last).contains(where: {
            !CharacterTraits.isASCIIDigit(codes[$0]) && CharacterTraits.digitValue(codes[$0]) != nil
        }) {
            return run
        }
        let inner = (first..<last).count { CharacterTraits.digitValue(codes[$0]) != nil }
        guard inner >= leastNumerals, first - run.lowerBound <= 3, run.upperBound - last <= 3 else { return run }
        let all = run.count { CharacterTraits.digitValue(codes[$0]) != nil }
        if endsInCheckLetter, all == 17 { return run }
        if endsInCheckLetter, inner == 17 { return first..<last }
        return knownLengths.contains(all) && !knownLengths.contains(inner) ? run : first..<last
    }

    /// Digits of mobile numbers, resident numbers and cards.
    private static let knownLengths: Set<Int> = [11, 15, 16, 18, 19]
}
