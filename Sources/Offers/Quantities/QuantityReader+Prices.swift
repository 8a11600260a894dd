import FenceDetection
import FenceModel

extension QuantityReader {
    /// Money beside a number.
    private struct Sum {
        var amount: Double
        var currency: Price.Currency?
        /// Money that the contract has no name for: £60.
        var isForeign = false
        var unit: Price.Unit?
        var start: Int
        var end: Int
    }

    /// - Returns: where the price ends, or nil where the number is none.
    mutating func readPrice(_ number: WrittenNumber) -> Int? {
        let before = skippingSpaces(before: number.characters.lowerBound)
        let after = skippingSpaces(from: number.characters.upperBound)
        var sum = Sum(
            amount: number.value, currency: nil, unit: nil, start: number.characters.lowerBound,
            end: number.characters.upperBound)
        readMoney(number, before: before, after: after, into: &sum)
        if isDeposit(sum) || isOwned(sum) { return sum.end }
        readUnit(number, into: &sum)
        if sum.currency == nil, !sum.isForeign { readLabels(number, before: before, after: after, into: &sum) }
        guard sum.currency != nil || sum.isForeign else { return nil }
        if sum.unit == nil, let label = UnitWords.thousandsLabel.word(in: text, endingAt: labelEnd(before: sum.start)),
            !isNumeral(before: label.start)
        {
            // What is written buys a thousand: the amount stays as it is named.
            sum.unit = .batch
            sum.start = label.start
        }
        if sum.unit == nil, let label = UnitWords.perLabel.word(in: text, endingAt: skippingSpaces(before: sum.start)) {
            sum.unit = label.meaning
            sum.start = label.start
        }
        append(sum)
        return sum.end
    }

    private mutating func append(_ sum: Sum) {
        let characters = sum.start..<sum.end
        let price = Price(
            amount: (sum.amount * 1e8).rounded() / 1e8, currency: sum.currency, unit: sum.unit,
            text: written(characters))
        prices.append(located(price, at: characters))
    }

    /// 两千条, 18万条: the number of records is another one.
    private func isNumeral(before index: Int) -> Bool {
        NumberReader.digit(text.code(at: index - 1)) != nil || HanNumber.power(text.code(at: index - 1)) != nil
            || text.code(at: index - 1) == 0x5341
    }

    // MARK: - Currencies

    private func readMoney(_ number: WrittenNumber, before: Int, after: Int, into sum: inout Sum) {
        if let sign = UnitWords.moneySign.word(in: text, endingAt: before), !isOfFormer(sign.start, before: number) {
            sum.currency = sign.meaning
            sum.start = sign.start
            if let money = UnitWords.money.word(in: text, at: after), money.meaning.currency != sign.meaning,
                sign.meaning == .usd
            {
                // `$350 XMR`: priced in dollars, paid in coins.
                sum.end = money.end
            }
            return
        }
        if let word = UnitWords.moneyWord.word(in: text, endingAt: before),
            !isNumeral(before: skippingSpaces(before: word.start)), isSumOf(word.meaning, number, after: after)
        {
            sum.currency = word.meaning
            sum.start = word.start
            return
        }
        if let sign = UnitWords.foreignSign.word(in: text, endingAt: before) {
            sum.isForeign = true
            sum.start = sign.start
            return
        }
        if text.isLetter(at: number.characters.lowerBound - 1),
            let sign = UnitWords.gluedSign.word(in: text, endingAt: number.characters.lowerBound)
        {
            sum.currency = sign.meaning
            sum.start = sign.start
            return
        }
        if number.value < 1, text.code(at: after) == 0x62,
            !CharacterTraits.isASCIIAlphanumeric(text.code(at: after + 1))
        {
            // 0.02B
            sum.currency = .btc
            sum.end = after + 1
            return
        }
        if let foreign = UnitWords.foreignMoney.word(in: text, at: after) {
            sum.isForeign = true
            sum.end = foreign.end
            return
        }
        guard let money = UnitWords.money.word(in: text, at: after) ?? cents(behind: after, before: before),
            !isMeasure(number, at: after), !isSignOfNext(after)
        else { return }
        sum.currency = money.meaning.currency
        sum.amount *= money.meaning.factor
        sum.end = money.end
        guard money.meaning.currency == .cny, let tenth = NumberReader.digit(text.code(at: sum.end)),
            NumberReader.digit(text.code(at: sum.end + 1)) == nil || text.code(at: sum.end + 1) == 0x4E00,
            UnitWords.count.word(in: text, at: sum.end + 1) == nil,
            UnitWords.thousands.word(in: text, at: sum.end) == nil,
            text.code(at: sum.end + 1) != 0x624B  // 三块二手一块
        else { return }
        // 1块5, 3元5: the digit behind is tenths. 块二一条 is 1.2 a piece, 块一条 is 1 a piece.
        if tenth != 1 || NumberReader.isDigit(text.code(at: sum.end))
            || perUnit(behind: sum.end) == nil && UnitWords.oneOf.word(in: text, at: sum.end + 1) == nil
        {
            sum.amount += Double(tenth) * money.meaning.factor / 10
            sum.end += 1
        }
    }

    /// 比特币50万条 counts records, and nobody has so many coins.
    private func isSumOf(_ currency: Price.Currency, _ number: WrittenNumber, after: Int) -> Bool {
        let isCoin = currency == .btc || currency == .eth || currency == .xmr
        return !(isCoin && number.hasMultiplier) && UnitWords.count.word(in: text, at: after) == nil
            && UnitWords.size.word(in: text, at: after) == nil
    }

    /// `1.5¥ 11`: the sign belongs to the number before it.
    private func isOfFormer(_ sign: Int, before number: WrittenNumber) -> Bool {
        NumberReader.isDigit(text.code(at: sign - 1)) && text.code(at: number.characters.lowerBound - 1) == 0x20
    }

    /// `50k $0.3`: the sign belongs to the number behind it.
    private func isSignOfNext(_ index: Int) -> Bool {
        switch text.code(at: index) {
        case 0x24, 0x20AC, 0xA5, 0xFFE5:
            // Or to a word: 12M $ubs.
            NumberReader.isDigit(text.code(at: index + 1)) || text.isLetter(at: index + 1)
        default: false
        }
    }

    /// 分 is a hundredth of a yuan only where records are counted: 按条2分, 2分一条.
    private func cents(behind index: Int, before: Int) -> (meaning: UnitWords.Money, end: Int)? {
        guard text.code(at: index) == 0x5206 else { return nil }
        guard perUnit(behind: index + 1) != nil || UnitWords.perLabel.word(in: text, endingAt: before) != nil else {
            return nil
        }
        return (UnitWords.Money(currency: .cny, factor: 0.01), index + 1)
    }

    /// 米 and 块 also measure; 分 also counts. What follows tells.
    private func isMeasure(_ number: WrittenNumber, at index: Int) -> Bool {
        let code = text.code(at: index)
        let next = text.code(at: index + 1)
        if code == 0x63, NumberReader.isDigit(next) { return true }  // 60M c0nt4cts
        // Nobody has 60k coins: 60k BTC-e users.
        if number.hasMultiplier, code == 0x62 || code == 0x65 && next == 0x74 || code == 0x78 { return true }
        if code == 0x7C73 { return !(next == 0x2F || next == 0x4E00) }  // 米
        if code == 0x5143, next == 0x65E6 { return true }  // 元旦
        if code == 0x5200, number.value == 1 {  // 砍一刀 补一刀 一刀切
            return next == 0x5207
                || [0x780D, 0x8865, 0x6345, 0x6328].contains(text.code(at: number.characters.lowerBound - 1))
        }
        if code == 0x6BDB, [0x7EBF, 0x7403, 0x7B14, 0x8863, 0x5DFE].contains(next) { return true }
        if code == 0x6B27, next != 0x5143, next != 0x2F { return [0x6D32, 0x7F8E, 0x76DF].contains(next) }
        // 长三角; 40万 u价面议
        if code == 0x89D2, text.code(at: index - 2) == 0x957F || text.code(at: index - 2) == 0x73E0 { return true }
        return next == 0x4EF7 && number.hasMultiplier
    }

    private func isDeposit(_ sum: Sum) -> Bool {
        let start = skippingSpaces(before: sum.start)
        if UnitWords.depositLabel.word(in: text, endingAt: start) != nil || isTopUp(before: start) { return true }
        return sum.currency != nil && UnitWords.depositSuffix.word(in: text, at: skippingSpaces(from: sum.end)) != nil
    }

    /// 充1万送3千, but 补充1万条.
    private func isTopUp(before start: Int) -> Bool {
        text.code(at: start - 1) == 0x5145 && !text.isHan(at: start - 2)
    }

    /// balance > 10k usd, 保费10万港币以上, and 加3块, which comes on top of a price.
    private func isOwned(_ sum: Sum) -> Bool {
        guard sum.currency != nil || sum.isForeign else { return false }
        let start = skippingSpaces(before: sum.start)
        return text.code(at: start - 1) == 0x52A0
            || sum.amount >= 1 && UnitWords.ownedSum.word(in: text, endingAt: start) != nil
            || sum.amount >= 1_000 && UnitWords.thresholdSuffix.word(in: text, at: sum.end) != nil
    }

    // MARK: - What it is for

    private func readUnit(_ number: WrittenNumber, into sum: inout Sum) {
        if let end = thousands(behind: sum.end), isSmall(number) {
            // 25/1000 and 500一万 name no currency.
            if sum.currency == nil, !sum.isForeign { sum.currency = plainCurrency }
            sum.unit = .batch
            sum.end = end
            return
        }
        guard let (meaning, unitEnd) = perUnit(behind: sum.end) else {
            if sum.currency != nil, text.code(at: sum.end) == 0x4E00,
                let one = UnitWords.oneOf.word(in: text, at: sum.end + 1)
            {
                (sum.unit, sum.end) = (one.meaning, one.end)
            }
            return
        }
        // 1,500/day are records, where no money is named.
        if sum.currency == nil, !sum.isForeign, meaning == .day,
            number.value >= (CharacterTraits.isASCIILetter(text.code(at: unitEnd - 1)) ? 100 : 1_000)
        {
            return
        }
        sum.unit = meaning
        // `0.3/条` names no currency, and nobody writes a volume so.
        let divider = text.code(at: skippingSpaces(from: sum.end))
        if sum.currency == nil, [0x2F, 0x4E00, 0x6BCF].contains(divider), !number.isLarge {
            sum.currency = plainCurrency
        }
        if sum.currency != nil || sum.isForeign { sum.end = unitEnd }
    }

    private func isSmall(_ number: WrittenNumber) -> Bool {
        !number.hasMultiplier && number.value > 0 && number.value < 10_000
    }

    /// `/1k`, `/w`, `1000个`, `一万`; a mark between, or a whole number of Chinese or Arabic digits right behind.
    private func thousands(behind end: Int) -> Int? {
        var index = skippingSpaces(from: end)
        let start = index
        var isDivided = text.code(at: index) == 0x2F || text.code(at: index) == 0x6BCF
        if isDivided {
            index = skippingSpaces(from: index + 1)
        } else if let per = Self.perWords.word(in: text, at: index) {
            isDivided = true
            index = skippingSpaces(from: per.end)
        }
        guard let count = UnitWords.thousands.word(in: text, at: index) else { return nil }
        if NumberReader.isDigit(text.code(at: count.end)) { return nil }
        let isNumbered = start == end && count.end - start >= 2
        return isDivided || isNumbered ? count.end : nil
    }

    /// Before a price, past a slash: 1000条/700元.
    private func labelEnd(before start: Int) -> Int {
        let end = skippingSpaces(before: start)
        return text.code(at: end - 1) == 0x2F || text.code(at: end - 1) == 0x3D ? skippingSpaces(before: end - 1) : end
    }

    /// `/条`, `一条`, `每条`, ` per record`.
    private func perUnit(behind end: Int) -> (Price.Unit, Int)? {
        var index = skippingSpaces(from: end)
        let code = text.code(at: index)
        if code == 0x2F || code == 0x4E00 || code == 0x6BCF || code == 0x4E2A {
            index = skippingSpaces(from: index + 1)
        } else if let word = Self.perWords.word(in: text, at: index) {
            index = skippingSpaces(from: word.end)
        } else {
            return nil
        }
        if code == 0x2F, text.code(at: index) == 0x4E00 || text.code(at: index) == 0x31 { index += 1 }
        return UnitWords.per.word(in: text, at: index).map { ($0.meaning, $0.end) }
    }

    private static let perWords = UnitTable<Bool>([("per a each", true)])

    // MARK: - Prices without a currency

    private func readLabels(_ number: WrittenNumber, before: Int, after: Int, into sum: inout Sum) {
        guard number.value > 0, UnitWords.count.word(in: text, at: after) == nil, !countsOther(number),
            // 打包一次性, 全部一手
            number.digitCount > 0 || number.value >= 10
        else { return }
        if let label = UnitWords.payLabel.word(in: text, endingAt: before), number.digitCount <= 6 {
            // 打包价一万八, budget 2k
            sum.currency = plainCurrency
            sum.unit = label.meaning
        } else if UnitWords.givenLabel.word(in: text, endingAt: before) != nil, number.value >= 50,
            number.digitCount <= 6, endsClause(at: number.characters.upperBound),
            UnitWords.period.word(in: text, endingAt: before) == nil
        {
            sum.currency = plainCurrency
        } else if number.hasMultiplier, number.digitCount > 0 || number.value >= 10_000 {
            return
        } else if UnitWords.priceLabel.word(in: text, endingAt: before) != nil, number.digitCount <= 6, !isYear(number),
            !continuesWord(number)
        {
            sum.currency = plainCurrency
        } else if number.digitCount <= 5, number.value >= (number.digitCount > 0 ? 0.01 : 10),
            let suffix = UnitWords.batchSuffix.word(in: text, at: after)
        {
            sum.currency = plainCurrency
            sum.unit = suffix.meaning
            sum.end = suffix.end
        } else if number.value >= 0.05, number.value <= 100,
            UnitWords.freshnessLabel.word(in: text, endingAt: before) != nil, !continuesWord(number)
        {
            // 实时2.8 隔夜1.2
            sum.currency = plainCurrency
            sum.unit = .record
        } else if !number.isLarge, number.value >= 5, !continuesWord(number), !isSpanOfYears(number),
            let label = UnitWords.eachLabel.word(in: text, endingAt: givenEnd(before)),
            label.meaning != .day || number.value < Self.leastOfDay
        {
            // 一次六百, 单次80, 每组给20: what it is for stands before.
            sum.currency = plainCurrency
            sum.unit = label.meaning
            sum.start = label.start
        }
    }

    /// 一天三千 are records, 一天六百 is pay.
    private static let leastOfDay = 1_000.0

    /// Before 给你, 给, 要, 卖 or 收 between what a price is for and the price.
    private func givenEnd(_ before: Int) -> Int {
        Self.givingWords.word(in: text, endingAt: before).map { skippingSpaces(before: $0.start) } ?? before
    }

    private static let givingWords = UnitTable<Bool>([("给你 给 要 卖 收 只要 算 付", true)])

    /// Whether what follows a number right behind may be what it counts.
    private func continuesWord(_ number: WrittenNumber) -> Bool {
        let index = number.characters.upperBound
        let code = text.code(at: index)
        if UnitWords.money.word(in: text, at: index) != nil || UnitWords.batchSuffix.word(in: text, at: index) != nil {
            return false
        }
        return CharacterTraits.isHan(code) && code != 0x8D77 || CharacterTraits.isASCIILetter(code) || code == 0x25
            || code == 0x2E && NumberReader.isDigit(text.code(at: index + 1))
    }
}
