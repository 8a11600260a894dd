/// Registration numbers of businesses before 2015: 15 digits (GS 15-2006; check digit by ISO 7064 MOD 11,10).
package enum BusinessLicenseValidator: Validator {
    package static let name = "business-license"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = Bytes.digits(candidate.value)
        guard number.count == 15 else { return .notApplicable }
        // Digits in order are what people write for an example.
        guard isValid(number), !Bytes.starts(number, with: "123456789") else { return .refuted("iso7064-mod11-10") }
        let isCentral = Bytes.starts(number, with: "100000")
        let region = Division.judge(number[..<6])
        return Verdict(
            .proved,
            checks: [
                Check("iso7064-mod11-10", evidence: 2.3), isCentral ? Check("region-code", evidence: 1) : region.check,
            ],
            attributes: region.attributes, checkDigitVerified: true)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.digits(value)
    }

    static func isValid(_ number: [UInt8]) -> Bool {
        var product = 10
        for digit in number.dropLast() {
            let sum = (product + Int(digit) - 0x30) % 10
            product = (sum == 0 ? 10 : sum) * 2 % 11
        }
        return (product + Int(number.last ?? 0) - 0x30) % 10 == 1
    }
}
