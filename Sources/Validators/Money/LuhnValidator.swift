/// ISO/IEC 7812-1 annex B: the Luhn sum over all digits.
package enum LuhnValidator: Validator {
    package static let name = "luhn"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let digits = candidate.value.filter { (0x30...0x39).contains($0) }
        guard digits.count > 1 else { return .notApplicable }
        return isValid(digits)
            ? Verdict(.proved, checks: [Check("luhn", evidence: 2.3)], checkDigitVerified: true) : .refuted("luhn")
    }

    /// Whether ASCII digits, the check digit last, pass the Luhn sum.
    package static func isValid(_ digits: [UInt8]) -> Bool {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = Int(digit - 0x30) << (place & 1)
            sum += value > 9 ? value - 9 : value
        }
        return sum % 10 == 0
    }
}
