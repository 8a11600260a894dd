import FenceDetection

/// Reads numbers in Chinese numerals from folded text: `五十万`, `一千六百多`, `零点八`, `卅万`, spaced out or not.
enum HanNumber {
    static let many: UInt32 = 0x591A
    private static let ten: UInt32 = 0x5341
    private static let half: UInt32 = 0x534A
    private static let point: UInt32 = 0x70B9

    /// Most numerals of a number.
    private static let mostNumerals = 32

    /// Whether a character that is no digit may begin a number: 十 廿 卅 半.
    static func opens(_ code: UInt32) -> Bool {
        code == ten || code == 0x5EFF || code == 0x5345 || code == half
    }

    /// 百, 千 or 万.
    static func power(_ code: UInt32) -> Double? {
        switch code {
        case 0x767E, 0x4F70: 100
        case 0x5343, 0x4EDF: 1_000
        case 0x4E07: 10_000
        default: nil
        }
    }

    private struct State {
        var total = 0.0
        var section = 0.0
        var digit: Double?
        var hasMultiplier = false
        var isHalf = false
        // The unit that stood right before the digit: in 四万五 and 九千八 the last digit counts its tenths.
        var unitBefore = 0.0

        mutating func add(_ factor: Double, unit: Double) {
            section += (digit ?? 1) * factor
            digit = nil
            unitBefore = unit
        }

        /// - Returns: false where nothing stands before 万 or 亿.
        mutating func close(with scale: Double) -> Bool {
            let part = section + (digit ?? 0)
            guard part > 0 || total > 0 else { return false }
            total = part > 0 ? total + part * scale : total * scale
            (section, digit, unitBefore) = (0, nil, scale)
            hasMultiplier = true
            return true
        }
    }

    static func number(in text: FoldedText, at start: Int) -> WrittenNumber? {
        // 几十万 and 数百万 say no amount.
        if opens(text.code(at: start)), text.code(at: start - 1) == 0x51E0 || text.code(at: start - 1) == 0x6570 {
            return nil
        }
        if let decimal = decimal(in: text, at: start) { return decimal }
        let isSpaced = isSpaced(in: text, at: start)
        var index = start
        var state = State()
        loop: while index - start <= mostNumerals {
            if isSpaced, index > start {
                guard text.code(at: index) == 0x20, isNumeral(text.code(at: index + 1)) else { break loop }
                index += 1
            }
            let code = text.code(at: index)
            if let value = NumberReader.hanValue(code) {
                if value == 0 { state.unitBefore = 0 }
                if value == 1, state.digit != nil, isOneOf(in: text, at: index) {
                    // 二十五一条 is 25 each.
                    break loop
                }
                state.digit = Double(value)
            } else {
                switch code {
                case half where state.digit == nil && state.section == 0: (state.digit, state.isHalf) = (0.5, true)
                case ten, 0x62FE: state.add(10, unit: 0)
                case 0x5EFF, 0x5345:  // 廿 卅
                    state.digit = nil
                    state.add(code == 0x5345 ? 30 : 20, unit: 0)
                case 0x767E, 0x4F70: state.add(100, unit: 100)
                case 0x5343, 0x4EDF: state.add(1_000, unit: 1_000)
                case many where index > start, 0x51E0 where index > start: break
                case 0x6765 where index > start && text.code(at: index + 1) == 0x4E07: break  // 三十来万
                case 0x4E07, 0x4EBF:
                    guard state.close(with: code == 0x4E07 ? 10_000 : 100_000_000) else { break loop }
                default: break loop
                }
            }
            index += 1
        }
        guard index > start, index - start <= mostNumerals else { return nil }
        if let end = NumberReader.myriads(in: text, at: index), state.total == 0, state.close(with: 10_000) {
            index = end
        }
        return finished(state, in: text, start..<index)
    }

    private static func finished(_ state: State, in text: FoldedText, _ characters: Range<Int>) -> WrittenNumber? {
        var state = state
        var end = characters.upperBound
        if state.digit == 1, state.section > 0, text.code(at: end - 1) == 0x4E00, isOneOf(in: text, at: end - 1) {
            // 五十一次 is 50 each time.
            state.digit = nil
            end -= 1
        }
        if let tenths = state.digit, state.unitBefore > 0 { state.digit = tenths * state.unitBefore / 10 }
        let value = state.total + state.section + (state.digit ?? 0)
        guard value > 0, !state.isHalf || state.hasMultiplier || isHalfPrice(in: text, at: end) else { return nil }
        return WrittenNumber(
            value: value, characters: characters.lowerBound..<end,
            hasMultiplier: state.hasMultiplier || state.section > 0, digitCount: 0)
    }

    /// Whether 一 stands before what is counted by the piece.
    private static func isOneOf(in text: FoldedText, at index: Int) -> Bool {
        UnitWords.per.word(in: text, at: text.code(at: index + 1) == 0x20 ? index + 2 : index + 1) != nil
    }

    /// 半块钱一条, 半U一个: half of a coin for each.
    private static func isHalfPrice(in text: FoldedText, at end: Int) -> Bool {
        guard let money = UnitWords.money.word(in: text, at: end) else { return false }
        let next = text.code(at: money.end)
        return next == 0x4E00 || next == 0x2F || next == 0x6BCF
    }

    /// 零点八: not 八点三十, which is a time.
    private static func decimal(in text: FoldedText, at start: Int) -> WrittenNumber? {
        guard text.code(at: start + 1) == point, let whole = NumberReader.hanValue(text.code(at: start)) else {
            return nil
        }
        var index = start + 2
        var value = Double(whole)
        var place = 0.1
        while let digit = NumberReader.hanValue(text.code(at: index)), index - start < mostNumerals {
            if digit == 1, index > start + 2, isOneOf(in: text, at: index) { break }
            value += Double(digit) * place
            place /= 10
            index += 1
        }
        // 十 分 刻 半 钟 end a time of the day.
        switch text.code(at: index) {
        case ten, 0x5206, 0x523B, half, 0x949F: return nil
        default: break
        }
        guard index > start + 2, value > 0 else { return nil }
        var number = WrittenNumber(
            value: (value * 1e9).rounded() / 1e9, characters: start..<index, hasMultiplier: false, digitCount: 0)
        guard text.code(at: index) == 0x4E07 else { return number }
        number.value *= 10_000
        number.hasMultiplier = true
        number.characters = start..<index + 1
        return number
    }

    // MARK: - Spaced out

    /// Whether each character stands apart from the next, as in 一 口 价 贰 万.
    private static func isSpaced(in text: FoldedText, at start: Int) -> Bool {
        text.code(at: start + 1) == 0x20 && isNumeral(text.code(at: start + 2)) && text.code(at: start - 1) == 0x20
            && text.code(at: start - 3) == 0x20 && text.code(at: start + 3) == 0x20
    }

    private static func isNumeral(_ code: UInt32) -> Bool {
        NumberReader.hanValue(code) != nil || power(code) != nil || code == ten || code == 0x4EBF
    }
}
