import Testing

@testable import FenceValidators

@Suite struct PhoneTests {
    @Test(arguments: [
        "13800138000", "+86 138 0013 8000", "0086-138-0013-8000", "86 13800138000", "138.0013.8000", "138\n0013 8000",
    ])
    func mobilesAreElevenDigits(_ written: String) {
        #expect(normal(MobileValidator.self, written) == "13800138000")
        #expect(judge(MobileValidator.self, written).outcome == .proved)
    }

    @Test(arguments: [
        ("19212345670", "china-broadnet", "mobile-range"), ("17011112223", "china-telecom", "mobile-range-virtual"),
        ("17051112223", "china-mobile", "mobile-range-virtual"), ("14412345670", "china-mobile", "mobile-range-iot"),
        ("13612345671", "china-mobile", "mobile-range"), ("15412345671", "", "mobile-range-unallotted"),
        ("17212345671", "china-mobile", "mobile-range-iot"), ("16212345671", "china-telecom", "mobile-range-virtual"),
    ])
    func namesNetworkAndUse(_ number: String, provider: String, check: String) {
        let verdict = judge(MobileValidator.self, number)
        #expect(names(verdict).first == check)
        #expect((verdict.attributes.first { $0.name == "operator" }?.value ?? "") == provider)
    }

    @Test func regionOfRange() {
        #expect(MobileRegion.name(of: Array("1300000".utf8)) == "山东省济南市")
        #expect(MobileRegion.name(of: Array("1300001".utf8)) == "江苏省常州市")
        #expect(MobileRegion.name(of: Array("1990000".utf8)) == nil)
    }

    @Test(arguments: [
        ("010-66886688", "01066886688", true), ("+86 10 66886688", "01066886688", true),
        ("0755-26886688", "075526886688", true),
        ("(0311)86886688", "031186886688", true), ("0577-2688668", "05772688668", false),
        ("400-688-6688", "4006886688", true),
        ("0100-6688668", "01006688668", false), ("0862-6688668", "08626688668", false),
    ])
    func landlines(_ written: String, normalized: String, isLikely: Bool) {
        #expect(normal(LandlineValidator.self, written) == normalized)
        #expect(
            (evidence(judge(LandlineValidator.self, written)) > 0) == isLikely,
            "\(names(judge(LandlineValidator.self, written)))")
    }

    @Test func overseas() {
        #expect(normal(HongKongPhoneValidator.self, "+852 6123 4567") == "85261234567")
        #expect(normal(HongKongPhoneValidator.self, "6123-4567") == "85261234567")
        #expect(normal(MacauPhoneValidator.self, "00853 6612 3456") == "85366123456")
        #expect(
            normal(TaiwanPhoneValidator.self, "+886 912 345 678") == normal(TaiwanPhoneValidator.self, "0912-345-678"))
        #expect(judge(TaiwanPhoneValidator.self, "0912345678").outcome == .proved)
        #expect(judge(HongKongPhoneValidator.self, "11234567").outcome == .notApplicable)
    }

    /// ITU-T E.164; the numbers are those that regulators keep for fiction (Ofcom, NANPA), or only have the length.
    @Test(arguments: [
        ("+44 20 7946 0958", "442079460958", "GB"), ("+1 (415) 555-0132", "14155550132", "US"),
        ("(415) 555-0132", "14155550132", "US"), ("1-415-555-0132", "14155550132", "US"),
        ("0081 90 1234 5678", "819012345678", "JP"), ("+60 12-345 6789", "60123456789", "MY"),
        ("+7 912 345-67-89", "79123456789", "RU"), ("+44 (0)20 7946 0958", "442079460958", "GB"),
        ("+65 9123 4567", "6591234567", "SG"),
    ])
    func otherCountries(_ written: String, normalized: String, region: String) {
        let verdict = judge(InternationalPhoneValidator.self, written)
        #expect(verdict.outcome == .proved)
        #expect(verdict.attributes.contains(Attribute("region", region)))
        #expect(normal(InternationalPhoneValidator.self, written) == normalized)
    }

    @Test(arguments: [
        "+1 115 555 0132", "+1 415 155 0132", "+1 911 555 013", "(415) 055-0132", "+999 1234 5678", "+44 20 7946",
        "+86 138 0013 8000", "+852 6123 4567", "411-555-0132", "+3 1581 593814", "+498007670",
        "+3012345678",
    ])
    func noNumbersOfOtherCountries(_ written: String) {
        #expect(judge(InternationalPhoneValidator.self, written).outcome == .refuted)
    }
}
