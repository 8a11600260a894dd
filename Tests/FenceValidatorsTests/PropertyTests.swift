import TestSupport
import Testing

@testable import FenceValidators

/// What each check digit can catch, it catches: random numbers, every single error and every adjacent transposition.
@Suite struct PropertyTests {
    private static let seed: UInt64 = 20_261_124
    private static let rounds = 60

    /// An alphabet of a code, a way to complete a body with its check, and the places where errors are tried.
    private struct Code {
        var alphabet: [UInt8]
        var validator: any Validator.Type
        /// Bodies to which one character of the alphabet (or of `checks`) is a valid end.
        var body: (inout SeededGenerator) -> [UInt8]
        var checks: [UInt8]
        var places: (_ length: Int) -> Range<Int>
        /// Whether swapping two neighbours is caught wherever they differ.
        var catchesTranspositions: Bool
    }

    private static let digits = Array("0123456789".utf8)

    /// The valid number with that body: exactly one check character is right.
    private static func complete(_ body: [UInt8], _ code: Code) -> [UInt8]? {
        let valid = code.checks.map { body + [$0] }.filter { isValid($0, code.validator) }
        return valid.count == 1 ? valid[0] : nil
    }

    private static func isValid(_ number: [UInt8], _ validator: any Validator.Type) -> Bool {
        let verdict = judge(validator, String(decoding: number, as: UTF8.self))
        return verdict.outcome == .proved && verdict.checkDigitVerified
    }

    private static func check(_ code: Code, sourceLocation: SourceLocation = #_sourceLocation) {
        var random = SeededGenerator(seed: seed)
        for round in 0..<rounds {
            let body = code.body(&random)
            guard let number = complete(body, code) else {
                Issue.record("seed \(seed), round \(round): no single check character", sourceLocation: sourceLocation)
                return
            }
            for place in code.places(number.count) {
                for character in code.alphabet where character != number[place] {
                    var changed = number
                    changed[place] = character
                    #expect(
                        !isValid(changed, code.validator), "seed \(seed), round \(round), place \(place)",
                        sourceLocation: sourceLocation)
                }
                guard code.catchesTranspositions, place + 1 < code.places(number.count).upperBound,
                    number[place] != number[place + 1]
                else { continue }
                var changed = number
                changed.swapAt(place, place + 1)
                #expect(
                    !isValid(changed, code.validator), "seed \(seed), round \(round), swap at \(place)",
                    sourceLocation: sourceLocation)
            }
        }
    }

    /// GB 32100-2015: MOD 31 is prime, and no two neighbours have one weight.
    @Test func socialCreditCodes() {
        let alphabet = Array("0123456789abcdefghjklmnpqrtuwxy".utf8)
        Self.check(
            Code(
                alphabet: alphabet, validator: USCCValidator.self,
                body: { random in
                    Array("91110000".utf8) + (0..<9).map { _ in alphabet.randomElement(using: &random) ?? 0x30 }
                },
                checks: alphabet, places: { 8..<$0 }, catchesTranspositions: true))
    }

    /// GS 15-2006, ISO 7064 MOD 11,10: a hybrid system catches all single errors, and nearly all transpositions.
    @Test func businessRegistrations() {
        Self.check(
            Code(
                alphabet: Self.digits, validator: BusinessLicenseValidator.self,
                body: { random in Array("110108".utf8) + random.digits(8) }, checks: Self.digits, places: { 6..<$0 },
                catchesTranspositions: false))
    }

    /// Weights 9 to 2 under MOD 11: all errors in the digits; a letter can hide one eleven places on.
    @Test func hongKongCards() {
        Self.check(
            Code(
                alphabet: Self.digits, validator: HongKongIDValidator.self,
                body: { random in Array("k".utf8) + random.digits(6) }, checks: Self.digits + Array("a".utf8),
                places: { 1..<($0 - 1) }, catchesTranspositions: true))
    }

    /// Under MOD 10 the weights 7, 3 and 1 (places 3, 7, 9 and 10) see every single error; even weights and 5 miss some.
    @Test func taiwanNumbers() {
        for place in [2, 6, 8, 9] {
            Self.check(
                Code(
                    alphabet: Self.digits, validator: TaiwanIDValidator.self,
                    body: { random in Array("f1".utf8) + random.digits(7) }, checks: Self.digits,
                    places: { _ in place..<(place + 1) }, catchesTranspositions: false))
        }
    }

    /// Every changed character of a checked address is caught, whichever character it becomes.
    @Test(arguments: [
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
    ])
    func walletsInBase58(_ address: String) {
        let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
        let bytes = Array(address.utf8)
        #expect(judge(CryptoWalletValidator.self, address, written: address).checkDigitVerified)
        for place in 1..<bytes.count {
            for character in alphabet where character != bytes[place] {
                var changed = bytes
                changed[place] = character
                let text = String(decoding: changed, as: UTF8.self)
                #expect(judge(CryptoWalletValidator.self, text, written: text).outcome == .refuted)
            }
        }
    }

    /// BIP 173 and BIP 350: up to four substitutions are caught.
    @Test(arguments: [
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ])
    func walletsInBech32(_ address: String) {
        let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
        let bytes = Array(address.utf8)
        #expect(judge(CryptoWalletValidator.self, address).checkDigitVerified)
        for place in 4..<bytes.count {
            for character in alphabet where character != bytes[place] {
                var changed = bytes
                changed[place] = character
                #expect(judge(CryptoWalletValidator.self, String(decoding: changed, as: UTF8.self)).outcome == .refuted)
            }
        }
    }

    /// A table that may be out of date lowers and says so; it never rejects.
    @Test func tablesLower() {
        #expect(names(judge(MobileValidator.self, "15412341234")).contains("mobile-range-unallotted"))
        #expect(names(judge(LandlineValidator.self, "0300-8123456")).contains("area-code-unknown"))
        #expect(names(judge(LandlineValidator.self, "010-6688668")).contains("subscriber-length-unusual"))
        #expect(names(judge(BankCardValidator.self, "350000000000000".luhned)).contains("range-unallotted"))
        #expect(names(judge(ResidentIDValidator.self, valid("11999919900307461"))).contains("region-unknown"))
        for unknown in ["15412341234", "0300-8123456"] {
            let validator: any Validator.Type = unknown.first == "1" ? MobileValidator.self : LandlineValidator.self
            #expect(judge(validator, unknown).outcome == .proved)
        }
    }
}
