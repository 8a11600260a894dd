/// Dates of mails (RFC 5322, 3.3).
enum MailTime {
    /// Zones that older programs name (4.3).
    private static let zones = [
        "UT": "Z", "GMT": "Z", "UTC": "Z", "Z": "Z", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00",
        "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
    ]

    /// `Tue, 3 Nov 2026 14:26:07 +0800 (CST)` as RFC 3339; without a zone where it names none; as written where it is none.
    static func time(_ written: [UInt8]) -> [UInt8] {
        var cursor = ByteCursor(written[...])
        if let comma = written.prefix(12).firstIndex(of: UInt8(ascii: ",")) {
            cursor = ByteCursor(written[(comma + 1)...])
        }
        cursor.skipSpaces()
        guard let day = cursor.number(1...2) else { return written }
        cursor.skipSpaces()
        _ = cursor.take("-")
        guard let month = ChatClock.month(&cursor) else { return written }
        cursor.skipSpaces()
        _ = cursor.take("-")
        guard let year = cursor.number(2...4) else { return written }
        cursor.skipSpaces()
        guard let (hour, minute, second) = ChatClock.time(&cursor),
            let local = TimeText.local(
                year < 50 ? year + 2_000 : year < 1_000 ? year + 1_900 : year, month, day, hour, minute, second)
        else { return written }
        cursor.skipSpaces()
        return local + Array(zone(cursor).utf8)
    }

    private static func zone(_ cursor: ByteCursor) -> String {
        var cursor = cursor
        if let sign = cursor.takeAny(["+", "-"]) {
            guard let hours = cursor.number(2...2) else { return "" }
            _ = cursor.take(":")
            guard let minutes = cursor.number(2...2), hours <= 23, minutes <= 59 else { return "" }
            func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            return hours == 0 && minutes == 0 ? "Z" : "\(sign)\(twoDigits(hours)):\(twoDigits(minutes))"
        }
        return zones[ByteText.string(cursor.rest.prefix { $0 &- 0x41 < 26 })] ?? ""
    }
}
