import FenceDetection
import FenceModel

extension QuantityReader {
    /// A number of records or bytes that a trial is not larger than.
    private static let mostOfTrial = 500.0

    /// A number behind 一共 that is no smaller counts records, whatever it names.
    private static let leastTotal = 100.0

    /// Fewer in Chinese numerals are a manner of speaking.
    private static let leastNumerals = 20.0

    /// - Returns: where the volume ends, or nil where the number is none.
    mutating func readVolume(_ number: WrittenNumber) -> Int? {
        let after = afterVagueness(number)
        let before = skippingSpaces(before: number.characters.lowerBound)
        var end = number.characters.upperBound
        var records: Int?
        var bytes: Int?
        if countsOther(number) { return end }
        let period = period(before: before)
        // Not 5t6, as the random characters around reposted advertisements may be.
        if let size = UnitWords.size.word(in: text, at: after), !number.hasMultiplier,
            !NumberReader.isDigit(text.code(at: size.end))
        {
            bytes = Self.count(number.value * size.meaning)
            end = size.end
        } else if let unit = UnitWords.count.word(in: text, at: after) ?? wholeCount(number, at: after) {
            // 十个 and 六套 are said of anything.
            let least = number.digitCount == 0 ? max(unit.meaning, Self.leastNumerals) : unit.meaning
            guard number.value >= least, number.digitCount <= 10 else { return nil }
            if isTrial(number, before: before) || isBought(number) { return unit.end }
            records = Self.count(number.value)
            end = unit.end
        } else if number.value >= 100, number.digitCount <= 8, period != nil || periodBehind(end) != nil {
            records = Self.count(number.value)
            if text.code(at: end) == 0x2B { end += 1 }
        } else if number.value >= Self.leastTotal, number.digitCount <= 8, endsClause(at: after),
            UnitWords.totalLabel.word(in: text, endingAt: before) != nil
        {
            records = Self.count(number.value)
        } else if number.hasMultiplier, number.value >= (number.digitCount > 0 ? 1_000 : 10_000),
            isBareVolume(number, after: after)
        {
            records = Self.count(number.value)
        }
        guard records != nil || bytes != nil else { return nil }
        if isLeastSold(number, before: before, end: end) { return end }
        if period == nil, UnitWords.thresholdSuffix.word(in: text, at: end) != nil {
            let characters = number.characters.lowerBound..<end
            let volume = Volume(records: records, bytes: bytes, period: nil, text: written(characters))
            if number.value > Self.mostOfTrial { minima.append(located(volume, at: characters)) }
            return end
        }
        var start = number.characters.lowerBound
        var per: Volume.Period?
        if let period {
            per = period.meaning
            start = period.start
        } else if let total = UnitWords.totalLabel.word(in: text, endingAt: before) {
            // Kept in the text, which tells it from the amounts that it is the sum of.
            start = total.start
        } else if let suffix = periodBehind(end) {
            per = suffix.meaning
            end = suffix.end
        }
        let characters = start..<end
        volumes.append(
            located(Volume(records: records, bytes: bytes, period: per, text: written(characters)), at: characters))
        return end
    }

    private func wholeCount(_ number: WrittenNumber, at index: Int) -> (meaning: Double, end: Int)? {
        guard let unit = UnitWords.wholeCount.word(in: text, at: index), !text.isHan(at: unit.end), !isYear(number)
        else { return nil }
        return unit
    }

    /// Behind a number, past 多, 余, 来, 几 before what is counted: 1600多户.
    private func afterVagueness(_ number: WrittenNumber) -> Int {
        let after = skippingSpaces(from: number.characters.upperBound)
        switch text.code(at: after) {
        case 0x591A, 0x4F59, 0x6765, 0x51E0, 0x2B: return skippingSpaces(from: after + 1)
        default: return after
        }
    }

    /// 日更2千; and 日3k, where 日 is no date's: 5日.
    private func period(before: Int) -> (meaning: Volume.Period, start: Int)? {
        if let period = UnitWords.period.word(in: text, endingAt: before) { return period }
        let code = text.code(at: before - 2)
        guard text.code(at: before - 1) == 0x65E5, !NumberReader.isDigit(code), !text.isHan(at: before - 2) else {
            return nil
        }
        return (.day, before - 1)
    }

    /// `/day`, `a day`, and a word further: `guests a day`.
    private func periodBehind(_ end: Int) -> (meaning: Volume.Period, end: Int)? {
        var index = skippingSpaces(from: end)
        if let period = UnitWords.perPeriod.word(in: text, at: index) { return period }
        guard text.isLetter(at: index) else { return nil }
        while text.isLetter(at: index) { index += 1 }
        return UnitWords.perPeriod.word(in: text, at: skippingSpaces(from: index))
    }

    /// 60块20条, 两块五一百张: what a price right before buys.
    private func isBought(_ number: WrittenNumber) -> Bool {
        number.value < Self.mostBought && prices.last?.characters.upperBound == number.characters.lowerBound
    }

    private static let mostBought = 1_000.0

    private func isTrial(_ number: WrittenNumber, before: Int) -> Bool {
        guard number.value <= Self.mostOfTrial else { return false }
        return UnitWords.trialLabel.word(in: text, endingAt: before) != nil
            && UnitWords.period.word(in: text, endingAt: before) == nil
    }

    /// 100套起, 满5000条, min 1k: the least that is sold says nothing of what there is; 20条试: a trial.
    private func isLeastSold(_ number: WrittenNumber, before: Int, end: Int) -> Bool {
        if UnitWords.minimum.word(in: text, at: end) != nil { return !isTriedOut(at: end, number) }
        if UnitWords.spacedMinimum.word(in: text, at: skippingSpaces(from: end)) != nil { return true }
        return UnitWords.minimumLabel.word(in: text, endingAt: before) != nil || isAddedTo(before)
    }

    /// 充1万送3千, 买5000条，再送500条: what one gets on top.
    private func isAddedTo(_ before: Int) -> Bool {
        guard text.code(at: before - 1) == 0x9001 else { return false }
        var index = before - 2
        // A blank, a comma, 就, 再 or 还.
        while [0x20, 0x2C, 0x3001, 0x3B, 0x5C31, 0x518D, 0x8FD8].contains(text.code(at: index)) { index -= 1 }
        let last = text.code(at: index)
        return NumberReader.digit(last) != nil || HanNumber.power(last) != nil
            // 条 元 块 个 u w k
            || [0x6761, 0x5143, 0x5757, 0x4E2A, 0x75, 0x77, 0x6B].contains(last)
    }

    /// 三千条试试 is an order, 20条试 a trial.
    private func isTriedOut(at end: Int, _ number: WrittenNumber) -> Bool {
        number.value > Self.mostOfTrial && text.code(at: skippingSpaces(from: end)) == 0x8BD5
    }

    /// A number with 万, w, k, 亿 … and no unit counts records unless something else is measured so.
    private func isBareVolume(_ number: WrittenNumber, after: Int) -> Bool {
        guard after == number.characters.upperBound else { return true }
        return !Self.otherMeasures.contains(text.code(at: after))
    }

    /// 步 字 岁 公 米 平 年 度 辆 台 斤 里 次 词 点 天 秒 小 车
    private static let otherMeasures: Set<UInt32> = [
        0x6B65, 0x5B57, 0x5C81, 0x516C, 0x7C73, 0x5E73, 0x5E74, 0x5EA6, 0x8F86, 0x53F0, 0x65A4, 0x91CC, 0x6B21, 0x8BCD,
        0x70B9, 0x5929, 0x79D2, 0x5C0F, 0x8F66,
    ]
}
