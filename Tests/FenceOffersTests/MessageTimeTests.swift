import Testing

@testable import FenceOffers

@Suite struct MessageTimeTests {
    @Test(
        "how far apart two times are",
        arguments: [
            ("2026-04-30 23:59:00", "2026-05-01 00:02:00", 180), ("2026-02-28T23:59:00Z", "2026-03-01T00:02:00Z", 180),
            ("2024-02-28 12:00", "2024-03-01 12:00", 2 * 86_400), ("2026-12-31 23:59:59", "2027-01-01 00:00:00", 1),
            ("2026年5月31日 8:05", "2026年6月1日 8:05", 86_400), ("1790000000", "1790000180", 180),
            ("1790000000000", "1790000180000", 180), ("2026-11-03 10:00", "2026-11-03 09:59:30", -30),
        ])
    func tellsTimesApart(_ first: String, _ second: String, _ seconds: Int) throws {
        #expect(try #require(MessageTime.seconds(in: second)) - #require(MessageTime.seconds(in: first)) == seconds)
    }

    @Test(
        "what is no time",
        arguments: [
            "", "yesterday", "10:30", "2026-02-30 10:00", "2026-13-01 10:00", "3026-01-01 10:00",
            "2026-11-03 9999999999999999:00", "2026-11-03 10:9999999999999999",
            "2026-11-03 10:00:9999999999999999", "99999999999999999999999999",
        ])
    func refusesOthers(_ text: String) {
        #expect(MessageTime.seconds(in: text) == nil)
    }
}
