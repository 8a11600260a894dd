import FenceDetection
import FenceModel

/// What the numbers of an advertisement are that names no unit and no currency: 车主名单 64000 杭州 900.
///
/// They do not make a message an advertisement; they only say how much one offers, and for what.
extension QuantityReader {
    private static let leastRecords = 1_000.0
    private static let leastOfWhole = 10.0
    private static let mostOfWhole = 30_000.0
    private static let mostOfRecord = 30.0

    /// Numbers that everybody calls, the railway's site, those that are names of mail hosts, and what a lost page says.
    private static let namedNumbers: Set<Double> = [
        10_000, 10_010, 10_086, 12_306, 12_315, 12_345, 12_377, 126, 163, 404,
    ]

    /// Forms of the American tax office.
    private static let forms: Set<Double> = [1_040, 1_099, 1_095, 5_106]

    /// The largest number that nothing else explains, where no volume is written out.
    ///
    /// - Parameter isLookup: whether somebody is looked up: no records are sold then.
    mutating func guessVolume(isLookup: Bool) -> Located<Volume>? {
        guard volumes.isEmpty, !isLookup else { return nil }
        if let least = minima.first(where: { !isPriced($0) }) { return least }
        if let people = bare.first(where: { countedEnd($0) != nil }), let end = countedEnd(people) {
            let characters = people.characters.lowerBound..<end
            return located(
                Volume(records: Self.count(people.value), bytes: nil, period: nil, text: written(characters)),
                at: characters)
        }
        let candidates = bare.indices.filter { mayCountRecords(bare[$0]) || isSpoken(bare[$0]) }
        guard let largest = candidates.max(by: { bare[$0].value < bare[$1].value }) else { return nil }
        let number = bare.remove(at: largest)
        guessedNumber = number
        return located(
            Volume(records: Self.count(number.value), bytes: nil, period: nil, text: written(number.characters)),
            at: number.characters)
    }

    /// 五万条以上5毛: a step of a price list.
    private func isPriced(_ volume: Located<Volume>) -> Bool {
        prices.contains { (0...4).contains($0.characters.lowerBound - volume.characters.upperBound) }
    }

    /// Where the noun ends that a number counts past a few words: 650 fresh US fullz.
    private func countedEnd(_ number: WrittenNumber) -> Int? {
        guard number.digitCount > 0, number.value >= Self.leastCounted, !isYear(number),
            number.value == number.value.rounded(),
            text.code(at: number.characters.upperBound) == 0x20, number.characters.upperBound > 0
        else { return nil }
        let place = skippingSpaces(before: number.characters.lowerBound)
        guard UnitWords.trialLabel.word(in: text, endingAt: place) == nil,
            UnitWords.minimumLabel.word(in: text, endingAt: place) == nil
        else { return nil }
        let before = text.code(at: number.characters.lowerBound - 1)
        guard before == 0x20 || before == 0 || before == 0x0A || before == 0x7E else { return nil }
        var index = number.characters.upperBound
        for _ in 0...Self.mostBetween {
            guard text.code(at: index) == 0x20 else { return nil }
            index += 1
            if let noun = UnitWords.countedNoun.word(in: text, at: index) { return noun.end }
            if let noun = UnitWords.count.word(in: text, at: index), text.isLetter(at: index) { return noun.end }
            guard CharacterTraits.isASCIILetter(text.code(at: index)), UnitWords.joints.word(in: text, at: index) == nil
            else { return nil }
            while CharacterTraits.isASCIILetter(text.code(at: index)) { index += 1 }
        }
        return nil
    }

    private static let leastCounted = 20.0
    /// Most words between a number and what it counts.
    private static let mostBetween = 3

    /// 名册九千八, 四千 两毛五: so many where the price is known.
    private func isSpoken(_ number: WrittenNumber) -> Bool {
        !prices.isEmpty && number.digitCount == 0 && number.value >= Self.leastRecords && standsAlone(number)
            && (endsClause(at: number.characters.upperBound) || text.code(at: number.characters.upperBound) == 0x20)
    }

    private func mayCountRecords(_ number: WrittenNumber) -> Bool {
        guard number.value >= Self.leastRecords, number.value == number.value.rounded(),
            (4...7).contains(number.digitCount),
            !number.hasMultiplier, !isYear(number), !Self.namedNumbers.contains(number.value),
            !Self.forms.contains(number.value),
            UnitWords.minimumLabel.word(in: text, endingAt: skippingSpaces(before: number.characters.lowerBound))
                == nil,
            text.code(at: number.characters.lowerBound - 1) != 0x8D77
        else { return false }
        // An account is no round number, and has no commas.
        let isRound =
            number.digitCount <= 5 || number.value.truncatingRemainder(dividingBy: 100) == 0
            || number.characters.count > number.digitCount
        return isRound && standsAlone(number)
    }

    /// - Returns: a price by the record where it is as small, else for the whole or for one question.
    mutating func guessPrice(isLookup: Bool) -> Located<Price>? {
        guard prices.isEmpty else {
            addFirstOfList()
            return nil
        }
        // Last what was taken for a volume: whoever looks people up has none.
        for number in bare + (guessedNumber.map { [$0] } ?? []) {
            let isFraction = number.value != number.value.rounded() && number.value < Self.mostOfRecord
            guard standsAlone(number), !Self.namedNumbers.contains(number.value),
                !number.hasMultiplier || number.digitCount == 0 && number.value < 10_000
            else {
                continue
            }
            let isWhole =
                (Self.leastOfWhole...Self.mostOfWhole).contains(number.value)
                // 骗一赔十 and 前十 are no prices.
                && (number.digitCount > 0 || number.characters.count > 1)
                && !isYear(number) && endsSaying(number, isLookup: isLookup)
            guard isFraction || isWhole else { continue }
            let isOfQuery = isLookup || number.characters == guessedNumber?.characters
            let unit: Price.Unit? = isFraction ? .record : isOfQuery ? .query : nil
            return located(
                Price(amount: number.value, currency: plainCurrency, unit: unit, text: written(number.characters)),
                at: number.characters)
        }
        return nil
    }

    /// 昨日申请 0.8, 三天内 0.5元: the first price of a list, which names no currency.
    private mutating func addFirstOfList() {
        guard let first = prices.map(\.characters.lowerBound).min(),
            let number = bare.first(where: {
                $0.characters.upperBound <= first && $0.value != $0.value.rounded() && $0.value < Self.mostOfRecord
                    && endsClause(at: $0.characters.upperBound) && standsAlone($0)
            })
        else { return }
        let price = Price(
            amount: number.value, currency: plainCurrency, unit: .record, text: written(number.characters))
        prices.insert(located(price, at: number.characters), at: 0)
    }

    /// Whether a number has blanks, marks or the ends of the text on both sides, or Chinese before it.
    private func standsAlone(_ number: WrittenNumber) -> Bool {
        let preceding = skippingSpaces(before: number.characters.lowerBound)
        if UnitWords.trialLabel.word(in: text, endingAt: preceding) != nil { return false }
        let before = text.code(at: number.characters.lowerBound - 1)
        let after = text.code(at: number.characters.upperBound)
        if CharacterTraits.isASCIILetter(before) || CharacterTraits.isASCIILetter(after) || NumberReader.isDigit(after)
        {
            return false
        }
        switch before {
        // * - / _ # . + % & 第 率
        case 0x2A, 0x2D, 0x2F, 0x5F, 0x23, 0x2E, 0x2B, 0x25, 0x26, 0x7B2C, 0x7387: return false
        case 0x5230, 0x81F3:  // 80到300, but 出到两千
            if NumberReader.digit(text.code(at: number.characters.lowerBound - 2)) != nil { return false }
        case 0x9F84: return false  // 龄
        default: break
        }
        switch after {
        case 0x2A, 0x2D, 0x2F, 0x5F, 0x25, 0x3A, 0x7E, 0x2B: return false
        case 0x2E: return !NumberReader.isDigit(text.code(at: number.characters.upperBound + 1))
        case 0x8D77, 0x4E00, 0x67E5, 0x770B, 0x8D70, 0x5168, 0x62FF: return true  // 起 一 查 看 走 全 拿
        default:
            return !CharacterTraits.isHan(after) || number.digitCount >= 4
                || UnitWords.payingSuffix.word(in: text, at: number.characters.upperBound) != nil
        }
    }

    /// Whether a mark, a blank before another saying or the text's end stands behind, or what one gets for it.
    private func endsSaying(_ number: WrittenNumber, isLookup: Bool) -> Bool {
        let end = number.characters.upperBound
        if endsClause(at: end) || text.code(at: end) == 0x8D77 || UnitWords.payingSuffix.word(in: text, at: end) != nil
        {
            return true
        }
        if isLookup, text.isHan(at: end) { return true }
        // In English a number before a word counts it: 20 targets, 45 today.
        if CharacterTraits.isASCIILetter(text.code(at: end + 1)), text.code(at: end) == 0x20, plainCurrency == .usd {
            return UnitWords.priceSuffix.word(in: text, at: end + 1) != nil
        }
        return text.code(at: end) == 0x20 && !countsOther(number)
    }
}
