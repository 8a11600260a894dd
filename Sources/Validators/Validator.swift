/// A proof on a candidate's value.
///
/// A validator is pure: the same input gives the same verdict, on any thread, and nothing is kept.
package protocol Validator: Sendable {
    /// Name in rule packs: `resident-id`, `luhn`.
    static var name: String { get }

    /// Whether it needs the value as written, capitals and small letters apart.
    static var readsCase: Bool { get }

    /// Judges a value.
    ///
    /// - Parameter candidate: what the rule's pattern captured, and whether its context words stand near.
    static func verdict(on candidate: Candidate) -> Verdict

    /// Whether a value that it proves may begin at a place, given the folded characters from there on; nil where any may.
    ///
    /// A rule that looks only beside other findings is tried at such places alone.
    static var beginnings: (@Sendable (_ character: (Int) -> UInt32) -> Bool)? { get }

    /// The one form that all ways of writing the value share; fingerprints are made of it.
    static func normalized(_ value: [UInt8]) -> [UInt8]
}

extension Validator {
    package static var readsCase: Bool { false }
    package static var beginnings: (@Sendable (_ character: (Int) -> UInt32) -> Bool)? { nil }

    /// Letters and digits without what groups them, where the value is nothing else; otherwise the value as it is.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        let grouping = Set(" -.*_/()\n\r\t".utf8)
        guard value.allSatisfy({ Bytes.isAlphanumeric($0) || grouping.contains($0) }) else { return value }
        return Bytes.compact(value)
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
