/// Values of cells as people see them.
enum CellText {
    /// Longest text of a cell, in bytes: the program itself allows 32,767 characters.
    static let longest = 131_072

    /// A number written out: telephone numbers are stored as `1.38E+10`, or with a `.0` behind them.
    ///
    /// The sheet holds no more than 17 digits of a number; longer ones end in zeros, as the program shows them too.
    static func number(_ written: ArraySlice<UInt8>) -> [UInt8] {
        var cursor = ByteCursor(written)
        let isNegative = cursor.take("-")
        let whole = Array(cursor.rest.prefix { $0 &- 0x30 < 10 })
        cursor.rest = cursor.rest.dropFirst(whole.count)
        var fraction: [UInt8] = []
        if cursor.take(".") {
            fraction = Array(cursor.rest.prefix { $0 &- 0x30 < 10 })
            cursor.rest = cursor.rest.dropFirst(fraction.count)
        }
        var exponent = 0
        if cursor.takeAny(["E", "e"]) != nil {
            let isSmall = cursor.takeAny(["-", "+"]) == "-"
            guard let power = cursor.number(1...3) else { return Array(written) }
            exponent = isSmall ? -power : power
        }
        guard cursor.rest.isEmpty, !whole.isEmpty, abs(exponent) <= 40 else { return Array(written) }
        var digits = whole + fraction
        var point = whole.count + exponent
        if point > digits.count { digits += repeatElement(0x30, count: point - digits.count) }
        if point < 1 {
            digits = Array(repeatElement(0x30, count: 1 - point)) + digits
            point = 1
        }
        var rest = digits[point...]
        // Digits behind the point that say nothing; those that a price is written with are kept.
        if exponent != 0 || rest.allSatisfy({ $0 == 0x30 }) { while rest.last == 0x30 { rest.removeLast() } }
        let front = digits[..<point].drop { $0 == 0x30 }
        let text = (front.isEmpty ? [0x30] : Array(front)) + (rest.isEmpty ? [] : [UInt8(ascii: ".")] + rest)
        return isNegative ? [UInt8(ascii: "-")] + text : text
    }

    /// A date or a time from its number of days (ISO 29500-1, 18.17.4): `2026-11-03 14:26:07`; nil where it is none.
    static func date(_ written: ArraySlice<UInt8>, countsFrom1904: Bool) -> [UInt8]? {
        guard let serial = Double(ByteText.string(written)), serial >= 0, serial < 2_958_466 else { return nil }
        let seconds = Int((serial * 86_400).rounded())
        var days = seconds / 86_400
        let time = seconds % 86_400
        if countsFrom1904 {
            days += 1_462
        } else if days < 60 {
            // The program believes that 1900 was a leap year; before its 29 February it counts one day less.
            days += 1
        }
        guard days > 1 else { return clock(time) }
        // 25,569 days lie between 30 December 1899 and 1970.
        let date = TimeText.date(days - 25_569)
        return time == 0 ? date : date + [0x20] + clock(time)
    }

    private static func clock(_ seconds: Int) -> [UInt8] {
        func twoDigits(_ number: Int) -> [UInt8] { [0x30 + UInt8(number / 10 % 10), 0x30 + UInt8(number % 10)] }
        let colon = UInt8(ascii: ":")
        return twoDigits(seconds / 3_600) + [colon] + twoDigits(seconds / 60 % 60) + [colon] + twoDigits(seconds % 60)
    }
}
