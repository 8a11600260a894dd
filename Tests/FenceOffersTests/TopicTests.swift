import FenceModel
import Fencewatch
import Testing

/// Words for topics sort alerts, and say nothing of a trade.
@Suite struct TopicTests {
    private static func term(
        _ id: String, _ signal: SignalTerm.Signal, _ words: [String], weight: Double = 3, category: DataCategory? = nil
    ) -> SignalTerm {
        SignalTerm(id: id, signal: signal, weight: weight, words: words, waking: .always, category: category)
    }

    private static func detector() throws -> Detector {
        try Detector(
            pack: RulePack(
                name: "test", version: "1", rules: [],
                signals: [
                    term("sell", .sell, ["出售"]), term("goods", .goods, ["客户数据"]),
                    term("banking", .goods, ["网贷数据"], category: .banking),
                    term("school", .topic, ["幼儿园", "大班"], category: .education),
                    term("clinic", .topic, ["门诊", "幼儿园门诊"], weight: 4, category: .medical),
                ]))
    }

    @Test(arguments: [
        ("出售客户数据，都是幼儿园的", [DataCategory.education]), ("出售客户数据，都是动物园的", [.other]),
        // Of words that begin together the longest counts, and each only once.
        ("出售客户数据，都是幼儿园门诊的", [.medical]), ("出售客户数据，幼儿园 幼儿园 幼儿园 门诊", [.medical, .education]),
        // Goods that name their category weigh more than one topic.
        ("出售网贷数据，都是幼儿园的", [.banking]),
    ])
    func sortsAlerts(_ text: String, categories: [DataCategory]) throws {
        let alert = try #require(Self.detector().scan(text).alert)
        #expect(Set(alert.categories).isSuperset(of: categories))
        #expect(alert.categories.first == categories.first)
    }

    @Test func saysNothingOfATrade() throws {
        let detector = try Self.detector()
        #expect(detector.scan("幼儿园大班").alert == nil)
        let plain = try #require(detector.scan("出售客户数据，都是动物园的").alert)
        let sorted = try #require(detector.scan("出售客户数据，都是幼儿园的").alert)
        #expect(plain.score == sorted.score)
    }
}
