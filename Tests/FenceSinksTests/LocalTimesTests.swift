import Testing

@testable import FenceSinks

/// A time without a zone gets the one that the user named; everything else stays as it was written.
@Suite struct LocalTimesTests {
    @Test(
        arguments: [
            ("2026-11-03T14:26:07", 8 * 3_600, "2026-11-03T14:26:07+08:00"),
            ("2026-11-03 14:26:07", -5 * 3_600, "2026-11-03T14:26:07-05:00"),
            ("2026/11/3 9:05", 5 * 3_600 + 1_800, "2026-11-03T09:05:00+05:30"),
            ("2026-11-03 14:26:07,125", -1_800, "2026-11-03T14:26:07.125-00:30"),
            ("2026-11-03T14:26:07Z", 3_600, nil), ("2026-11-03T14:26:07+01:00", 3_600, nil), ("14:26", 3_600, nil),
            ("2026-11-03", 3_600, nil), ("2026-13-03 14:26", 3_600, nil),
            ("2026-02-29 14:26", 3_600, nil), ("2028-02-29 14:26", 3_600, "2028-02-29T14:26:00+01:00"),
            ("2026-11-03 24:00", 3_600, nil),
            ("2026-11/03 14:26", 3_600, nil), ("2026-11-03 14:26:07.", 3_600, nil), ("03.11.2026 14:26", 3_600, nil),
            ("", 3_600, nil), ("2026-11-03 14:26 PM", 3_600, nil), ("1793687167", 3_600, nil),
        ] as [(String, Int, String?)])
    func aTimeGetsItsZone(text: String, secondsEast: Int, zoned: String?) {
        #expect(LocalTimes { _ in secondsEast }.zoned(text) == zoned)
    }

    /// The zone is asked for the time that the clocks showed.
    @Test(arguments: [
        ("1970-01-01 00:00", 0), ("1972-02-29 00:00", 789 * 86_400), ("2000-03-01 00:00:01", 11_017 * 86_400 + 1),
        ("2026-11-03T14:26:07", 1_793_715_967),
    ])
    func theZoneIsAskedForTheLocalTime(text: String, seconds: Int) {
        let times = LocalTimes { $0 == seconds ? 3_600 : 0 }
        #expect(times.zoned(text)?.hasSuffix("+01:00") == true)
    }
}
