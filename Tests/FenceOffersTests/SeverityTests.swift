import FenceModel
import Testing

@testable import FenceOffers

/// The law's tiers, and the table of README.
@Suite struct SeverityTests {
    /// Article 5 of the interpretation of article 253-1, by what the categories stand for.
    @Test(arguments: [
        ([DataCategory.banking], 50), ([.property], 50), ([.hotel], 500), ([.telecom], 500), ([.medical], 500),
        ([.ecommerce], 500), ([.logistics], 500), ([.transportation], 5_000), ([.social], 5_000),
        ([.government], 5_000),
        ([.education], 5_000), ([.gambling], 5_000), ([.other], 5_000),
        // The strictest of several counts.
        ([.education, .medical], 500), ([.other, .hotel, .banking], 50), ([], 5_000),
    ])
    func threshold(_ categories: [DataCategory], threshold: Int) throws {
        let tier = try #require(LegalTiers.tier(of: [], categories: categories, claimed: nil, validated: 0))
        #expect(tier.threshold == threshold)
        #expect(tier.ratio == nil)
    }

    @Test func everyCategoryHasATier() {
        for category in DataCategory.allCases {
            let tier = LegalTiers.tier(of: [], categories: [category], claimed: nil, validated: 0)
            #expect([50, 500, 5_000].contains(tier.threshold), "\(category)")
        }
    }

    /// Tracks and what people said to each other are protected most, whatever the category of the data.
    @Test(arguments: [
        "出行程轨迹查询，人员轨迹，手机定位，秒出，飞机 @\(Generated.name(21))", "查轨迹 查定位 秒出 飞机 @\(Generated.name(21))",
        "微信聊天记录恢复查询，聊天记录数据出售，飞机 @\(Generated.name(21))",
    ])
    func tracksAndContents(_ text: String) throws {
        let alert = try #require(Conversation.detector.scan(text).alert)
        #expect(alert.legal?.threshold == 50)
    }

    @Test(arguments: [
        (50, Int?.none, 0, Double?.none), (50, 25, 0, 0.5), (50, nil, 25, 0.5), (500, 500, 12, 1),
        (5_000, 100, 50_000, 10),
    ])
    func ratio(_ threshold: Int, claimed: Int?, validated: Int, ratio: Double?) {
        let tier = LegalTier(threshold: threshold, claimed: claimed, validated: validated)
        #expect(tier.ratio == ratio)
        #expect(tier.claimed == claimed)
        #expect(tier.validated == validated)
    }

    struct Row: CustomTestStringConvertible, Sendable {
        var ratio: Double
        var score: Double
        var validated: Int
        var severity: Alert.Severity
        var testDescription: String { "ratio \(ratio), score \(score), \(validated) validated → \(severity)" }
    }

    @Test(
        "the table of README",
        arguments: [
            Row(ratio: 10, score: 0.8, validated: 0, severity: .critical),
            Row(ratio: 10, score: 0.79, validated: 0, severity: .high),
            Row(ratio: 9.9, score: 1, validated: 0, severity: .high),
            Row(ratio: 1, score: 0.5, validated: 0, severity: .high),
            Row(ratio: 0.99, score: 0.5, validated: 0, severity: .low),
            Row(ratio: 0.99, score: 0.9, validated: 0, severity: .medium),
            Row(ratio: 0, score: 0.5, validated: 10, severity: .high),
            Row(ratio: 0, score: 0.5, validated: 9, severity: .medium),
            Row(ratio: 0, score: 0.5, validated: 1, severity: .medium),
            Row(ratio: 0, score: 0.899, validated: 0, severity: .low),
            Row(ratio: 0, score: 0.9, validated: 0, severity: .medium),
            Row(ratio: 0, score: 0.5, validated: 0, severity: .low),
        ])
    func severity(_ row: Row) {
        var legal = LegalTier(threshold: 500, claimed: nil, validated: 0)
        legal.ratio = row.ratio
        let severity = LegalTiers.severity(
            score: row.score, legal: legal, samples: Samples(records: row.validated, validated: row.validated))
        #expect(severity == row.severity)
    }

    /// Claimed and proved numbers reach the alert.
    @Test(arguments: [
        ("出售车主数据 4999条 飞机 @\(Generated.name(22))", 4_999, Alert.Severity.medium),
        ("出售车主数据 5000条 飞机 @\(Generated.name(22))", 5_000, .high),
        ("出售车主数据 5w条 飞机 @\(Generated.name(22))", 50_000, .critical),
        ("出售股民数据 499条 飞机 @\(Generated.name(22))", 499, .high),
        ("出售股民数据 500条 飞机 @\(Generated.name(22))", 500, .critical),
    ])
    func claims(_ text: String, claimed: Int, severity: Alert.Severity) throws {
        let alert = try #require(Conversation.detector.scan(text).alert)
        let legal = try #require(alert.legal)
        #expect(legal.claimed == claimed)
        #expect(legal.ratio == Double(claimed) / Double(legal.threshold))
        #expect(alert.score >= 0.9)
        #expect(alert.severity == severity)
    }

    @Test func samplesAreCounted() throws {
        let records = (0..<12).map { Generated.record(UInt64($0)) }.joined(separator: "\n")
        let alert = try #require(Conversation.detector.scan("出售业主数据，样本如下\n\(records)").alert)
        #expect(alert.samples == Samples(records: 12, validated: 12))
        #expect(alert.legal?.validated == 12)
        #expect(alert.severity >= .high)
    }
}
