/// IMEI of mobile devices: 15 digits with a Luhn check; the first two name the body that gave the type its number (3GPP TS 23.003).
package enum IMEIValidator: Validator {
    package static let name = "imei"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = Bytes.digits(candidate.value)
        guard number.count == 15 else { return .notApplicable }
        guard LuhnValidator.isValid(number) else { return .refuted("luhn") }
        guard !Bytes.isOneByteRepeated(number) else { return .refuted("sample-number") }
        let body = Bytes.number(number[..<2]) ?? 0
        let isKnown = [1, 10, 30, 33, 35, 44, 45, 49, 50, 51, 52, 53, 54, 86, 91, 98, 99].contains(body)
        return Verdict(
            .proved,
            checks: [
                Check("luhn", evidence: 2.3),
                isKnown ? Check("reporting-body", evidence: 1) : Check("reporting-body-unknown", evidence: -1.5),
            ],
            checkDigitVerified: isKnown)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.digits(value)
    }
}
