import FenceModel

/// Reads times well enough to tell how far apart two messages are.
enum MessageTime {
    /// Seconds on a scale of its own, or nil where the text holds no date and time.
    ///
    /// Zones are ignored: both messages of a conversation come from one source and carry the same.
    static func seconds(in text: String) -> Int? {
        text.utf8.withContiguousStorageIfAvailable { seconds(in: $0) } ?? seconds(in: Array(text.utf8))
    }

    private static func seconds(in text: some Collection<UInt8>) -> Int? {
        var numbers: InlineArray<6, Int> = .init(repeating: 0)
        var count = 0
        var isInside = false
        for byte in text {
            if byte &- 0x30 < 10 {
                if !isInside {
                    if count == 6 { break }
                    count += 1
                    isInside = true
                }
                guard numbers[count - 1] < 1_000_000_000_000_000 else { return nil }
                numbers[count - 1] = numbers[count - 1] * 10 + Int(byte - 0x30)
            } else {
                isInside = false
            }
        }
        if count == 1, numbers[0] > 100_000_000 {
            return numbers[0] > 100_000_000_000 ? numbers[0] / 1_000 : numbers[0]
        }
        guard count >= 5, (1_970..<3_000).contains(numbers[0]),
            let days = CalendarDate.days(year: numbers[0], month: numbers[1], day: numbers[2]),
            numbers[3] < 24, numbers[4] < 60, count < 6 || numbers[5] <= 60
        else { return nil }
        return ((days * 24 + numbers[3]) * 60 + numbers[4]) * 60 + (count > 5 ? numbers[5] : 0)
    }
}
