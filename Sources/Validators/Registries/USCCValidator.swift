/// Unified social credit codes (GB 32100-2015, MOD 31), with the organisation code of GB 11714 in places 9 to 17.
package enum USCCValidator: Validator {
    package static let name = "uscc"

    /// By ASCII character: its value, or 31 for one that no code has.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 31, count: 128)
        for (value, byte) in "0123456789abcdefghjklmnpqrtuwxy".utf8.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    package static func verdict(on candidate: Candidate) -> Verdict {
        let code = Bytes.compact(candidate.value)
        guard code.count == 18 else { return .notApplicable }
        let values = values
        var weight = 1
        var sum = 0
        for (place, byte) in code.enumerated() {
            let value = byte < 128 ? Int(values[Int(byte)]) : 31
            guard value < 31 else { return .notApplicable }
            // The last one makes the sum a multiple of 31.
            sum += place == 17 ? value : value * weight
            weight = weight * 3 % 31
        }
        guard sum % 31 == 0 else { return .refuted("gb32100-mod31") }
        var checks = [Check("gb32100-mod31", evidence: 3.4)]
        // Older organisations were given codes whose own check does not hold, so that failing it only tells less.
        let organisation = organisationCheck(of: code[8..<16])
        checks.append(
            organisation == code[16] ? Check("gb11714-mod11", evidence: 1) : Check("gb11714-failed", evidence: -0.8))
        let isDepartment = "123456789anpy".utf8.contains(code[0])
        if !isDepartment { checks.append(Check("department-unknown", evidence: -0.8)) }
        // Codes of digits alone exist; so do other numbers of eighteen digits, of which one in 31 passes.
        if code.allSatisfy(Bytes.isDigit) { checks.append(Check("digits-alone", evidence: -1.5)) }
        let region = Division.judge(code[2..<8])
        // 100000 is the State's own registry.
        checks.append(Bytes.starts(code[2..<8], with: "100000") ? Check("region-code", evidence: 1) : region.check)
        return Verdict(.proved, checks: checks, attributes: region.attributes, checkDigitVerified: true)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.upperCompact(value)
    }

    /// GB 11714: eight places weighted 3 7 9 10 5 8 4 2, MOD 11, 10 written as X.
    static func organisationCheck(of body: some Collection<UInt8>) -> UInt8 {
        let sum = zip(body, [3, 7, 9, 10, 5, 8, 4, 2]).reduce(0) { sum, pair in
            sum + (Bytes.isDigit(pair.0) ? Int(pair.0) - 0x30 : Int(pair.0) - 0x61 + 10) * pair.1
        }
        let check = (11 - sum % 11) % 11
        return check == 10 ? 0x78 : UInt8(0x30 + check)
    }
}
