import FenceDetection
import FenceModel

/// Reads volumes and prices from a message that has other signals.
struct QuantityReader {
    let text: FoldedText
    /// The message's bytes as decoded.
    let bytes: UnsafeBufferPointer<UInt8>
    /// Added to spans: where the segment begins in the message.
    let base: Int

    private(set) var volumes: [Located<Volume>] = []
    private(set) var prices: [Located<Price>] = []

    init(text: FoldedText, bytes: UnsafeBufferPointer<UInt8>, base: Int) {
        self.text = text
        self.bytes = bytes
        self.base = base
    }

    /// How many quantities of a message are kept: a list of a thousand prices says no more than its first hundred.
    private static let maximum = 100

    /// - Parameter isTaken: whether a character belongs to a finding, whose digits are no quantity.
    mutating func read(isTaken: (Int) -> Bool) {
        var index = 0
        while index < text.count, volumes.count + prices.count < Self.maximum {
            guard !isTaken(index), beginsNumber(at: index), let number = NumberReader.number(in: text, at: index) else {
                index += 1
                continue
            }
            if let end = readPrice(number) ?? readVolume(number) {
                index = max(end, number.characters.upperBound)
            } else {
                index = number.characters.upperBound
            }
        }
    }

    /// A number right behind a thing that can be looked up is its price: 户籍200 机主100.
    mutating func readMenu(_ items: [Range<Int>], isTaken: (Int) -> Bool) {
        var found: [Located<Price>] = []
        for item in items {
            let start = text.code(at: item.upperBound) == 0x20 ? item.upperBound + 1 : item.upperBound
            guard !isTaken(start), let number = NumberReader.number(in: text, at: start), !number.hasMultiplier,
                number.value >= 20, number.value <= 5_000,
                UnitWords.count.word(in: text, at: number.characters.upperBound) == nil,
                !(text.code(at: number.characters.upperBound) &- 0x61 < 26),
                !prices.contains(where: { $0.characters.overlaps(number.characters) }),
                !volumes.contains(where: { $0.characters.overlaps(number.characters) })
            else { continue }
            found.append(
                Located(
                    value: Price(amount: number.value, currency: .cny, unit: .query, text: written(number.characters)),
                    span: span(of: number.characters), characters: number.characters))
        }
        guard found.count + prices.count >= 2 else { return }
        prices = (prices + found).sorted { $0.characters.lowerBound < $1.characters.lowerBound }
    }

    private func beginsNumber(at index: Int) -> Bool {
        let before = text.code(at: index - 1)
        if NumberReader.isDigit(text.code(at: index)) {
            // Letters before a digit make a word of both: d4t4b4s3, covid19.
            return !NumberReader.isDigit(before) && !(before &- 0x61 < 26)
                && !(before == 0x2E && NumberReader.isDigit(text.code(at: index - 2)))
        }
        return true
    }

    private func skippingSpaces(from index: Int) -> Int {
        var index = index
        while text.code(at: index) == 0x20 { index += 1 }
        return index
    }

    private func skippingSpaces(before index: Int) -> Int {
        var index = index
        while text.code(at: index - 1) == 0x20 || text.code(at: index - 1) == 0x3A { index -= 1 }
        return index
    }

    // MARK: - Prices

    /// - Returns: where the price ends, or nil where the number is none.
    private mutating func readPrice(_ number: WrittenNumber) -> Int? {
        let before = skippingSpaces(before: number.characters.lowerBound)
        let after = skippingSpaces(from: number.characters.upperBound)
        var start = number.characters.lowerBound
        var end = number.characters.upperBound
        var amount = number.value
        var currency: Price.Currency?
        if let sign = UnitWords.moneySign.word(in: text, endingAt: before) {
            currency = sign.meaning
            start = sign.start
            if let money = UnitWords.money.word(in: text, at: after), money.meaning.currency != sign.meaning,
                sign.meaning == .usd
            {
                // `$350 XMR`: priced in dollars, paid in coins.
                end = money.end
            }
        } else if let money = UnitWords.money.word(in: text, at: after), !isMeasure(money.meaning, at: after) {
            currency = money.meaning.currency
            amount *= money.meaning.factor
            end = money.end
            // 1块5, 3元5: the digit behind is tenths.
            if money.meaning.currency == .cny, let tenth = NumberReader.digit(text.code(at: end)),
                NumberReader.digit(text.code(at: end + 1)) == nil || text.code(at: end + 1) == 0x4E00,
                UnitWords.count.word(in: text, at: end + 1) == nil
            {
                // 块二一条 is 1.2 a piece, 块一条 is 1 a piece.
                if tenth != 1 || NumberReader.isDigit(text.code(at: end)) || perUnit(behind: end) == nil {
                    amount += Double(tenth) * money.meaning.factor / 10
                    end += 1
                }
            }
        }
        var unit: Price.Unit?
        if let (meaning, unitEnd) = perUnit(behind: end) {
            unit = meaning
            // `0.3/条` names no currency, and nobody writes a volume so.
            let divider = text.code(at: skippingSpaces(from: end))
            if currency == nil, [0x2F, 0x4E00, 0x6BCF].contains(divider), !number.isLarge {
                currency = .cny
            }
            if currency != nil { end = unitEnd }
        }
        if currency == nil, !number.hasMultiplier, UnitWords.priceLabel.word(in: text, endingAt: before) != nil,
            UnitWords.count.word(in: text, at: after) == nil, number.value > 0, number.digitCount <= 6
        {
            currency = .cny
        }
        if currency == nil, !number.hasMultiplier, number.digitCount > 0, number.digitCount <= 5, number.value >= 10,
            let suffix = UnitWords.batchSuffix.word(in: text, at: after)
        {
            currency = .cny
            unit = suffix.meaning
        }
        // 一次六百, 单次80: what it is for stands before.
        if currency == nil, !number.isLarge, number.value >= 5, UnitWords.count.word(in: text, at: after) == nil,
            let label = UnitWords.eachLabel.word(in: text, endingAt: before), !continuesWord(at: after)
        {
            currency = .cny
            unit = label.meaning
            start = label.start
        }
        guard let currency else { return nil }
        if unit == nil, let label = UnitWords.perLabel.word(in: text, endingAt: skippingSpaces(before: start)) {
            unit = label.meaning
            start = label.start
        }
        let characters = start..<end
        prices.append(
            Located(
                value: Price(
                    amount: (amount * 1e8).rounded() / 1e8, currency: currency, unit: unit, text: written(characters)),
                span: span(of: characters), characters: characters))
        return end
    }

    /// Whether what follows a number may be what it counts.
    private func continuesWord(at index: Int) -> Bool {
        let code = text.code(at: index)
        return (0x4E00...0x9FFF).contains(code) || code &- 0x61 < 26 || code == 0x25 || code == 0x2E
    }

    /// 米 and 块 also measure; 分 also counts. What follows tells.
    private func isMeasure(_ money: UnitWords.Money, at index: Int) -> Bool {
        let code = text.code(at: index)
        let next = text.code(at: index + 1)
        if code == 0x7C73 { return !(next == 0x2F || next == 0x4E00) }  // 米
        if code == 0x5143, next == 0x65E6 { return true }  // 元旦
        if code == 0x6BDB, [0x7EBF, 0x7403, 0x7B14, 0x8863, 0x5DFE].contains(next) { return true }
        if code == 0x6B27, next != 0x5143, next != 0x2F { return [0x6D32, 0x7F8E, 0x76DF].contains(next) }
        return false
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

    // MARK: - Volumes

    private mutating func readVolume(_ number: WrittenNumber) -> Int? {
        let after = skippingSpaces(from: number.characters.upperBound)
        let before = skippingSpaces(before: number.characters.lowerBound)
        var end = number.characters.upperBound
        var records: Int?
        var bytes: Int?
        // Not 5t6, as the random characters around reposted advertisements may be.
        if let size = UnitWords.size.word(in: text, at: after), !number.hasMultiplier,
            !NumberReader.isDigit(text.code(at: size.end))
        {
            bytes = Int(exactly: (number.value * size.meaning).rounded())
            end = size.end
        } else if let unit = UnitWords.count.word(in: text, at: after) {
            guard number.value >= (unit.meaning ? 20 : 100) || number.hasMultiplier, number.digitCount <= 10 else {
                return nil
            }
            records = Int(exactly: number.value.rounded())
            end = unit.end
        } else if number.value >= 100, number.digitCount <= 8,
            UnitWords.period.word(in: text, endingAt: before) != nil
        {
            records = Int(exactly: number.value.rounded())
            if text.code(at: end) == 0x2B { end += 1 }
        } else if number.hasMultiplier, number.value >= 1_000, isBareVolume(number, after: after) {
            records = Int(exactly: number.value.rounded())
        }
        guard records != nil || bytes != nil else { return nil }
        if UnitWords.minimum.word(in: text, at: skippingSpaces(from: end)) != nil { return end }
        var start = number.characters.lowerBound
        var period: Volume.Period?
        if let prefix = UnitWords.period.word(in: text, endingAt: before) {
            period = prefix.meaning
            start = prefix.start
        } else if let suffix = UnitWords.perPeriod.word(in: text, at: skippingSpaces(from: end)) {
            period = suffix.meaning
            end = suffix.end
        }
        let characters = start..<end
        volumes.append(
            Located(
                value: Volume(records: records, bytes: bytes, period: period, text: written(characters)),
                span: span(of: characters), characters: characters))
        return end
    }

    /// A number with 万, w, k, 亿 … and no unit counts records unless something else is measured so.
    private func isBareVolume(_ number: WrittenNumber, after: Int) -> Bool {
        let next = text.code(at: after)
        let others: Set<UInt32> = [
            0x6B69, 0x5B57, 0x5C81, 0x516C, 0x7C73, 0x5E73, 0x5E74, 0x5EA6, 0x7EA7, 0x8F86, 0x53F0, 0x65A4, 0x91CC,
            0x6B21,
            0x8BCD, 0x70B9, 0x5929, 0x79D2, 0x5C0F, 0x8F66, 0x6B65,
        ]
        return !others.contains(next)
    }

    private func written(_ characters: Range<Int>) -> String {
        String(decoding: bytes[text.origin(of: characters)], as: UTF8.self)
    }

    private func span(of characters: Range<Int>) -> TextSpan {
        let origin = text.origin(of: characters)
        return TextSpan(start: base + origin.lowerBound, end: base + origin.upperBound)
    }
}
