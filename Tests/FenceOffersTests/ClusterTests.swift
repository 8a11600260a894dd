import FenceModel
import TestSupport
import Testing

@testable import FenceOffers

/// Reposts share a cluster, whatever was done to their looks; other goods, another contact or another act do not.
@Suite struct ClusterTests {
    static let name = Generated.name(11)
    static let other = Generated.name(12)

    private static func cluster(_ text: String, channel: String = "a") throws -> String {
        let origin = MessageOrigin(source: channel, channel: channel, author: nil)
        return try #require(Conversation.detector.scan(text, origin: origin).alert, "\(text)").cluster
    }

    /// Two or three random letters and digits.
    private static func salt(_ random: inout SeededGenerator) -> String {
        String(
            (0..<Int.random(in: 2...3, using: &random)).map { _ in
                "abcdefghjkmnpqrstuvwxyz23456789".randomElement(using: &random) ?? "a"
            })
    }

    @Test(arguments: [
        "出售一手母婴数据，100w条，0.5元/条，飞机 @\(name)", "出股民料 一手 0.5元/条 @\(name)", "户籍·全家·开房·轨迹·流水·机主 t.me/\(name)",
        "求购业主名单，5w条以上，价格面议，微信 \(name)", "selling fresh customer database, 2M rows, sample available, tg @\(name)",
    ])
    func repostsAreOneCluster(_ text: String) throws {
        let cluster = try Self.cluster(text)
        #expect(try Self.cluster(text, channel: "b") == cluster)
        var random = SeededGenerator(seed: 7)
        for _ in 0..<12 {
            let salted = "\(Self.salt(&random)) \(text) \(Self.salt(&random))"
            #expect(try Self.cluster(salted, channel: "c") == cluster, "\(salted)")
        }
        let forms = [
            text.replacing("，", with: " "), text.replacing("，", with: "｜"), text.replacing("，", with: "\n"),
            text.replacing("，", with: ","), text + "！！！", "🔥🔥" + text + "🔥",
        ]
        for form in forms { #expect(try Self.cluster(form) == cluster, "\(form)") }
    }

    @Test(arguments: [
        ("出售一手母婴数据，100w条，0.5元/条，飞机 @\(name)", "出售一手母婴数据，１００ｗ条，０.５元／条，飞机 @\(name)"),
        ("出售业主数据 @\(name)", "出售業主數據 @\(name)"), ("出售业主名单 @\(name)", "出售业.主名.单 @\(name)"),
        ("出售业主数据 @\(name)", "出售业主数\u{200B}据 @\(name)"),
        ("selling customer database @\(name)", "ｓｅｌｌｉｎｇ customer database @\(name)"),
        ("出售业主数据 飞机 @\(name)", "出售业主数据 飞机 @\(name.uppercased())"),
    ])
    func disguiseChangesNothing(_ plain: String, _ disguised: String) throws {
        #expect(try Self.cluster(plain) == Self.cluster(disguised))
    }

    @Test(arguments: [
        // Another contact, or another way of contact.
        ("出股民料 一手 0.5元/条 @\(name)", "出股民料 一手 0.5元/条 @\(other)"),
        ("出售业主数据，飞机 @\(name)", "出售业主数据，微信 \(name)"),
        // Other goods, also of one category.
        ("出股民料 一手 0.5元/条 @\(name)", "出网贷料 一手 0.5元/条 @\(name)"),
        ("出网贷料 一手 0.5元/条 @\(name)", "出信用卡料 一手 0.5元/条 @\(name)"),
        ("出售母婴数据 @\(name)", "出售车主数据 @\(name)"), ("出售业主名单 5w条 @\(name)", "出售家长名单 5w条 @\(name)"),
        // Wanted, not offered.
        ("出售业主名单 5w条 @\(name)", "求购业主名单 5w条 @\(name)"),
    ])
    func otherTradesAreOtherClusters(_ one: String, _ other: String) throws {
        #expect(try Self.cluster(one) != Self.cluster(other))
    }

    /// Nothing of a contact goes into a cluster but what is shown beside it: numbers with the same mask share one.
    @Test func aClusterTellsNoMoreThanTheMask() throws {
        let alerts = try ["13812340606", "13887650606"].map { number in
            try #require(Conversation.detector.scan("出售业主数据 5w条，现结，电话 \(number)").alert)
        }
        #expect(alerts[0].contacts.map(\.value.masked) == alerts[1].contacts.map(\.value.masked))
        #expect(alerts[0].contacts != alerts[1].contacts)
        #expect(alerts[0].cluster == alerts[1].cluster)
    }
}

@Suite struct AlertIdentifierTests {
    private static func id(_ source: String) throws -> String {
        try #require(
            Conversation.detector.scan("出售一手车主数据100w条，0.5元/条，飞机 @muying_data88", origin: MessageOrigin(source: source))
                .alert
        ).id
    }

    @Test(
        "the same path, written otherwise",
        arguments: [("a/b", "./a/b"), ("a/b", "a//b"), ("/a/b", "//a/./b"), ("-", "-")])
    func staysTheSame(_ one: String, _ other: String) throws {
        #expect(try Self.id(one) == Self.id(other))
    }

    @Test("other paths", arguments: [("a/b", "/a/b"), ("a/b", "b"), ("a/b", "a/../a/b")])
    func differs(_ one: String, _ other: String) throws {
        #expect(try Self.id(one) != Self.id(other))
    }
}
