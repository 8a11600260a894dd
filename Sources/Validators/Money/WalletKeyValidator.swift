/// Private keys of wallets by base58check: Bitcoin's wallet import format, and the extended private keys of BIP 32.
package enum WalletKeyValidator: Validator {
    package static let name = "wallet-key"
    package static let readsCase = true

    package static func verdict(on candidate: Candidate) -> Verdict {
        guard let written = candidate.written else {
            return Verdict(.proved, checks: [Check("base58check-not-read", evidence: 0)])
        }
        guard let payload = Base58.checkedPayload(written) else { return .refuted("base58check") }
        guard isWalletImport(payload) || isExtended(payload) else { return .refuted("base58check") }
        return Verdict(.proved, checks: [Check("base58check", evidence: 5)], checkDigitVerified: true)
    }

    /// Version 0x80 and 32 bytes, one more of value 1 where the public key is compressed.
    private static func isWalletImport(_ payload: [UInt8]) -> Bool {
        payload.first == 0x80 && (payload.count == 33 || payload.count == 34 && payload.last == 1)
    }

    /// The versions of xprv, yprv and zprv (SLIP 132), depth, fingerprint, number, chain code, and a zero before the key.
    private static func isExtended(_ payload: [UInt8]) -> Bool {
        guard payload.count == 78, payload[45] == 0 else { return false }
        return extendedVersions.contains { payload.starts(with: $0) }
    }

    private static let extendedVersions: [[UInt8]] = [
        [0x04, 0x88, 0xAD, 0xE4], [0x04, 0x9D, 0x78, 0x78], [0x04, 0xB2, 0x43, 0x0C],
    ]

    /// As written: base 58 tells capitals from small letters.
    package static func normalized(_ value: [UInt8]) -> [UInt8] { value }
}
