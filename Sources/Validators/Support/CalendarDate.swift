/// A day of the proleptic Gregorian calendar.
enum CalendarDate {
    /// Days since 1970-01-01, or nil where the calendar has no such day.
    static func days(year: Int, month: Int, day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1, day <= length(ofMonth: month, year: year) else { return nil }
        // Counted from 1 March, so that the leap day is the year's last.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether eight digits YYYYMMDD are a day of the years about which people write: 台胞证 20240315 到期.
    static func isRecentDay(_ digits: some Collection<UInt8>) -> Bool {
        guard digits.count == 8, let number = Bytes.number(digits), (1990...2039).contains(number / 10_000) else {
            return false
        }
        return days(year: number / 10_000, month: number / 100 % 100, day: number % 100) != nil
    }

    /// Whether eight digits YYYYMMDD are a day from 1880-01-01 to today.
    static func isBirthDate(_ digits: some Collection<UInt8>, today: Int) -> Bool {
        guard digits.count == 8, let number = Bytes.number(digits), number / 10_000 >= 1880,
            let day = days(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        else { return false }
        return day <= today
    }
}
