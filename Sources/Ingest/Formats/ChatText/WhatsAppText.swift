/// Chats that WhatsApp exports as text: dates in brackets or before a dash, in the order of the phone's language.
///
///     [2023/11/3 下午2:26:07] nick: text
///     03/11/2023, 14:26 - nick: text
///     11/3/23, 2:26 PM - nick: text
struct WhatsAppText: ChatGrammar {
    static let name = "whatsapp-text"
    static let summary = "WhatsApp chat export, text: bracket and dash styles, any date order"

    private enum DayOrder {
        case dayFirst, monthFirst
    }

    private let order: DayOrder
    /// Names that the phone's own address book lacks are marked so.
    private static let unknownMark = Array("~".utf8)
    let channel: [UInt8]? = nil

    static func recognises(_ hint: FormatHint) -> Bool {
        beginsMessages(hint, share: 0.3)
    }

    init(hint: FormatHint) {
        order = Self.order(in: hint)
    }

    func read(_ line: ArraySlice<UInt8>) -> ChatLine {
        guard let head = Head(line) else { return .continues }
        var cursor = ByteCursor(head.rest)
        let time = head.time(order)
        cursor.skipMarks()
        let notice = cursor.rest
        guard let author = cursor.until(": ") ?? endingColon(&cursor), !author.isEmpty, author.count <= 128,
            !Self.isQuoting(author)
        else {
            // A notice of the program itself: somebody joined, the group has another name.
            return .begins(author: nil, time: time, text: notice)
        }
        return .begins(author: Array(Self.name(author)), time: time, text: cursor.rest)
    }

    /// Whether a quotation begins in what stands before a colon: `nick changed the subject to “price: 5”`.
    private static func isQuoting(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains(UInt8(ascii: "\"")) || ByteText.find(Array("“".utf8), in: text) != nil
    }

    private static func name(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var cursor = ByteCursor(ByteText.trimmed(text))
        if cursor.rest.starts(with: unknownMark) {
            cursor.rest = cursor.rest.dropFirst()
            cursor.skipSpaces()
        }
        return cursor.rest
    }

    /// A message whose text begins on the next line.
    private func endingColon(_ cursor: inout ByteCursor) -> ArraySlice<UInt8>? {
        guard cursor.rest.last == UInt8(ascii: ":") else { return nil }
        let author = cursor.rest.dropLast()
        cursor.rest = cursor.rest.suffix(0)
        return author
    }

    /// Days beyond 12 tell the order; without one, the twelve-hour clock with slashes is the American way.
    private static func order(in hint: FormatHint) -> DayOrder {
        var hasTwelveHours = false
        for line in hint.lines(2_000) {
            guard let head = Head(line), !head.yearFirst else { continue }
            if head.numbers.0 > 12 { return .dayFirst }
            if head.numbers.1 > 12 { return .monthFirst }
            if head.isTwelveHours, head.separator == "/" { hasTwelveHours = true }
        }
        return hasTwelveHours ? .monthFirst : .dayFirst
    }

    /// What stands before a message's author.
    private struct Head {
        var numbers: (Int, Int, Int)
        var yearFirst: Bool
        var separator: String
        var clock: (hour: Int, minute: Int, second: Int)
        var isTwelveHours = false
        var rest: ArraySlice<UInt8>

        init?(_ line: ArraySlice<UInt8>) {
            var cursor = ByteCursor(line)
            cursor.skipMarks()
            let isBracketed = cursor.take("[")
            guard let first = cursor.number(1...4), let separator = cursor.takeAny(["/", ".", "-", "年"]),
                let second = cursor.number(1...2), cursor.take(separator == "年" ? "月" : separator),
                let third = cursor.number(1...4)
            else { return nil }
            _ = cursor.take("日")
            yearFirst = first > 31
            guard yearFirst || third > 31 || third < 100 else { return nil }
            _ = cursor.take(".")
            _ = cursor.take(",")
            cursor.skipSpaces()
            // Between date and time: French, German, English.
            if cursor.takeAny(["à", "um", "at"]) != nil { cursor.skipSpaces() }
            var half = cursor.takeAny(Self.halves)
            cursor.skipSpaces()
            guard var hour = cursor.number(1...2), cursor.takeAny([":", "."]) != nil, let minute = cursor.number(2...2)
            else { return nil }
            let seconds = cursor.takeAny([":", "."]) != nil ? cursor.number(2...2) ?? 0 : 0
            cursor.skipSpaces()
            half = half ?? cursor.takeAny(Self.halves)
            if let half {
                isTwelveHours = true
                hour = TimeText.hour(hour, isAfternoon: Self.afternoons.contains(half))
            }
            if isBracketed {
                guard cursor.take("]") else { return nil }
            } else {
                cursor.skipSpaces()
                guard cursor.takeAny(["- ", "– "]) != nil else { return nil }
            }
            cursor.skipSpaces()
            numbers = (first, second, third)
            self.separator = separator
            clock = (hour, minute, seconds)
            rest = cursor.rest
        }

        private static let afternoons: Set<String> = [
            "PM", "pm", "p.m.", "P.M.", "p. m.", "p.\u{A0}m.", "p.\u{202F}m.", "下午", "晚上", "中午",
        ]
        private static let halves = [
            "a. m.", "a.\u{A0}m.", "a.\u{202F}m.", "p. m.", "p.\u{A0}m.", "p.\u{202F}m.", "AM", "am", "a.m.", "A.M.",
            "PM", "pm", "p.m.", "P.M.", "上午", "下午", "凌晨", "早上", "中午", "晚上",
        ]

        func time(_ order: DayOrder) -> [UInt8]? {
            let (year, month, day) =
                if yearFirst { numbers } else if order == .dayFirst { (numbers.2, numbers.1, numbers.0) } else {
                    (numbers.2, numbers.0, numbers.1)
                }
            return TimeText.local(
                year < 100 ? 2_000 + year : year, month, day, clock.hour, clock.minute, clock.second)
        }
    }
}
