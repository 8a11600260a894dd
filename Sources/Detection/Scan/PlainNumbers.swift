import FenceModel
import FenceValidators

/// Which numbers in plain digits a rule may prove: all others, such as most order numbers, are no reason for the closer look.
///
/// A plain number is one unbroken run of ASCII digits with nothing before or behind it that could belong to it.
struct PlainNumbers: Sendable {
    private enum Demand {
        /// The number itself is the value, which the validators judge; the best log-odds before they do.
        case proof(validators: [any Validator.Type], logOdds: Double, leading: LeadingDigits)
        /// A letter stands before it, whatever the number is.
        case letter
        /// Nothing: a pattern alone decides.
        case nothing
    }

    private var demands: [(lengths: ClosedRange<Int>, demand: Demand)] = []

    /// Later than any date in a number, so that what is no date of birth yet is no reason to pass over it.
    private static let today = 1_000_000

    /// Notes what a rule asks of runs of digits, or of letters and digits.
    mutating func add(_ rule: CompiledRule, lengths: ClosedRange<Int>) {
        let demand: Demand
        switch rule.rule.trigger.number {
        case .whole where !rule.validators.isEmpty:
            demand = .proof(
                validators: rule.validators,
                logOdds: rule.prior + Reading.raisingEvidence + Reading.densityEvidence,
                leading: LeadingDigits(rule.rule.trigger.leading))
        case .behindLetter: demand = .letter
        case .grouped, .none: return
        case .whole, .any: demand = .nothing
        }
        demands.append((lengths, demand))
    }

    /// Whether some rule may find a value in a plain number.
    ///
    /// - Parameter isBehindLetter: whether a letter stands before it, no more than spaces and the like between them.
    func mayHoldValue(_ digits: UnsafeBufferPointer<UInt8>, isBehindLetter: Bool) -> Bool {
        var candidate: Candidate?
        for (lengths, demand) in demands where lengths.contains(digits.count) {
            switch demand {
            case .nothing: return true
            case .letter: if isBehindLetter { return true }
            case .proof(let validators, let logOdds, let leading):
                guard leading.mayBegin(digits[0], digits[1]) else { continue }
                // Words around it can only be guessed here; they speak for it.
                let number = candidate ?? Candidate(value: Array(digits), hasContext: true, today: Self.today)
                candidate = number
                if Self.mayProve(number, validators, logOdds) { return true }
            }
        }
        return false
    }

    private static func mayProve(
        _ candidate: Candidate, _ validators: [any Validator.Type], _ prior: Double
    ) -> Bool {
        var logOdds = prior
        var isProved = false
        for validator in validators {
            let verdict = validator.verdict(on: candidate)
            switch verdict.outcome {
            case .refuted: return false
            case .notApplicable: continue
            case .proved:
                isProved = true
                for check in verdict.checks { logOdds += check.evidence }
            }
        }
        return isProved && logOdds > Reading.leastLogOdds
    }
}

extension ScanTables {
    /// What a run of ASCII digits is.
    enum NumberShape {
        /// No plain number: what else its surroundings hold decides.
        case unclear
        /// A plain number that a rule may make something of.
        case telling
        /// A plain number of which none makes anything, and where what groups digits behind it ends.
        case harmless(digits: Range<Int>, end: Int)
    }

    /// What the run of ASCII digits is that begins at a place.
    ///
    /// - Parameters:
    ///   - start: the run's first digit; no digit stands right before.
    ///   - first: where the message begins.
    ///   - endsAtLines: whether a line end ends the message.
    func numberShape(
        _ text: UnsafePointer<UInt8>, at start: Int, from first: Int, end: Int, endsAtLines: Bool
    ) -> NumberShape {
        var index = start
        while index < end, text[index] &- 0x30 < 10 { index += 1 }
        let digits = start..<index
        guard digits.count >= wakingDigitsAfterLetter else { return .unclear }
        if index < end, text[index] < 0x80, entries[Int(text[index])] & Entry.alphanumeric != 0 { return .unclear }
        while index < end, !(text[index] == 0x0A && endsAtLines) {
            let (code, length) = UTF8Reader.character(in: text, at: index, end: end)
            let entry = entry(of: code)
            if mayBelong(code, entry) {
                // The time of the next line's message is no part of the number.
                if text[index - 1] == 0x0A, DateTimeShape.end(in: text, at: index, end: end) != nil { break }
                return .unclear
            }
            if entry & Entry.alphanumeric != 0 {
                // A letter that looks like a digit, is written in another dress or stands alone may be its last character,
                // and an X, the check character of many numbers, in any case.
                let isX = code | 0x20 == 0x78
                if entry & Entry.keepsRun != 0 || code >= 0x80 || isX || !isWord(text, at: index, end: end) {
                    return .unclear
                }
                break
            }
            guard entry & Entry.keepsRun != 0 else { break }
            index += length
        }
        var isBehindLetter = false
        var before = start - 1
        scan: while before >= first {
            guard start - before < Self.longestGroupingLookedAt else { return .unclear }
            var code = UInt32(text[before])
            if code >= 0x80 {
                while before > first, text[before] & 0xC0 == 0x80, start - before < Self.longestGroupingLookedAt {
                    before -= 1
                }
                code = UTF8Reader.character(in: text, at: before, end: start).code
            } else if code == 0x0A, endsAtLines {
                break
            }
            let entry = entry(of: code)
            if mayBelong(code, entry) { return .unclear }
            if entry & Entry.alphanumeric != 0 {
                // One that looks like a digit may be one.
                if entry & Entry.keepsRun != 0 || before == start - 1 || code >= 0x80 { return .unclear }
                isBehindLetter = true
                break scan
            }
            if entry & Entry.keepsRun == 0 { break }
            before -= 1
        }
        guard isBehindLetter || digits.count >= wakingDigits else { return .harmless(digits: digits, end: index) }
        let number = UnsafeBufferPointer(start: text + start, count: digits.count)
        return plainNumbers.mayHoldValue(number, isBehindLetter: isBehindLetter)
            ? .telling : .harmless(digits: digits, end: index)
    }

    /// Whether another ASCII letter or digit follows the letter at a byte.
    private func isWord(_ text: UnsafePointer<UInt8>, at index: Int, end: Int) -> Bool {
        index + 1 < end && text[index + 1] < 0x80 && entries[Int(text[index + 1])] & Entry.alphanumeric != 0
    }

    /// Whether a character beside a number may be a digit of it in another dress, or hide one.
    private func mayBelong(_ code: UInt32, _ entry: UInt16) -> Bool {
        entry & Entry.digit != 0 || entry & Entry.classMask == Entry.exactClass || isInvisible(code)
            || 0x400 <= code && code < 0x500
    }

    /// How far before a number what groups digits is followed.
    private static let longestGroupingLookedAt = 64
}
