import FenceDetection
import FenceModel

/// Reads volumes and prices from a message that has other signals.
struct QuantityReader {
    let text: FoldedText
    /// The message's bytes as decoded.
    let bytes: UnsafeBufferPointer<UInt8>
    /// Added to spans: where the segment begins in the message.
    let base: Int
    /// Of prices that name no currency: yuan where the text holds Chinese, else dollars.
    let plainCurrency: Price.Currency

    var volumes: [Located<Volume>] = []
    var prices: [Located<Price>] = []
    /// Numbers that say nothing by themselves of what they are.
    var bare: [WrittenNumber] = []
    /// The least that is sold or wanted: 100套起.
    var minima: [Located<Volume>] = []

    /// The bare number that is guessed to be the volume.
    var guessedNumber: WrittenNumber?

    /// Where the last number ended that is money of another kind.
    private var passed = -1

    init(text: FoldedText, bytes: UnsafeBufferPointer<UInt8>, base: Int) {
        self.text = text
        self.bytes = bytes
        self.base = base
        plainCurrency = (0..<text.count).contains { text.isHan(at: $0) } ? .cny : .usd
    }

    /// How many quantities of a message are kept: a list of a thousand prices says no more than its first hundred.
    private static let maximum = 100

    /// - Parameter isTaken: whether a character belongs to a finding, whose digits are no quantity.
    mutating func read(isTaken: (Int) -> Bool) {
        var index = 0
        while index < text.count, volumes.count + prices.count < Self.maximum {
            guard NumberReader.mayBegin(text.code(at: index)), !isTaken(index), beginsNumber(at: index),
                let number = NumberReader.number(in: text, at: index)
            else {
                index += 1
                continue
            }
            if holdsLongNumber(number.characters) {
                index = number.characters.upperBound
            } else if let end = readPrice(number) ?? passOver(number) ?? readVolume(number) {
                index = max(end, number.characters.upperBound)
            } else {
                if bare.count < Self.maximum { bare.append(number) }
                index = number.characters.upperBound
            }
        }
    }

    /// Whether so many digits stand in a row that they are somebody's number, whatever sign of money stands before it.
    private func holdsLongNumber(_ characters: Range<Int>) -> Bool {
        guard characters.count >= HiddenShapes.fewestDigits else { return false }
        var digits = 0
        for index in characters {
            digits = NumberReader.isDigit(text.code(at: index)) ? digits + 1 : 0
            if digits >= HiddenShapes.fewestDigits { return true }
        }
        return false
    }

    private func beginsNumber(at index: Int) -> Bool {
        let before = text.code(at: index - 1)
        if NumberReader.isDigit(text.code(at: index)) {
            // Letters before a digit make a word of both: d4t4b4s3, covid19.
            return !NumberReader.isDigit(before)
                && (!text.isLetter(at: index - 1) || UnitWords.gluedSign.word(in: text, endingAt: index) != nil)
                && !(before == 0x2E && NumberReader.isDigit(text.code(at: index - 2)))
        }
        if text.code(at: index) == 0x2E {
            // .002, but neither 3.002 nor a.002.
            return !NumberReader.isDigit(before) && before != 0x2E && !text.isLetter(at: index - 1)
        }
        return true
    }

    /// - – ~ 到 至
    private static let spanMarks: Set<UInt32> = [0x2D, 0x2013, 0x7E, 0x5230, 0x81F3]

    /// Where a number ends that is money of another kind: what people own, earn, owe or leave as a deposit.
    private mutating func passOver(_ number: WrittenNumber) -> Int? {
        guard let end = ownMoney(number) else { return nil }
        passed = end
        return end
    }

    private func ownMoney(_ number: WrittenNumber) -> Int? {
        let after = skippingSpaces(from: number.characters.upperBound)
        guard UnitWords.count.word(in: text, at: after) == nil else { return nil }
        let before = skippingSpaces(before: number.characters.lowerBound)
        if UnitWords.ownedLabel.word(in: text, endingAt: before) != nil { return number.characters.upperBound }
        // balances 3k-40k: the second number of a span is of the first one's kind.
        if number.characters.lowerBound == passed + 1, Self.spanMarks.contains(text.code(at: passed)) {
            return number.characters.upperBound
        }
        guard number.hasMultiplier,
            let more = UnitWords.thresholdSuffix.word(in: text, at: number.characters.upperBound),
            UnitWords.period.word(in: text, endingAt: before) == nil
        else { return nil }
        return more.end
    }

    // MARK: - Places

    func skippingSpaces(from index: Int) -> Int {
        var index = index
        while text.code(at: index) == 0x20 { index += 1 }
        return index
    }

    func skippingSpaces(before index: Int) -> Int {
        var index = index
        while text.code(at: index - 1) == 0x20 || text.code(at: index - 1) == 0x3A { index -= 1 }
        return index
    }

    /// Whether what follows counts places, times or the like: Chinese right behind the number, other words past a blank too.
    func countsOther(_ number: WrittenNumber) -> Bool {
        let end = number.characters.upperBound
        let after = skippingSpaces(from: end)
        return (after == end || !text.isHan(at: after))
            && UnitWords.otherCount.word(in: text, at: after) != nil
    }

    func isYear(_ number: WrittenNumber) -> Bool {
        number.digitCount == 4 && !number.hasMultiplier && (1_900...2_040).contains(number.value)
    }

    /// 2026-2027届
    func isSpanOfYears(_ number: WrittenNumber) -> Bool {
        let end = number.characters.upperBound
        guard isYear(number), text.code(at: end) == 0x2D, let next = NumberReader.number(in: text, at: end + 1) else {
            return false
        }
        return isYear(next)
    }

    /// Whether a number stands by itself at the end of what is said: before a mark, a line's end or the text's.
    func endsClause(at index: Int) -> Bool {
        switch text.code(at: index) {
        case 0x2C, 0x2E, 0x3B, 0x0A, 0x21, 0x3F, 0x28, 0x29, 0x3002, 0x3001, 0x7C, 0x40: true
        default: index >= text.count
        }
    }

    func written(_ characters: Range<Int>) -> String {
        String(decoding: bytes[text.origin(of: characters)], as: UTF8.self)
    }

    func located<Value>(_ value: Value, at characters: Range<Int>) -> Located<Value> {
        let origin = text.origin(of: characters)
        return Located(
            value: value, span: TextSpan(start: base + origin.lowerBound, end: base + origin.upperBound),
            characters: characters)
    }

    /// A number of records or bytes; nil for one that nothing has so many of, as 五十亿亿: sums of them must not overflow.
    static func count(_ value: Double) -> Int? {
        value < mostCounted ? Int(exactly: value.rounded()) : nil
    }

    private static let mostCounted = 1e16
}
