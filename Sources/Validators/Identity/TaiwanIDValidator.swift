/// Taiwan's national numbers (letter, 1 or 2, eight digits) and resident numbers, new (8 or 9) and old (A to D).
package enum TaiwanIDValidator: Validator {
    package static let name = "tw-id"

    /// Place of registration, 10 to 35, by letter A to Z.
    private static let letters = [
        10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33,
    ]

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = Bytes.compact(candidate.value)
        guard number.count == 10, Bytes.isLower(number[0]), number[2...].allSatisfy(Bytes.isDigit) else {
            return .notApplicable
        }
        let kind: String
        switch number[1] {
        case 0x31, 0x32: kind = "national"
        case 0x38, 0x39: kind = "resident"
        case 0x61...0x64: kind = "resident-old"
        case 0x37: kind = "resident"
        default: return .notApplicable
        }
        guard sum(of: number) % 10 == 0 else { return .refuted("twid-mod10") }
        return Verdict(
            .proved, checks: [Check("twid-mod10", evidence: 2.3)], attributes: [Attribute("document", kind)],
            checkDigitVerified: true)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.upperCompact(value)
    }

    static func sum(of number: [UInt8]) -> Int {
        let first = letters[Int(number[0] - 0x61)]
        // The old resident numbers' second letter counts by the last digit of its place.
        let second = Bytes.isLower(number[1]) ? letters[Int(number[1] - 0x61)] % 10 : Int(number[1] - 0x30)
        let places = [first / 10, first % 10, second] + number[2...].map { Int($0) - 0x30 }
        return zip(places, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
