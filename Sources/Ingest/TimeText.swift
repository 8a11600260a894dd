import FenceModel

/// Times as the output contract writes them.
enum TimeText {
    /// A local time: `2026-11-03T14:26:07`; nil where it is none.
    static func local(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int = 0) -> [UInt8]?
    {
        guard (1970...9999).contains(year), CalendarDate.days(year: year, month: month, day: day) != nil,
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        // Digit by digit: a time is written for every message, and interpolation costs more than parsing it.
        var text: [UInt8] = []
        text.reserveCapacity(20)
        append(year / 100, to: &text)
        append(year % 100, to: &text)
        append("-", month, to: &text)
        append("-", day, to: &text)
        append("T", hour, to: &text)
        append(":", minute, to: &text)
        append(":", second, to: &text)
        return text
    }

    /// RFC 3339 in UTC, from seconds since 1970, or milliseconds where the number is too large for seconds.
    static func utc(unix value: Int) -> [UInt8]? {
        guard value > 0 else { return nil }
        let seconds = value > 100_000_000_000 ? value / 1_000 : value
        let (year, month, day) = date(daysSince1970: seconds / 86_400)
        let time = seconds % 86_400
        return local(year, month, day, time / 3_600, time / 60 % 60, time % 60).map { $0 + [UInt8(ascii: "Z")] }
    }

    /// `2026-11-03`, from a day number, which may be before 1970.
    static func date(_ daysSince1970: Int) -> [UInt8] {
        let (year, month, day) = date(daysSince1970: daysSince1970)
        var text: [UInt8] = []
        append(year / 100, to: &text)
        append(year % 100, to: &text)
        append("-", month, to: &text)
        append("-", day, to: &text)
        return text
    }

    /// The hour of 24 from one of 12 with its half of the day.
    static func hour(_ hour: Int, isAfternoon: Bool) -> Int {
        hour % 12 + (isAfternoon ? 12 : 0)
    }

    /// The proleptic Gregorian date of a day number.
    private static func date(daysSince1970 days: Int) -> (Int, Int, Int) {
        // Years are counted from March, so that the leap day is a year's last.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func append(_ separator: Unicode.Scalar, _ number: Int, to text: inout [UInt8]) {
        text.append(UInt8(ascii: separator))
        append(number, to: &text)
    }

    private static func append(_ number: Int, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
