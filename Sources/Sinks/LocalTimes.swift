import FenceModel

/// The zone of times that were written without one.
package struct LocalTimes: Sendable {
    /// Seconds east of Greenwich at a local time, which is in seconds since 1970 as if it were UTC.
    private let secondsEast: @Sendable (Int) -> Int

    package init(secondsEast: @escaping @Sendable (Int) -> Int) {
        self.secondsEast = secondsEast
    }

    /// A time in RFC 3339, with the zone's offset.
    ///
    /// - Parameter text: `2026-11-03T14:26:07`, `2026/11/3 14:26` and the like.
    /// - Returns: nil where the text names a zone, or is no date with a time of day.
    package func zoned(_ text: String) -> String? {
        guard let time = LocalTime(text) else { return nil }
        let east = secondsEast(time.seconds)
        let minutes = abs(east) / 60
        return "\(time.text)\(east < 0 ? "-" : "+")\(LocalTime.two(minutes / 60)):\(LocalTime.two(minutes % 60))"
    }
}

/// A date and a time of day without a zone.
private struct LocalTime {
    /// As RFC 3339 has it, but for the zone.
    let text: String
    /// Seconds since 1970, as if it were UTC.
    let seconds: Int

    /// - Returns: nil where the text is anything else, or more.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        func take(_ marks: String) -> UInt8? {
            guard let first = rest.first, marks.utf8.contains(first) else { return nil }
            return rest.removeFirst()
        }
        func number(_ digits: ClosedRange<Int>, in range: ClosedRange<Int>) -> Int? {
            let written = rest.prefix(digits.upperBound).prefix { $0 &- 0x30 < 10 }
            guard digits.contains(written.count) else { return nil }
            rest = rest.dropFirst(written.count)
            let value = written.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            return range.contains(value) ? value : nil
        }
        guard let year = number(4...4, in: 1970...9999), let mark = take("-/"), let month = number(1...2, in: 1...12),
            take("-/") == mark, let day = number(1...2, in: 1...31), take("T ") != nil,
            let hour = number(1...2, in: 0...23), take(":") != nil, let minute = number(2...2, in: 0...59),
            let days = CalendarDate.days(year: year, month: month, day: day)
        else { return nil }
        var second = 0
        var fraction = ""
        if take(":") != nil {
            guard let value = number(2...2, in: 0...60) else { return nil }
            second = value
            if take(".,") != nil {
                let digits = rest.prefix { $0 &- 0x30 < 10 }
                guard !digits.isEmpty else { return nil }
                rest = rest.dropFirst(digits.count)
                fraction = "." + String(decoding: digits, as: UTF8.self)
            }
        }
        guard rest.isEmpty else { return nil }
        self.text =
            "\(year)-\(Self.two(month))-\(Self.two(day))T\(Self.two(hour)):\(Self.two(minute)):\(Self.two(second))\(fraction)"
        seconds = days * 86_400 + hour * 3_600 + minute * 60 + second
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
