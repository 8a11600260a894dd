import FenceDetection

/// A number as people write it, read from folded text: `100w`, `五十万`, `1.2亿`, `2w6`, `3,450,000`, `1.7m`.
struct WrittenNumber {
    var value: Double
    /// Folded characters, multipliers included.
    var characters: Range<Int>
    /// Whether a multiplier (万, w, k, 亿, m, b …) was written.
    var hasMultiplier: Bool
    /// Digits before any multiplier, written without separators.
    var digitCount: Int

    /// Whether nobody would write a single price so.
    var isLarge: Bool { value >= 10_000 || digitCount > 0 && hasMultiplier }
}

/// Reads numbers from folded text.
enum NumberReader {
    /// Whether a number may begin with a character, which hardly one in ten does.
    static func mayBegin(_ code: UInt32) -> Bool {
        if code < 0x80 { return isDigit(code) || code == 0x2E }
        return hanValue(code) != nil || HanNumber.opens(code) || HanNumber.power(code) != nil
    }

    /// The number that begins at a character, or nil.
    static func number(in text: FoldedText, at start: Int) -> WrittenNumber? {
        let code = text.code(at: start)
        if isDigit(code) { return arabic(in: text, at: start) }
        // .002 BTC
        if code == 0x2E, isDigit(text.code(at: start + 1)) { return arabic(in: text, at: start) }
        if hanValue(code) != nil || HanNumber.opens(code) { return HanNumber.number(in: text, at: start) }
        return rough(in: text, at: start)
    }

    static func isDigit(_ code: UInt32) -> Bool { code &- 0x30 < 10 }

    /// Most digits of a number; a longer run is none, and is read no further: it may go on for ever.
    private static let mostDigits = 12
    // MARK: - Arabic digits

    private static func arabic(in text: FoldedText, at start: Int) -> WrittenNumber? {
        var index = start
        var value = 0.0
        var digits = 0
        if let spaced = spaced(in: text, at: start) { return spaced }
        while isDigit(text.code(at: index)) || isThousandsSeparator(in: text, at: index, behind: digits) {
            if isDigit(text.code(at: index)) {
                value = value * 10 + Double(text.code(at: index) - 0x30)
                digits += 1
                guard digits <= mostDigits else { return nil }
            }
            index += 1
        }
        if text.code(at: index) == 0x2E, isDigit(text.code(at: index + 1)) {
            var place = 0.1
            index += 1
            while isDigit(text.code(at: index)) {
                value += Double(text.code(at: index) - 0x30) * place
                place /= 10
                index += 1
            }
            // Rounding away what the sum of negative powers of ten cannot hold exactly.
            value = (value * 1e9).rounded() / 1e9
        }
        var number = WrittenNumber(
            value: value, characters: start..<index, hasMultiplier: false, digitCount: max(digits, 1))
        multiply(&number, in: text)
        return number
    }

    /// A comma before three digits, or a space: `22 000`.
    private static func isThousandsSeparator(in text: FoldedText, at index: Int, behind digits: Int) -> Bool {
        let code = text.code(at: index)
        guard code == 0x2C || code == 0x20 && (1...3).contains(digits) && endsInZeros(in: text, at: index) else {
            return false
        }
        return (1...3).allSatisfy { isDigit(text.code(at: index + $0)) } && !isDigit(text.code(at: index + 4))
    }

    private static func endsInZeros(in text: FoldedText, at index: Int) -> Bool {
        text.code(at: index + 2) == 0x30 && text.code(at: index + 3) == 0x30
    }

    /// Digits that stand apart, each by itself: `4 8 0 w`, `6 4 0 0 0`, `2 . 8 w`.
    private static func spaced(in text: FoldedText, at start: Int) -> WrittenNumber? {
        var index = start
        var digits = 0
        var written = ""
        while isDigit(text.code(at: index)) || text.code(at: index) == 0x2E && digits > 0 && !written.contains(".") {
            if let scalar = Unicode.Scalar(text.code(at: index)) { written.unicodeScalars.append(scalar) }
            if text.code(at: index) != 0x2E { digits += 1 }
            guard digits <= mostDigits else { return nil }
            index += 1
            let next = text.code(at: index + 1)
            guard text.code(at: index) == 0x20, isDigit(next) || next == 0x2E else { break }
            index += 1
        }
        // A second digit right beside the first is an ordinary number.
        guard digits >= 2, !isDigit(text.code(at: index)), let value = Double(written) else { return nil }
        var number = WrittenNumber(value: value, characters: start..<index, hasMultiplier: false, digitCount: digits)
        multiply(&number, in: text)
        return number
    }

    /// Applies 万, w, k and their like, and the digits that may follow: `2w6` is 26,000.
    private static func multiply(_ number: inout WrittenNumber, in text: FoldedText) {
        var index = number.characters.upperBound
        switch text.code(at: index) {
        case HanNumber.many, 0x51E0, 0x4F59: index += 1  // 多 几 余
        case 0x6765 where text.code(at: index + 1) == 0x4E07: index += 1  // 30来万
        // 0.15B is money: coins, not thousands of millions.
        case 0x62 where number.value < 1: return
        default: break
        }
        if let end = myriads(in: text, at: index) {
            number.value *= 10_000
            number.hasMultiplier = true
            number.characters = number.characters.lowerBound..<end
            return
        }
        if text.code(at: index) == 0x20, multiplier(in: text, at: index + 1) != nil {
            // 2023 W2, 2026 w/ cc: a form, and with.
            if text.code(at: index + 1) == 0x77, number.digitCount >= 4 || text.code(at: index + 2) == 0x2F { return }
            index += 1
        }
        guard let first = multiplier(in: text, at: index) else { return }
        number.value *= first.factor
        number.hasMultiplier = true
        index = first.end
        if let second = multiplier(in: text, at: index), second.factor >= 10_000, first.factor < second.factor {
            number.value *= second.factor
            index = second.end
        }
        let digit = text.code(at: index)
        if isDigit(digit), digit != 0x30, !isDigit(text.code(at: index + 1)), text.code(at: index + 1) != 0x2E {
            number.value += Double(digit - 0x30) * first.factor / 10
            index += 1
        }
        if [HanNumber.many, 0x4F59, 0x2B].contains(text.code(at: index)) { index += 1 }  // 多 余 +
        number.characters = number.characters.lowerBound..<index
    }

    /// Where 个w or 个达不溜 ends, as 万 is disguised.
    static func myriads(in text: FoldedText, at index: Int) -> Int? {
        guard text.code(at: index) == 0x4E2A else { return nil }
        if text.code(at: index + 1) == 0x77, !CharacterTraits.isASCIIAlphanumeric(text.code(at: index + 2)) {
            return index + 2
        }
        let isSpelled =
            text.code(at: index + 1) == 0x8FBE && text.code(at: index + 2) == 0x4E0D
            && text.code(at: index + 3) == 0x6E9C
        return isSpelled ? index + 4 : nil
    }

    private static func multiplier(in text: FoldedText, at index: Int) -> (factor: Double, end: Int)? {
        let next = text.code(at: index + 1)
        // 5 m1n is no million.
        let isLast =
            !CharacterTraits.isASCIILetter(next)
            && !(isDigit(next) && CharacterTraits.isASCIILetter(text.code(at: index + 2)))
        switch text.code(at: index) {
        case 0x5341: return (10, index + 1)
        case 0x767E: return (100, index + 1)
        case 0x5343: return (1_000, index + 1)
        case 0x4E07: return (10_000, index + 1)
        case 0x4EBF: return (100_000_000, index + 1)
        case 0x77: return isLast || isWord("w", in: text, at: index) ? (10_000, index + 1) : nil
        case 0x6B:
            if isWord("kw", in: text, at: index) { return (10_000_000, index + 2) }
            if isWord("kk", in: text, at: index) { return (1_000_000, index + 2) }
            return isLast ? (1_000, index + 1) : nil
        case 0x6C where isWord("lakh", in: text, at: index): return (100_000, index + 4)
        case 0x63 where isWord("crore", in: text, at: index): return (10_000_000, index + 5)
        case 0x6D:
            if isWord("million", in: text, at: index) { return (1_000_000, index + 7) }
            if isWord("mln", in: text, at: index) { return (1_000_000, index + 3) }
            if isWord("mil", in: text, at: index) { return (1_000_000, index + 3) }
            return isLast ? (1_000_000, index + 1) : nil
        case 0x62:
            if isWord("billion", in: text, at: index) { return (1_000_000_000, index + 7) }
            if isWord("bn", in: text, at: index) { return (1_000_000_000, index + 2) }
            return isLast ? (1_000_000_000, index + 1) : nil
        case 0x6A where isWord("juta", in: text, at: index): return (1_000_000, index + 4)
        case 0x74 where isWord("thousand", in: text, at: index): return (1_000, index + 8)
        default: return nil
        }
    }

    private static func isWord(_ word: String, in text: FoldedText, at index: Int) -> Bool {
        var position = index
        for scalar in word.unicodeScalars {
            guard text.code(at: position) == scalar.value else { return false }
            position += 1
        }
        return !text.isLetter(at: position)
    }

    // MARK: - Chinese numerals

    /// 千把条, 百来个 and 上百万套, which name no first digit.
    private static func rough(in text: FoldedText, at start: Int) -> WrittenNumber? {
        guard let power = HanNumber.power(text.code(at: start)), HanNumber.power(text.code(at: start - 1)) == nil,
            digit(text.code(at: start - 1)) == nil
        else { return nil }
        let next = text.code(at: start + 1)
        // 把 来
        if next == 0x628A || next == 0x6765, UnitWords.count.word(in: text, at: start + 2) != nil {
            return WrittenNumber(
                value: power, characters: start..<start + 2, hasMultiplier: power >= 10_000, digitCount: 0)
        }
        // 上百万, 近千万
        guard power < 10_000, text.code(at: start - 1) == 0x4E0A || text.code(at: start - 1) == 0x8FD1, next == 0x4E07
        else { return nil }
        return WrittenNumber(
            value: power * 10_000, characters: start..<start + 2, hasMultiplier: true, digitCount: 0)
    }

    /// The value of one digit, in ASCII or as a Chinese numeral.
    static func digit(_ code: UInt32) -> Int? {
        isDigit(code) ? Int(code - 0x30) : hanValue(code)
    }

    static func hanValue(_ code: UInt32) -> Int? {
        CharacterTraits.isSaidOneByOne(code) ? nil : CharacterTraits.hanNumeral(code).map(Int.init)
    }
}
