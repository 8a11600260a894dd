import FenceDetection
import FenceModel

/// Counts records of persons: at least two kinds of personal data that belong together, an account with its password, or rows
/// of a table around one value.
///
/// A record ends where a kind comes again, be it in the next line, the next tuple of an INSERT or the next block of labelled
/// lines.
enum SampleLines {
    private static let recordEntities: Set<Entity> = [
        .residentID, .passport, .licensePlate, .hongKongID, .taiwanID, .phoneNumber, .bankCard, .emailAddress, .address,
        .person, .credential, .socialSecurity, .drivingLicense, .imei,
    ]

    /// What a list of names and contacts does not hold.
    private static let sensitiveEntities = recordEntities.subtracting([.person, .phoneNumber, .emailAddress])

    /// So many names with a contact are no class list any more; fewer where the rows tell more of them.
    private static let leastPlainRecords = 5
    private static let leastFullRows = 4
    /// Characters that may stand before a pair in a list: a number, 账号.
    private static let longestLabel = 6
    /// The same where account and password have a line each: `Username: `.
    private static let longestLabelOfLine = 16

    struct Count {
        var samples = Samples(records: 0, validated: 0)
        /// Records that hold more than name and contact, and all others where they make a table.
        var telling = 0
        /// Whether most lines are rows with somebody's number, address or account.
        var areRows = false
    }

    /// - Parameters:
    ///   - characters: the folded characters of each finding.
    ///   - isStatement: whether the text is rows of a table in SQL, which no class list is.
    static func count(
        in text: FoldedText, findings: [Finding], characters: [Range<Int>], isStatement: Bool
    ) -> Count {
        var result = Count()
        // By index: findings are large, and this is asked of every message that holds one.
        guard findings.count >= 2 || findings.indices.contains(where: { findings[$0].entity == .credential }) else {
            return result
        }
        let order = findings.indices.filter { recordEntities.contains(findings[$0].entity) }
            .sorted { characters[$0].lowerBound < characters[$1].lowerBound }
        result.areRows = areRows(
            in: text, values: order.filter { rowEntities.contains(findings[$0].entity) }.map { characters[$0] })
        let ordered = characters.sorted { $0.lowerBound < $1.lowerBound }
        var plain = 0
        var fullRows = 0
        var kinds: Set<Entity> = []
        var start = 0
        var end = 0
        var isValidated = false
        func close() {
            defer {
                kinds = []
                isValidated = false
            }
            guard kinds.count >= 2 || kinds.contains(.credential) && fillsLine(start..<end, in: text) else { return }
            result.samples.records += 1
            if isValidated { result.samples.validated += 1 }
            if !kinds.isDisjoint(with: sensitiveEntities) {
                result.telling += 1
            } else {
                plain += 1
                if holdsMore(start..<end, besides: ordered, in: text) { fullRows += 1 }
            }
        }
        for index in order {
            let entity = findings[index].entity
            if characters[index].lowerBound < end, kinds.contains(entity) { continue }
            if kinds.contains(entity) { close() }
            if kinds.isEmpty { start = characters[index].lowerBound }
            kinds.insert(entity)
            end = max(end, characters[index].upperBound)
            isValidated = isValidated || findings[index].checkDigitVerified || findings[index].confidence >= 0.9
        }
        close()
        if isStatement || plain >= leastPlainRecords || fullRows >= leastFullRows { result.telling += plain }
        if result.telling == 0, result.samples.records < 2 {
            let rows = tableRows(in: text, values: order.map { characters[$0] })
            if rows.all >= leastPlainRecords || rows.withPassword >= leastFullRows {
                result.samples.records = rows.all
                result.telling = rows.all
            }
        }
        return result
    }

    private static let rowEntities: Set<Entity> = [.phoneNumber, .residentID, .bankCard, .emailAddress, .credential]
    private static let fewestRows = 2
    private static let leastShareOfRows = 0.6

    /// - Parameter values: in order of where they begin.
    private static func areRows(in text: FoldedText, values: [Range<Int>]) -> Bool {
        guard values.count >= fewestRows else { return false }
        var (lines, rows, next) = (0, 0, 0)
        var (isBlank, isRow) = (true, false)
        for index in 0...text.count {
            let code = index < text.count ? text.code(at: index) : 0x0A
            if code == 0x0A {
                if !isBlank { lines += 1 }
                if isRow { rows += 1 }
                (isBlank, isRow) = (true, false)
                continue
            }
            if code != 0x20, code != 0x09, code != 0x0D { isBlank = false }
            while next < values.count, values[next].upperBound <= index { next += 1 }
            if next < values.count, values[next].lowerBound <= index { isRow = true }
        }
        return rows >= fewestRows && Double(rows) >= leastShareOfRows * Double(lines)
    }

    /// Whether hardly anything stands beside a value, as in a list; prose names accounts too, and manuals addresses with them.
    private static func fillsLine(_ value: Range<Int>, in text: FoldedText) -> Bool {
        let longest = value.contains { text.code(at: $0) == 0x0A } ? longestLabelOfLine : longestLabel
        var beside = 0
        var index = value.lowerBound - 1
        while index >= 0, text.code(at: index) != 0x0A, beside <= longest {
            (beside, index) = (beside + 1, index - 1)
        }
        index = value.upperBound
        while index < text.count, text.code(at: index) != 0x0A, beside <= longest {
            (beside, index) = (beside + 1, index + 1)
        }
        return beside <= longest
    }

    /// Whether the line of a record says more than the record's values, or a value stands between others: 128平, '1984-03-11'.
    ///
    /// - Parameter values: in order of where they begin.
    private static func holdsMore(_ record: Range<Int>, besides values: [Range<Int>], in text: FoldedText) -> Bool {
        // A line without end has thousands of records: what stands far off belongs to others.
        let near = max(0, record.lowerBound - reachOfRecord)..<min(text.count, record.upperBound + reachOfRecord)
        var start = record.lowerBound
        while start > near.lowerBound, text.code(at: start - 1) != 0x0A { start -= 1 }
        var next = values.partitionPoint { $0.lowerBound < start - longestValue }
        var covered = 0
        var more = 0
        for index in start..<near.upperBound {
            let code = text.code(at: index)
            if code == 0x0A, index >= record.upperBound { break }
            while next < values.count, values[next].lowerBound <= index {
                covered = max(covered, values[next].upperBound)
                next += 1
            }
            if index >= covered, code != 0x0A, !isSeparator(code) { more += 1 }
            if more >= 2 { return true }
        }
        return false
    }

    /// How far from a record, in characters, its line is read.
    private static let reachOfRecord = 120
    /// Longer than any value, in characters.
    private static let longestValue = 300

    private static func isSeparator(_ code: UInt32) -> Bool {
        switch code {
        case 0x20, 0x09, 0x0A, 0x2C, 0x3A, 0x3B, 0x7C, 0x2D, 0x27, 0x22, 0x28, 0x29, 0x2E, 0x3001: true
        default: false
        }
    }

    /// The lines that values stand on, each once.
    static func lines(of values: [Range<Int>], in text: FoldedText) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        for value in values.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = lines.last, value.lowerBound < last.upperBound { continue }
            lines.append(line(around: value, in: text))
        }
        return lines
    }

    private static func line(around range: Range<Int>, in text: FoldedText) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start > 0, text.code(at: start - 1) != 0x0A { start -= 1 }
        while end < text.count, text.code(at: end) != 0x0A { end += 1 }
        return start..<end
    }

    // MARK: - Rows around one value

    /// Lines of the same shape, each with a value and with a number or a code beside it: an account's balance, a password.
    ///
    /// - Returns: how many have the shape that most have, and in how many of them a password may stand.
    private static func tableRows(
        in text: FoldedText, values: [Range<Int>]
    ) -> (all: Int, withPassword: Int) {
        guard values.count >= leastFullRows else { return (0, 0) }
        var shapes: [[UInt32]: (all: Int, withPassword: Int)] = [:]
        var lineEnd = 0
        for value in values where value.lowerBound >= lineEnd {
            let line = line(around: value, in: text)
            lineEnd = line.upperBound
            guard let shape = shape(of: line, value: value, in: text) else { continue }
            shapes[shape, default: (0, 0)].all += 1
            if mayHoldPassword(line, besides: value, in: text) { shapes[shape]?.withPassword += 1 }
        }
        return shapes.values.max { $0.all < $1.all } ?? (0, 0)
    }

    /// Letters and digits in one word, as short as people choose passwords: numbers of parcels are longer.
    private static func mayHoldPassword(_ line: Range<Int>, besides value: Range<Int>, in text: FoldedText) -> Bool {
        var (letters, digits) = (0, 0)
        for index in line.lowerBound...line.upperBound {
            let code = index < line.upperBound && !value.contains(index) ? text.code(at: index) : 0x20
            if CharacterTraits.isASCIILetter(code) {
                letters += 1
            } else if NumberReader.isDigit(code) {
                digits += 1
            } else if !(0x21...0x2F).contains(code) {
                if letters > 0, digits > 0, (6...11).contains(letters + digits) { return true }
                (letters, digits) = (0, 0)
            }
        }
        return false
    }

    /// A line as runs of digits, of letters and of Chinese characters, and what stands between them.
    ///
    /// - Returns: nil where no digit stands beside the value.
    private static func shape(of line: Range<Int>, value: Range<Int>, in text: FoldedText) -> [UInt32]? {
        var shape: [UInt32] = []
        var holdsDigits = false
        for index in line {
            let code = text.code(at: index)
            let kind: UInt32
            if value.contains(index) {
                kind = 1
            } else if NumberReader.isDigit(code) {
                kind = 2
                holdsDigits = true
            } else if CharacterTraits.isASCIILetter(code) {
                kind = 3
            } else if CharacterTraits.isHan(code) {
                kind = 4
            } else if code == 0x2E || code == 0x2C || code == 0x21 || code == 0x40 || code == 0x23 {
                // Parts of numbers and passwords.
                continue
            } else {
                kind = code
            }
            // A password is letters and digits in any order.
            if let last = shape.last, last == kind || last == 2 && kind == 3 || last == 3 && kind == 2 { continue }
            shape.append(kind)
        }
        return holdsDigits ? shape : nil
    }
}

extension MessageSignals {
    /// Leaves out numbers that stand on a line with one of the values: they belong to the record.
    mutating func removeQuantities(onLinesOf values: [Range<Int>], in text: FoldedText) {
        let lines = SampleLines.lines(of: values, in: text)
        func isOfRecord(_ characters: Range<Int>) -> Bool { lines.contains { $0.overlaps(characters) } }
        volumes.removeAll { isOfRecord($0.characters) }
        prices.removeAll { isOfRecord($0.characters) }
        if let volume = guessedVolume, isOfRecord(volume.characters) { guessedVolume = nil }
        if let price = guessedPrice, isOfRecord(price.characters) { guessedPrice = nil }
    }
}
