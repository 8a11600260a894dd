import FenceModel

extension CalendarDate {
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
