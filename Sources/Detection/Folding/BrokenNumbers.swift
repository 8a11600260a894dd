/// Numbers that a picture breaks: `138🔥0013⭐8000`. Nothing is read in its place, as of invisible characters.
///
/// A picture between two numbers parts them. So the digits together must have the length and the begin of a number that
/// identifies somebody, and no part may have such a length by itself.
enum BrokenNumbers {
    /// What marks a character that is to be left out; no code point.
    static let leftOut = UInt32.max

    /// - Returns: whether any character was marked.
    static func mark(_ codes: UnsafeMutablePointer<UInt32>, count: Int) -> Bool {
        guard count > leastDigits else { return false }
        var isAny = false
        var index = 1
        while index < count - 1 {
            guard CharacterTraits.isPicture(codes[index]), isBetweenDigits(codes, index) else {
                index += 1
                continue
            }
            let run = run(around: index, codes, count: count)
            if isOneNumber(codes, run, count: count) {
                for place in run where !CharacterTraits.isASCIIDigit(codes[place]) { codes[place] = leftOut }
                isAny = true
            }
            index = run.upperBound
        }
        return isAny
    }

    /// Digits of a mobile number; of a card; of a resident number, whose last place may be an X; of a long card.
    private static let leastDigits = 11
    private static let lengths: Set<Int> = [11, 16, 17, 18, 19]

    private static func isBetweenDigits(_ codes: UnsafeMutablePointer<UInt32>, _ index: Int) -> Bool {
        CharacterTraits.isASCIIDigit(codes[index - 1]) && CharacterTraits.isASCIIDigit(codes[index + 1])
    }

    private static func run(around picture: Int, _ codes: UnsafeMutablePointer<UInt32>, count: Int) -> Range<Int> {
        func belongs(_ place: Int) -> Bool {
            guard place >= 0, place < count else { return false }
            if CharacterTraits.isASCIIDigit(codes[place]) { return true }
            return CharacterTraits.isPicture(codes[place]) && place > 0 && place < count - 1
                && isBetweenDigits(codes, place)
        }
        var first = picture
        while belongs(first - 1) { first -= 1 }
        var end = picture + 1
        while belongs(end) { end += 1 }
        return first..<end
    }

    /// Whether a part may be a number by itself: of eleven digits those that begin as mobile numbers do.
    private static func isWhole(_ part: ArraySlice<UInt8>) -> Bool {
        guard lengths.contains(part.count), let first = part.first else { return false }
        return part.count > 11 || first == 1 && part[part.startIndex + 1] >= 3
    }

    private static func isOneNumber(
        _ codes: UnsafeMutablePointer<UInt32>, _ run: Range<Int>, count: Int
    ) -> Bool {
        var digits: [UInt8] = []
        var parts: [Range<Int>] = []
        for place in run {
            if CharacterTraits.isASCIIDigit(codes[place]) {
                digits.append(UInt8(truncatingIfNeeded: codes[place] - 0x30))
            } else {
                parts.append((parts.last?.upperBound ?? 0)..<digits.count)
            }
        }
        parts.append((parts.last?.upperBound ?? 0)..<digits.count)
        guard lengths.contains(digits.count), !parts.contains(where: { isWhole(digits[$0]) }) else { return false }
        let isClosedByX = run.upperBound < count && codes[run.upperBound] == 0x78
        switch digits.count {
        case 11: return digits[0] == 1 && digits[1] >= 3
        // GB 11643: the year of birth stands at places 7 to 10.
        case 17, 18:
            return (digits.count == 18 || isClosedByX) && (19...20).contains(digits[6] * 10 + digits[7])
                || digits.count == 18 && digits[0] == 6
        // ISO/IEC 7812: banks begin with 3 to 6.
        default: return (3...6).contains(digits[0])
        }
    }
}
