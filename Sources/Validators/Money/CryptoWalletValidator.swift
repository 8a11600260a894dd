/// Wallet addresses by their own check sums: Bitcoin, Litecoin, Dogecoin and TRON base58check, Bitcoin and Litecoin bech32 and
/// bech32m, Ethereum EIP-55.
package enum CryptoWalletValidator: Validator {
    package static let name = "crypto-wallet"
    package static let readsCase = true

    package static func verdict(on candidate: Candidate) -> Verdict {
        let folded = candidate.value
        if Bytes.starts(folded, with: "0x") { return ethereum(candidate) }
        if isSegregatedWitness(folded) { return segregatedWitness(folded) }
        return base58(candidate)
    }

    /// As written, since base 58 tells capitals from small letters; the other two forms, which do not, in lower case.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        let small = value.map(Bytes.lower)
        return hasSmallForm(small) ? small : value
    }

    private static func hasSmallForm(_ address: [UInt8]) -> Bool {
        Bytes.starts(address, with: "0x") || isSegregatedWitness(address)
    }

    private static func isSegregatedWitness(_ address: [UInt8]) -> Bool {
        ["bc1", "tb1", "ltc1"].contains { Bytes.starts(address, with: $0) }
    }

    private static func ethereum(_ candidate: Candidate) -> Verdict {
        let digits = Array(candidate.value.dropFirst(2))
        guard digits.count == 40, digits.allSatisfy({ Bytes.isDigit($0) || (0x61...0x66).contains($0) }) else {
            return .notApplicable
        }
        let coin = [Attribute("coin", "ethereum")]
        guard !Bytes.isOneByteRepeated(digits) else { return .refuted("sample-number") }
        let written = (candidate.written ?? []).suffix(40)
        let hasUpper = written.contains { (0x41...0x46).contains($0) }
        let hasLower = written.contains { (0x61...0x66).contains($0) }
        guard written.count == 40, hasUpper, hasLower else {
            // Without mixed case the address carries no check sum.
            return Verdict(.proved, checks: [Check("eip55-absent", evidence: 0)], attributes: coin)
        }
        let hash = Keccak256.hash(digits)
        let agrees = zip(written, digits).enumerated().allSatisfy { place, pair in
            guard !Bytes.isDigit(pair.1) else { return pair.0 == pair.1 }
            let nibble = place % 2 == 0 ? hash[place / 2] >> 4 : hash[place / 2] & 0xF
            return pair.0 == (nibble >= 8 ? pair.1 & 0xDF : pair.1)
        }
        return agrees
            ? Verdict(.proved, checks: [Check("eip55", evidence: 5)], attributes: coin, checkDigitVerified: true)
            : .refuted("eip55")
    }

    private static func segregatedWitness(_ address: [UInt8]) -> Verdict {
        guard let decoded = Bech32.decode(address) else { return .refuted("bech32") }
        // BIP 350: version 0 is bech32, every later one bech32m.
        guard (decoded.version == 0) == (decoded.form == .bech32), decoded.version <= 16 else {
            return .refuted("bech32")
        }
        return Verdict(
            .proved, checks: [Check(decoded.form == .bech32 ? "bech32" : "bech32m", evidence: 5)],
            attributes: [Attribute("coin", Bytes.starts(address, with: "ltc1") ? "litecoin" : "bitcoin")],
            checkDigitVerified: true)
    }

    private static func base58(_ candidate: Candidate) -> Verdict {
        guard (25...36).contains(candidate.value.count), let first = candidate.value.first else {
            return .notApplicable
        }
        let coin: String
        let versions: [UInt8]
        switch first {
        case 0x31, 0x33: (coin, versions) = ("bitcoin", [0x00, 0x05])
        case UInt8(ascii: "t"): (coin, versions) = ("tron", [0x41])
        case UInt8(ascii: "l"), UInt8(ascii: "m"): (coin, versions) = ("litecoin", [0x30, 0x32])
        case UInt8(ascii: "d"): (coin, versions) = ("dogecoin", [0x1E])
        default: return .notApplicable
        }
        guard let written = candidate.written else {
            return Verdict(
                .proved, checks: [Check("base58check-not-read", evidence: 0)], attributes: [Attribute("coin", coin)])
        }
        guard let payload = Base58.checkedPayload(written), payload.count == 21 else { return .refuted("base58check") }
        guard versions.contains(payload[0]) else { return .refuted("base58check") }
        return Verdict(
            .proved, checks: [Check("base58check", evidence: 5)], attributes: [Attribute("coin", coin)],
            checkDigitVerified: true)
    }
}
