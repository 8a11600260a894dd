/// Mainland mobile numbers, with or without +86, 0086 or 86.
package enum MobileValidator: Validator {
    package static let name = "mobile"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = national(candidate.value)
        guard number.count == 11, number[0] == 0x31, (0x33...0x39).contains(number[1]) else { return .notApplicable }
        let range = MobileRange(of: number)
        var checks = [range.check]
        if Bytes.isOneByteRepeated(number[3...]) || number[3...].elementsEqual("12345678".utf8) {
            checks.append(Check("sample-number", evidence: -1))
        }
        var attributes = [Attribute("line", "mobile")]
        if !range.provider.isEmpty { attributes.append(Attribute("operator", range.provider)) }
        if let region = MobileRegion.name(of: number) { attributes.append(Attribute("region", region)) }
        return Verdict(.proved, checks: checks, attributes: attributes)
    }

    /// Eleven digits, whichever country prefix was written.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        national(value)
    }

    static func national(_ value: [UInt8]) -> [UInt8] {
        let digits = Bytes.digits(value)
        guard digits.count > 11 else { return digits }
        for prefix in ["0086", "86", "0"] where Bytes.starts(digits, with: prefix) {
            if digits.count == 11 + prefix.utf8.count { return Array(digits.dropFirst(prefix.utf8.count)) }
        }
        return digits
    }
}
