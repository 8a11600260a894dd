/// Mainland landlines with their area code, and 400 and 800 service numbers.
///
/// An extension stands outside the value: patterns capture it on its own.
package enum LandlineValidator: Validator {
    package static let name = "landline"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let number = national(candidate.value)
        if number.count == 10, Bytes.starts(number, with: "400") || Bytes.starts(number, with: "800") {
            return Verdict(
                .proved, checks: [Check("service-number", evidence: 0.5)], attributes: [Attribute("line", "service")])
        }
        guard number.first == 0x30, (10...12).contains(number.count) else { return .notApplicable }
        let body = number.dropFirst()
        guard let area = AreaCodeTable.codes.longestPrefix(of: body, atMost: 3), area.length >= 2 else {
            return Verdict(.proved, checks: [Check("area-code-unknown", evidence: -2.5)])
        }
        var checks = [Check("area-code", evidence: 1)]
        let subscriber = body.dropFirst(area.length)
        let lengths = area.value.prefix(while: Bytes.isDigit).map { Int($0) - 0x30 }
        checks.append(
            lengths.contains(subscriber.count)
                ? Check("subscriber-length", evidence: 0.5)
                : Check("subscriber-length-unusual", evidence: candidate.value.allSatisfy(Bytes.isDigit) ? -1.8 : -1))
        if subscriber.first == 0x30 || subscriber.first == 0x31 || subscriber.first == 0x39 {
            checks.append(Check("subscriber-prefix-unusual", evidence: -1.5))
        }
        let region = Bytes.string(area.value.drop(while: Bytes.isDigit))
        let attributes = [Attribute("line", "landline")] + (region.isEmpty ? [] : [Attribute("region", region)])
        return Verdict(.proved, checks: checks, attributes: attributes)
    }

    /// Digits with the area code's 0, whichever country prefix was written.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        national(value)
    }

    static func national(_ value: [UInt8]) -> [UInt8] {
        let digits = Bytes.digits(value)
        let isInternational =
            value.contains(0x2B) || Bytes.starts(digits, with: "0086") || Bytes.starts(digits, with: "86")
        guard isInternational, digits.count > 10 else { return digits }
        for prefix in ["0086", "86"] where Bytes.starts(digits, with: prefix) {
            let rest = Array(digits.dropFirst(prefix.utf8.count))
            let isService = Bytes.starts(rest, with: "400") || Bytes.starts(rest, with: "800")
            return rest.first == 0x30 || isService ? rest : [0x30] + rest
        }
        return digits
    }
}
