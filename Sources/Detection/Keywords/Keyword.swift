/// A word that the one pass looks for.
package struct Keyword: Sendable, Hashable {
    /// When finding it is reason to look at the message more closely.
    package enum Waking: Int, Sendable, Comparable {
        case never
        /// Where a glance at the message's wording leaves it open that something is traded.
        case byWording
        /// The same, and in every short message.
        case asPiece
        /// Where the message has at least `ScanTables.fewestAlphanumerics` letters and digits.
        case besideAlphanumerics
        case always

        package static func < (left: Waking, right: Waking) -> Bool { left.rawValue < right.rawValue }
    }

    /// Words that wake together where one stands right before the other, as 网贷 and 库, though each alone is too common.
    ///
    /// A bit a kind of pair: the first word of a pair `opens` with the bit that the second one `closes` with.
    package struct Pairing: Sendable, Hashable {
        package var opens: UInt8
        package var closes: UInt8

        package static let none = Pairing(opens: 0, closes: 0)

        package init(opens: UInt8, closes: UInt8) {
            self.opens = opens
            self.closes = closes
        }
    }

    package var waking: Waking
    package var pairing: Pairing
    /// Whether it wakes, as if `besideAlphanumerics`, where a separator and something behind it follow in the same word.
    package var wakesBeforePair = false
    /// Whether the word may not begin inside a run of ASCII letters and digits.
    package var bordersStart: Bool
    /// Whether the word may not end inside a run of ASCII letters and digits.
    package var bordersEnd: Bool

    /// Whether finding the word can be reason to wake.
    var mayWake: Bool { waking != .never || pairing.opens != 0 || wakesBeforePair }
}

/// A word of a pack with brackets, as the sequences of folded characters that may stand at each place of it.
struct KeywordChoices {
    /// Folded characters of all choices, one after the other.
    private var characters: [UInt32] = []
    /// Where each choice ends in `characters`.
    private var ends: [Int] = []
    /// Where the choices of each place end in `ends`.
    private var places: [Int] = []
    /// How many words it stands for.
    private(set) var count = 1

    /// Most words that brackets may stand for.
    static let maximumCount = 4_096

    /// - Parameter fold: puts what a character folds to behind others.
    /// - Returns: nil where a bracket does not close or is empty, or where there would be too many words.
    init?(_ text: String, fold: (UInt32, inout [UInt32]) -> Void) {
        let scalars = text.unicodeScalars.map(\.value)
        var index = 0
        while index < scalars.count {
            let first = ends.count
            if scalars[index] == 0x5B {
                guard let close = scalars[(index + 1)...].firstIndex(of: 0x5D) else { return nil }
                for member in Self.members(scalars[(index + 1)..<close]) { addChoice(member, fold) }
                guard ends.count > first else { return nil }
                index = close + 1
            } else {
                addChoice(scalars[index], fold)
                index += 1
                if ends.count == first { continue }
            }
            count *= ends.count - first
            guard count <= Self.maximumCount else { return nil }
            places.append(ends.count)
        }
    }

    /// Adds what a character folds to, unless nothing is left of it.
    private mutating func addChoice(_ code: UInt32, _ fold: (UInt32, inout [UInt32]) -> Void) {
        fold(code, &characters)
        if characters.count > ends.last ?? 0 { ends.append(characters.count) }
    }

    private static func members(_ bracket: ArraySlice<UInt32>) -> [UInt32] {
        var members: [UInt32] = []
        var index = bracket.startIndex
        while index < bracket.endIndex {
            let first = bracket[index]
            if index + 2 < bracket.endIndex, bracket[index + 1] == 0x2D, first < 0x80, bracket[index + 2] < 0x80,
                first <= bracket[index + 2]
            {
                members += first...bracket[index + 2]
                index += 3
            } else {
                members.append(first)
                index += 1
            }
        }
        return members
    }

    /// The word of a number below `count`.
    func word(_ number: Int, into word: inout [UInt32]) {
        word.removeAll(keepingCapacity: true)
        var rest = number
        var first = 0
        for end in places {
            let choice = first + rest % (end - first)
            for place in (choice == 0 ? 0 : ends[choice - 1])..<ends[choice] { word.append(characters[place]) }
            rest /= end - first
            first = end
        }
    }
}
