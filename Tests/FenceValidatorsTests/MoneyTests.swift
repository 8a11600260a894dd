import TestSupport
import Testing

@testable import FenceValidators

@Suite struct MoneyTests {
    @Test func cardsNeedIssuerAndSum() {
        let known = judge(BankCardValidator.self, "6222 0212 3456 7890 12".filter { $0 != " " }.luhned)
        #expect(known.outcome == .proved)
        #expect(known.attributes.contains(Attribute("bank", "中国工商银行")))
        #expect(judge(BankCardValidator.self, "4111 1111 1111 1111").checkDigitVerified)
        #expect(judge(BankCardValidator.self, "4111 1111 1111 1112").outcome == .refuted)
        #expect(
            judge(BankCardValidator.self, "2720 9900 0000 0007").attributes.contains(Attribute("network", "mastercard"))
        )
        #expect(judge(BankCardValidator.self, "378282246310005").attributes.contains(Attribute("network", "amex")))
        #expect(evidence(judge(BankCardValidator.self, "7992739871312343".luhned)) < 0)
    }

    @Test func typingErrorBesideWordsIsToldWithItsCheck() {
        let verdict = judge(BankCardValidator.self, "4111111111111112", context: true)
        #expect(verdict.outcome == .proved)
        #expect(names(verdict).contains("luhn-failed"))
        #expect(!verdict.checkDigitVerified)
        #expect(evidence(verdict) < 0)
    }

    /// 35 begins the cards of JCB and the IMEIs of most phones, which have fifteen digits.
    @Test(arguments: [
        ("355260181590838", false), ("35301113333000".luhned, false), ("21311111111111".luhned, true),
        ("18001111111111".luhned, true), ("353011133330000".luhned, true),
    ])
    func knowsJCBByItsLengths(_ number: String, isCard: Bool) {
        let verdict = judge(BankCardValidator.self, number)
        #expect((evidence(verdict) > 0) == isCard)
        #expect(verdict.checkDigitVerified == isCard)
    }

    @Test func luhnCatchesWhatItCan() {
        let seed: UInt64 = 7_812
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let number = Array(String(decoding: random.digits(15), as: UTF8.self).luhned.utf8)
            #expect(LuhnValidator.isValid(number), "seed \(seed)")
            for place in number.indices {
                for digit in UInt8(0x30)...0x39 where digit != number[place] {
                    var changed = number
                    changed[place] = digit
                    #expect(!LuhnValidator.isValid(changed), "seed \(seed)")
                }
                guard place + 1 < number.count, number[place] != number[place + 1] else { continue }
                // ISO/IEC 7812-1: 09 and 90 are the transposition that the sum cannot see.
                if Set(number[place...(place + 1)]) == [0x30, 0x39] { continue }
                var changed = number
                changed.swapAt(place, place + 1)
                #expect(!LuhnValidator.isValid(changed), "seed \(seed)")
            }
        }
    }

    /// FIPS 180-4 and the Keccak team's vectors.
    @Test func digests() {
        #expect(
            hex(SHA256.hash(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(hex(SHA256.hash([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            hex(SHA256.hash(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)))
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(hex(Keccak256.hash([])) == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")
        #expect(
            hex(Keccak256.hash(Array("abc".utf8))) == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
        )
    }

    /// BIP 173, BIP 350, EIP-55 and the genesis block's address.
    @Test(arguments: [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "base58check"), ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "base58check"),
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bech32"),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "bech32m"),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "eip55"),
        ("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "eip55"),
    ])
    func walletsAreVerified(_ address: String, check: String) {
        let verdict = judge(CryptoWalletValidator.self, address, written: address)
        #expect(names(verdict) == [check])
        #expect(verdict.checkDigitVerified)
        var wrong = Array(address.utf8)
        // Another letter in the middle keeps the form and breaks the sum.
        wrong[20] = wrong[20] == 0x32 ? 0x33 : 0x32
        let broken = String(decoding: wrong, as: UTF8.self)
        #expect(judge(CryptoWalletValidator.self, broken, written: broken).outcome == .refuted)
    }

    /// The example of the Bitcoin wiki's page on the format, its compressed twin, and BIP 32's first test vector.
    @Test(arguments: [
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", "KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617",
        "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    ])
    func walletKeysAreVerified(_ key: String) {
        #expect(judge(WalletKeyValidator.self, key, written: key).checkDigitVerified)
        var wrong = Array(key.utf8)
        wrong[20] = wrong[20] == 0x32 ? 0x33 : 0x32
        let broken = String(decoding: wrong, as: UTF8.self)
        #expect(judge(WalletKeyValidator.self, broken, written: broken).outcome == .refuted)
        // An address is no key.
        let address = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
        #expect(judge(WalletKeyValidator.self, address, written: address).outcome == .refuted)
    }

    /// Addresses of BIP 173 and BIP 350 whose check sums are right: programs of 32, 40, 16 and 2 bytes.
    @Test(arguments: [
        "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
        "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "bc1sw50qgdz25j",
    ])
    func witnessProgramsOfEveryLength(_ address: String) {
        #expect(judge(CryptoWalletValidator.self, address, written: address).checkDigitVerified)
    }

    /// The same of what is no witness program: 16 bytes in version 0, 1 byte, 41 bytes, more than four bits of zeros behind
    /// it, and a bit that is set there.
    @Test(arguments: [
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P", "bc1pw5dgrnzv",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqqq5guvkw",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3pjxtptv",
    ])
    func whatIsNoWitnessProgramIsRefuted(_ address: String) {
        #expect(judge(CryptoWalletValidator.self, address, written: address).outcome == .refuted)
    }

    @Test(arguments: [
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
    ])
    func walletsKeepCapitalsThatTell(_ address: String, normalized: String) {
        #expect(normal(CryptoWalletValidator.self, address) == normalized)
    }

    /// GB 32100-2015 and GS 15-2006.
    @Test func registries() {
        let verdict = judge(USCCValidator.self, "91350100M000100Y43")
        #expect(verdict.checkDigitVerified)
        #expect(names(verdict).contains("gb32100-mod31"))
        #expect(judge(USCCValidator.self, "91350100M000100Y44").outcome == .refuted)
        #expect(USCCValidator.organisationCheck(of: Array("d2143569".utf8)) == 0x78)
        #expect(judge(BusinessLicenseValidator.self, "110108000000016").checkDigitVerified)
        #expect(judge(BusinessLicenseValidator.self, "110108000000017").outcome == .refuted)
        #expect(judge(IMEIValidator.self, "490154203237518").checkDigitVerified)
    }
}

func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

extension String {
    /// The digits with a Luhn check digit behind them.
    var luhned: String {
        "0123456789".map { self + String($0) }.first { LuhnValidator.isValid(Array($0.utf8)) } ?? self
    }
}
