import TestSupport
import Testing

@testable import FenceValidators

@Suite struct IdentityTests {
    /// GB 11643-1999, the standard's two worked examples, and residence permits of the form.
    @Test(arguments: ["11010519491231002X", "440524188001010014", "11010519491231002x", "110105 19491231 002X"])
    func provesTheStandardsExamples(_ number: String) {
        let verdict = judge(ResidentIDValidator.self, number)
        #expect(verdict.outcome == .proved)
        #expect(verdict.checkDigitVerified)
        #expect(names(verdict) == ["iso7064-mod11-2", "birth-date", "region-code"])
    }

    @Test(arguments: [
        ("110105194912310021", "iso7064-mod11-2"), (valid("11010519490230002"), "birth-date"),
        (valid("11010518791231002"), "birth-date"), (valid("11010520270101002"), "birth-date"),
        (valid("11010520230229002"), "birth-date"), (valid("16010519491231002"), "province"),
        (valid("97010519491231002"), "province"), (valid("99999919900307461"), "province"),
    ])
    func refutes(_ number: String, for check: String) {
        let verdict = judge(ResidentIDValidator.self, number)
        #expect(verdict.outcome == .refuted)
        #expect(names(verdict) == [check])
    }

    @Test func unknownRegionLowersAndRetiredOnesDoNot() {
        #expect(judge(ResidentIDValidator.self, valid("11990019900307461")).outcome == .proved)
        #expect(names(judge(ResidentIDValidator.self, valid("11990019900307461"))).contains("region-unknown"))
        // 110103 Chongwen was merged away in 2010, 512301 Fuling county in 1997; both stay in people's numbers.
        for retired in ["110103", "512301"] {
            #expect(
                names(judge(ResidentIDValidator.self, valid(retired + "19800307461"))).contains("region-code"),
                "\(retired)")
        }
        for permit in ["810000", "820000", "830000"] {
            #expect(names(judge(ResidentIDValidator.self, valid(permit + "19900307461"))).contains("region-code"))
        }
    }

    @Test func everySingleErrorAndTranspositionIsCaught() {
        let seed: UInt64 = 20_260_101
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let body = Array("110105".utf8) + Array("19800101".utf8) + random.digits(3)
            let number = body + [ResidentIDValidator.checkCharacter(of: body)]
            #expect(ResidentIDValidator.checkCharacter(of: number[..<17]) == number[17])
            for place in 0..<17 {
                for digit in UInt8(0x30)...0x39 where digit != number[place] {
                    var changed = number
                    changed[place] = digit
                    #expect(ResidentIDValidator.checkCharacter(of: changed[..<17]) != changed[17], "seed \(seed)")
                }
                if place < 16, number[place] != number[place + 1] {
                    var changed = number
                    changed.swapAt(place, place + 1)
                    #expect(ResidentIDValidator.checkCharacter(of: changed[..<17]) != changed[17], "seed \(seed)")
                }
            }
        }
    }

    @Test(arguments: [
        (HongKongIDValidator.self as any Validator.Type, "A123456(3)", true),
        (HongKongIDValidator.self, "G123456(A)", true),
        (HongKongIDValidator.self, "A123456(4)", false), (HongKongIDValidator.self, "AB987654(3)", true),
        (TaiwanIDValidator.self, "A123456789", true), (TaiwanIDValidator.self, "A123456788", false),
        (TaiwanIDValidator.self, "A800000014", true), (TaiwanIDValidator.self, "A800000015", false),
        (ResidentID15Validator.self, "110105491231002", true), (ResidentID15Validator.self, "110105491331002", false),
        (ResidentID15Validator.self, "160105491231002", false),
        (LicensePlateValidator.self, "粤BZ12345", false), (LicensePlateValidator.self, "皖A12345Z", false),
        (LicensePlateValidator.self, "粤BK12345", true), (LicensePlateValidator.self, "粤BI12345", false),
        (PermanentResidenceValidator.self, "USA110080010112", true),
        (PermanentResidenceValidator.self, "USA110080130112", false),
        (HongKongMacauPermitValidator.self, "H12345678", true),
        (HongKongMacauPermitValidator.self, "M0123456700", true),
        (HongKongMacauPermitValidator.self, "C12345678", true),
        (PassportValidator.self, "E12345678", true), (PassportValidator.self, "EA1234567", true),
        (MacauIDValidator.self, "1234567(8)", true),
    ])
    func judges(_ validator: any Validator.Type, _ value: String, isProved: Bool) {
        #expect((judge(validator, value).outcome == .proved) == isProved, "\(value)")
        #expect((judge(validator, value).outcome == .refuted) == !isProved, "\(value)")
    }

    @Test(arguments: [
        ("京A12345", "civil", true), ("京a·12345", "civil", true), ("粤BD12345", "new-energy", true),
        ("沪A12345D", "new-energy", true), ("粤Z1234港", "marked", true), ("京A1234警", "marked", true),
        ("使014578", "embassy", true), ("WJ京1234X", "armed-police", true), ("京XI0000", "civil", false),
    ])
    func readsPlates(_ plate: String, kind: String, isLikely: Bool) {
        let verdict = judge(LicensePlateValidator.self, plate)
        #expect(verdict.outcome == .proved)
        #expect(verdict.attributes.first?.value == kind)
        #expect((evidence(verdict) > 0) == isLikely)
    }

    @Test func writingsOfOneNumberAreOne() {
        #expect(normal(ResidentIDValidator.self, "110105 19491231-002x") == "11010519491231002X")
        #expect(normal(HongKongIDValidator.self, "a123456(3)") == normal(HongKongIDValidator.self, "A1234563"))
        #expect(normal(LicensePlateValidator.self, "京a·12345") == "京A12345")
    }
}

/// A resident number with its check character.
func valid(_ body: String) -> String {
    body + String(decoding: [ResidentIDValidator.checkCharacter(of: Array(body.utf8))], as: UTF8.self)
}
