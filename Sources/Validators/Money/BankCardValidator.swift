/// Bank cards: a known issuer prefix and the Luhn sum (ISO/IEC 7812-1 annex B) together; neither stands alone.
package enum BankCardValidator: Validator {
    package static let name = "bank-card"

    package static func verdict(on candidate: Candidate) -> Verdict {
        let digits = Bytes.digits(candidate.value)
        guard (12...19).contains(digits.count) else { return .notApplicable }
        let isValid = LuhnValidator.isValid(digits)
        guard isValid || candidate.hasContext else { return .refuted("luhn") }
        let network = CardNetwork(of: digits)
        // Cards of JCB that begin with 35 have sixteen digits and more, whoever issued them.
        let isTooShort = digits.count < 15 || digits.count == 15 && Bytes.starts(digits, with: "35")
        let issuer = isTooShort ? nil : BankTable.issuers.longestPrefix(of: digits, atMost: 8)
        let isKnown = issuer != nil || network != nil
        // Typing errors in dumps are real: a known issuer beside words for a card is told, and what failed is named.
        guard isValid || isKnown else { return .refuted("luhn") }
        var checks: [Check] = []
        var attributes: [Attribute] = []
        if let issuer {
            checks.append(Check("issuer-prefix", evidence: issuer.length >= 6 ? 2 : 1.2))
            attributes = [
                Attribute("bank", Bytes.string(issuer.value.dropFirst())),
                Attribute("card", issuer.value.first == 0x63 ? "credit" : "debit"),
            ]
        } else if network != nil {
            checks.append(Check("network-prefix", evidence: network == .maestro ? -0.5 : 1))
        }
        if let network {
            attributes.append(Attribute("network", network.rawValue))
            if issuer == nil, !network.hasLength(digits.count) {
                checks.append(Check("length-unusual", evidence: -3.5))
            } else if issuer == nil, network.isRare(length: digits.count) {
                checks.append(Check("length-rare", evidence: candidate.hasContext ? 0 : -1.3))
            }
            if !network.isAllotted(digits) { checks.append(Check("range-unallotted", evidence: -0.8)) }
        }
        if !isKnown { checks.append(Check("issuer-unknown", evidence: candidate.hasContext ? -1.5 : -4)) }
        if Bytes.isOneByteRepeated(digits) { checks.append(Check("sample-number", evidence: -4)) }
        guard isValid else {
            return Verdict(.proved, checks: checks + [Check("luhn-failed", evidence: -3)], attributes: attributes)
        }
        return Verdict(
            .proved, checks: [Check("luhn", evidence: 2.3)] + checks, attributes: attributes,
            checkDigitVerified: isKnown)
    }

    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        Bytes.digits(value)
    }
}
