import TestSupport

/// Values that belong to nobody: made anew from a seed.
enum Generated {
    private static let letters = Array("abcdefghijkmnpqrstuvwxyz")

    /// The name of an account, without its `@`.
    static func name(_ seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed &* 2_654_435_761)
        let stem = String((0..<6).map { _ in letters.randomElement(using: &random) ?? "a" })
        return "\(stem)_\(Int.random(in: 10...99, using: &random))"
    }

    /// A mobile number.
    static func mobile(_ seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed &* 40_503)
        return "1\(["38", "39", "36", "50", "86"].randomElement(using: &random) ?? "38")"
            + String((0..<8).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
    }

    /// A resident identity number with a valid check digit (GB 11643-1999).
    static func residentID(_ seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed &* 69_069)
        let year = Int.random(in: 1_960...1_999, using: &random)
        let month = Int.random(in: 10...12, using: &random)
        let day = Int.random(in: 10...28, using: &random)
        let body = "110101\(year)\(month)\(day)\(Int.random(in: 100...999, using: &random))"
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
        return body + String(Array("10X98765432")[sum % 11])
    }

    /// A line of a table about a person.
    static func record(_ seed: UInt64) -> String {
        "王小\(["明", "红", "军", "丽"][Int(seed % 4)]) \(mobile(seed)) \(residentID(seed))"
    }
}
