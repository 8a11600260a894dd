import FenceModel

/// A run of digits in a folded text, single grouping characters inside it allowed.
struct DigitRun: Sendable {
    /// Folded characters from the first digit to the last.
    var range: Range<Int>
    /// How many of them are digits.
    var digits: Int
    /// Whether nothing groups the digits: then a longer number cannot hide a shorter one.
    var isUnbroken: Bool
}

enum DigitRuns {
    /// How many grouping characters may stand between two digits: ` - ` is the longest seen.
    private static let longestGap = 3

    static func collect(in text: FoldedText, into runs: inout [DigitRun]) {
        let count = text.count
        let entries = text.entries
        let codes = text.codes
        var index = 0
        while index < count {
            guard entries[index] & ScanTables.Entry.digit != 0, CharacterTraits.isASCIIDigit(codes[index]) else {
                index += 1
                continue
            }
            let start = index
            var end = index
            var digits = 0
            var gap = 0
            var isUnbroken = true
            while index < count {
                let code = codes[index]
                if CharacterTraits.isASCIIDigit(code) {
                    digits += 1
                    if gap > 0 { isUnbroken = false }
                    gap = 0
                    end = index + 1
                } else if CharacterTraits.groupsDigits(code), gap < longestGap {
                    gap += 1
                } else {
                    break
                }
                index += 1
            }
            runs.append(DigitRun(range: start..<end, digits: digits, isUnbroken: isUnbroken))
            index = max(index, start + 1)
        }
    }

    /// Unbroken runs of at least `least` ASCII letters and digits.
    static func collectAlphanumerics(in text: FoldedText, least: Int, into runs: inout [Range<Int>]) {
        var start = 0
        for index in 0...text.count {
            if index < text.count, text.entries[index] & ScanTables.Entry.alphanumeric != 0 { continue }
            if index - start >= least { runs.append(start..<index) }
            start = index + 1
        }
    }
}

/// The first two digits of the numbers that a rule looks for: a bit for each of the hundred pairs.
struct LeadingDigits: Sendable {
    private var pairs: (low: UInt64, high: UInt64) = (0, 0)

    /// - Parameter beginnings: ASCII digits; with none of them a number may begin as it likes.
    init(_ beginnings: [String]) {
        for beginning in beginnings {
            let digits = beginning.utf8.prefix(2).map { Int($0 &- 0x30) }
            guard let first = digits.first else { continue }
            for second in digits.count > 1 ? digits[1]...digits[1] : 0...9 { insert(first * 10 + second) }
        }
        if beginnings.isEmpty { pairs = (.max, .max) }
    }

    private mutating func insert(_ pair: Int) {
        if pair < 64 { pairs.low |= 1 << UInt64(pair) } else { pairs.high |= 1 << UInt64(pair - 64) }
    }

    /// Whether a number may begin with two ASCII digits.
    func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
        let pair = UInt64(first &- 0x30) * 10 + UInt64(second &- 0x30)
        return (pair < 64 ? pairs.low >> pair : pairs.high >> (pair - 64)) & 1 != 0
    }
}

/// A rule that looks at runs of digits.
struct DigitTrigger: Sendable {
    let rule: Int
    let lengths: ClosedRange<Int>
    let number: Rule.Trigger.Number
    let leading: LeadingDigits

    init(rule: Int, lengths: ClosedRange<Int>, _ trigger: Rule.Trigger) {
        self.rule = rule
        self.lengths = lengths
        number = trigger.number
        leading = LeadingDigits(trigger.leading)
    }

    /// Whether a value may be in a run.
    func asks(for run: DigitRun, in text: FoldedText) -> Bool {
        guard run.digits >= lengths.lowerBound else { return false }
        // A grouped run may hold several numbers.
        guard run.isUnbroken else { return true }
        // A longer unbroken number cannot hide a shorter one.
        guard run.digits <= lengths.upperBound, number != .grouped else { return false }
        guard number == .whole else { return true }
        let start = run.range.lowerBound
        return leading.mayBegin(
            UInt8(truncatingIfNeeded: text.codes[start]), UInt8(truncatingIfNeeded: text.codes[start + 1]))
    }
}
