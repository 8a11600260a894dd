import FenceDetection
import FenceModel

/// A text as the wording reads it: Chinese characters, Latin words, sizes of numbers, kinds of values, punctuation.
///
/// Words spelled out (`s e l l`) and written in leet (`s3ll`) are read as words, and
/// of values only the kind counts, so that nothing is learned of anybody's number.
struct WordingUnits {
    /// A longer text is read from a little before its first telling word.
    private static let most = 400
    private static let lead = 60
    /// Latin words from this length on are also taken apart.
    private static let longWord = 4

    /// Codes that no character has.
    private enum Code {
        static let number: UInt32 = 0x11_0000
        static let value: UInt32 = 0x11_0100
        static let word: UInt32 = 0x8000_0000
    }

    struct Unit {
        var code: UInt32
        var characters: Range<Int>
        var isValue = false
    }

    private(set) var units: [Unit] = []
    /// Parts of Latin words, with the unit that they belong to.
    private(set) var parts: [(code: UInt32, unit: Int)] = []

    /// - Parameters:
    ///   - values: characters of the findings and their entities, in order.
    ///   - telling: the first character of a telling word.
    init(_ text: FoldedText, values: [(characters: Range<Int>, entity: Entity)], telling: Int?) {
        var index = text.count > Self.most ? max(0, min((telling ?? 0) - Self.lead, text.count - Self.most)) : 0
        var value = values.startIndex
        var word: [UInt32] = []
        word.reserveCapacity(16)
        units.reserveCapacity(min(text.count, Self.most))
        while index < text.count, units.count < Self.most {
            while value < values.endIndex, values[value].characters.upperBound <= index { value += 1 }
            if value < values.endIndex, values[value].characters.lowerBound <= index {
                let end = max(values[value].characters.upperBound, index + 1)
                units.append(
                    Unit(code: Code.value + Self.kind(of: values[value].entity), characters: index..<end, isValue: true)
                )
                index = end
                continue
            }
            let limit = value < values.endIndex ? values[value].characters.lowerBound : text.count
            let code = text.code(at: index)
            if let end = Self.latinWord(in: text, from: index, limit: limit, into: &word) {
                append(word, index..<end)
                index = end
            } else if NumberReader.isDigit(code) {
                index = appendNumber(in: text, from: index, limit: limit)
            } else {
                append(code, at: index, in: text)
                index += 1
            }
        }
    }

    /// A character as it stands. Where the trade leaves gaps, breaks lines and decorates, is part of how it writes; the one
    /// space between two Latin words is not.
    private mutating func append(_ code: UInt32, at index: Int, in text: FoldedText) {
        var code = code
        if Self.isSpace(code) {
            if text.isLetter(at: index - 1), text.isLetter(at: index + 1) { return }
            code = code == 0x0A ? 0x0A : 0x20
            // A longer gap is one gap; one that holds the end of a line is that.
            if let last = units.last, last.code == 0x20 || last.code == 0x0A {
                if code == 0x0A { units[units.count - 1].code = code }
                units[units.count - 1].characters = last.characters.lowerBound..<index + 1
                return
            }
        }
        units.append(Unit(code: code, characters: index..<index + 1))
    }

    private static func kind(of entity: Entity) -> UInt32 {
        switch entity {
        case .telegram, .wechat, .qq, .chatHandle: 1
        case .phoneNumber: 2
        case .emailAddress: 3
        case .person: 4
        case .address: 5
        default: 6
        }
    }

    private mutating func append(_ word: [UInt32], _ characters: Range<Int>) {
        let code = word.reduce(SequenceHash(1)) { $0.adding($1) }.value | Code.word
        units.append(Unit(code: code, characters: characters))
        guard word.count >= Self.longWord else { return }
        // Four letters in a row, of the word with a mark at either end.
        func letter(_ place: Int) -> UInt32 { place == 0 ? 0x3C : place > word.count ? 0x3E : word[place - 1] }
        for start in 0...word.count - 2 {
            var part = SequenceHash(2)
            for place in start..<start + 4 { part = part.adding(letter(place)) }
            parts.append((part.value, units.count - 1))
        }
    }

    /// - Returns: where the number ends.
    private mutating func appendNumber(in text: FoldedText, from start: Int, limit: Int) -> Int {
        var end = start
        var digits: UInt32 = 0
        var isFraction = false
        while end < limit {
            if NumberReader.isDigit(text.code(at: end)) {
                if !isFraction { digits += 1 }
            } else if text.code(at: end) == 0x2E || text.code(at: end) == 0x2C,
                NumberReader.isDigit(text.code(at: end + 1))
            {
                isFraction = isFraction || text.code(at: end) == 0x2E
            } else {
                break
            }
            end += 1
        }
        units.append(Unit(code: Code.number + min(digits, 8) + (isFraction ? 16 : 0), characters: start..<end))
        return end
    }

    // MARK: - Latin words

    /// Reads the word that begins at a character, as letters.
    ///
    /// - Returns: where it ends; nil where none begins.
    private static func latinWord(
        in text: FoldedText, from start: Int, limit: Int, into word: inout [UInt32]
    ) -> Int? {
        word.removeAll(keepingCapacity: true)
        guard text.isLetter(at: start) || isLeetStart(text, at: start) else { return nil }
        var end = start
        while end < limit, let letter = letter(text, at: end) {
            word.append(letter)
            end += 1
        }
        guard word.count == 1 else { return end }
        // Spelled out: single letters with a single character of decoration between them.
        var next = end
        while next + 1 < limit, CharacterTraits.isDecoration(text.code(at: next)),
            let letter = letter(text, at: next + 1), self.letter(text, at: next + 2) == nil
        {
            word.append(letter)
            next += 2
        }
        guard word.count >= 3 else {
            word.removeSubrange(1...)
            return end
        }
        return next
    }

    /// A digit or sign that stands for the first letter of a word: 4ddress, $elling; not 10k.
    private static func isLeetStart(_ text: FoldedText, at index: Int) -> Bool {
        leet(text.code(at: index)) != nil && text.isLetter(at: index + 1) && text.isLetter(at: index + 2)
            && text.isLetter(at: index + 3) && !NumberReader.isDigit(text.code(at: index - 1))
    }

    /// A letter, or what stands for one beside letters.
    private static func letter(_ text: FoldedText, at index: Int) -> UInt32? {
        let code = text.code(at: index)
        if CharacterTraits.isASCIILetter(code) { return code }
        guard let letter = leet(code), text.isLetter(at: index + 1) || text.isLetter(at: index - 1) else { return nil }
        return letter
    }

    private static func isSpace(_ code: UInt32) -> Bool {
        code == 0x20 || code == 0x0A || code == 0x09 || code == 0x0D
    }

    private static func leet(_ code: UInt32) -> UInt32? {
        switch code {
        case 0x30: 0x6F
        case 0x31: 0x69
        case 0x33: 0x65
        case 0x34, 0x40: 0x61
        case 0x35, 0x24: 0x73
        case 0x37: 0x74
        default: nil
        }
    }
}
