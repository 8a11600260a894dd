/// QQ numbers: 5 to 11 digits without a leading zero; words beside them are the only proof.
package enum QQValidator: Validator {
    package static let name = "qq"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = normalized(candidate.value)
        guard (5...11).contains(number.count), number.allSatisfy(Bytes.isDigit), number[0] != 0x30 else {
            return .notApplicable
        }
        var checks = [Check("qq-length", evidence: (8...10).contains(number.count) ? 0.5 : 0)]
        // Eleven digits are more often a mobile number that somebody has as a QQ name.
        if number.count == 11, number[0] == 0x31, number[1] >= 0x33 {
            checks.append(Check("mobile-like", evidence: -1.5))
        }
        if Bytes.string(number) == "10000" || Bytes.string(number) == "12345" || Bytes.isOneByteRepeated(number) {
            checks.append(Check("sample-number", evidence: -1.5))
        }
        return Verdict(.proved, checks: checks)
    }

    /// Digits alone; of a QQ mail address the number before the `@`.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.digits(Array(value.prefix { $0 != 0x40 }))
    }
}
