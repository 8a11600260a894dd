/// A proof on a candidate's value.
///
/// A validator is pure: the same input gives the same verdict, on any thread, and nothing is kept.
package protocol Validator: Sendable {
    /// Name in rule packs: `resident-id`, `luhn`.
    static var name: String { get }

    /// Whether it needs the value as written, capitals and small letters apart, to judge it or to normalize it.
    static var readsCase: Bool { get }

    /// Judges a value.
    ///
    /// - Parameter candidate: what the rule's pattern captured, and whether its context words stand near.
    static func verdict(on candidate: Candidate) -> Verdict

    /// Where a value that it proves may begin; nil where anywhere.
    ///
    /// A rule that looks only beside other findings is tried at such places alone.
    static var beginnings: Beginnings? { get }

    /// The one form that all ways of writing the value share; fingerprints are made of it.
    ///
    /// - Parameter value: folded; as written where the validator `readsCase`.
    static func normalized(_ value: [UInt8]) -> [UInt8]
}

extension Validator {
    package static var readsCase: Bool { false }
    package static var beginnings: Beginnings? { nil }

    /// Letters and digits without what groups them, where the value is nothing else; otherwise the value as it is.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        guard value.allSatisfy({ Bytes.isAlphanumeric($0) || groupsCharacters($0) }) else { return value }
        return Bytes.compact(value)
    }

    private static func groupsCharacters(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x2D, 0x2E, 0x2A, 0x5F, 0x2F, 0x28, 0x29, 0x0A, 0x0D, 0x09: true
        default: false
        }
    }
}

/// A value to prove, and what a validator may know about where it stands.
package struct Candidate: Sendable {
    /// The captured value in folded form, UTF-8: lower case, ASCII digits, grouping characters still in place.
    package var value: [UInt8]
    /// The value as it was written, where the caller knows: some check sums depend on upper and lower case.
    package var written: [UInt8]?
    /// Whether one of the rule's `context.raise` words stands near.
    package var hasContext: Bool
    /// Today, as days since 1970-01-01, so that a date in the future can be refused and tests can fix the clock.
    package var today: Int

    package init(value: [UInt8], written: [UInt8]? = nil, hasContext: Bool = false, today: Int) {
        self.value = value
        self.written = written
        self.hasContext = hasContext
        self.today = today
    }
}

/// Folded characters with which the values that a validator proves begin.
package struct Beginnings: Sendable {
    /// Asked only when a rule is tried: its table is made the first time.
    private let holdsCharacter: @Sendable (UInt32) -> Bool
    /// Any Chinese character may begin a value in which this stands, behind Chinese characters alone; nil where nothing
    /// does.
    package let mark: UInt32?
    /// How far behind the first character the mark stands at most.
    package let markReach: Int

    init(mark: UInt32?, markReach: Int, holdsCharacter: @escaping @Sendable (UInt32) -> Bool) {
        self.mark = mark
        self.markReach = markReach
        self.holdsCharacter = holdsCharacter
    }

    /// Whether a value may begin with a character, whatever follows.
    package func holds(_ character: UInt32) -> Bool {
        // No validator names any other.
        character >= 0x3400 && holdsCharacter(character)
    }

    /// Whether a mark stands behind, with nothing but Chinese characters before it.
    ///
    /// - Parameter character: the one so many places behind the first.
    package func leadsToMark(_ character: (Int) -> UInt32) -> Bool {
        for distance in stride(from: 1, through: markReach, by: 1) {
            let next = character(distance)
            if next == mark { return true }
            guard (0x4E00...0x9FA5).contains(next) else { return false }
        }
        return false
    }
}
