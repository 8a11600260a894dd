import FenceModel
import Fencewatch
import Testing

/// What an alert says of how much is offered, and for how much.
@Suite struct QuantityTests {
    static let detector = Detector()

    static func alert(_ text: String) throws -> Alert {
        try #require(detector.scan(text).alert, "no alert: \(text)")
    }

    @Test(
        "records",
        arguments: [
            ("出一手股民 100w条 飞机 @gumin_data88", 100 * 10_000), ("出一手股民 五十万组 飞机 @gumin_data88", 500_000),
            ("出一手股民 1.2亿 飞机 @gumin_data88", 120_000_000), ("出一手股民 2w6条 飞机 @gumin_data88", 26_000),
            ("出一手股民 10,222条 飞机 @gumin_data88", 10_222), ("出一手股民 日更2千 飞机 @gumin_data88", 2_000),
            ("出一手股民 日3k 飞机 @gumin_data88", 3_000), ("出一手股民 2 . 8 w 飞机 @gumin_data88", 28_000),
            ("出业主名单 1600多户 飞机 @yezhu_data88", 1_600), ("出业主名单 5000条以内 飞机 @yezhu_data88", 5_000),
            // The stock counts, not what the people own.
            ("出一手股民 资金50万以上 6820条 飞机 @gumin_data88", 6_820),
            // A place of a list by itself says how much only because there is a trade.
            ("车主名单 64000 杭州 900 飞机 @chezhu_data88", 64_000),
            ("Selling fresh fullz, 22 000 pcs, dm @leads_market1", 22_000),
            ("Selling US customers database 14bn lines, dm @leads_market1", 14_000_000_000),
            // Behind runs that are no numbers, however long.
            ("出一手股民数据 " + String(repeating: "7 ", count: 16) + "，100w条，0.5元/条 飞机 @gumin_data88", 1_000_000),
            ("出一手股民 " + String(repeating: "零", count: 40) + "，100w条 飞机 @gumin_data88", 1_000_000),
            ("Selling hotel guests database, 1,100 guests a day, dm @leads_market1", 1_100),
        ])
    func records(_ text: String, _ records: Int) throws {
        #expect(try Self.alert(text).volume?.records == records, "\(text)")
    }

    @Test(
        "no records",
        arguments: [
            "出一手股民 打包100w 飞机 @gumin_data88", "出一手股民 余额50万以上 飞机 @gumin_data88", "出一手股民 支持测试200条 飞机 @gumin_data88",
            "出业主名单 一共300个盘 飞机 @yezhu_data88", "出一手股民 可压5000U 飞机 @gumin_data88",
        ])
    func noRecords(_ text: String) throws {
        #expect(try Self.alert(text).volume == nil, "\(text)")
    }

    @Test(
        "price",
        arguments: [
            ("出一手股民 0.5元/条 飞机 @gumin_data88", 0.5, .cny, .record),
            ("出一手股民 5毛一条 飞机 @gumin_data88", 0.5, .cny, .record),
            ("出一手股民 按条2分 飞机 @gumin_data88", 0.02, .cny, .record),
            ("出一手股民 二十五一条 飞机 @gumin_data88", 25, .cny, .record),
            ("出一手股民 一手三块二手一块 飞机 @gumin_data88", 3, .cny, nil),
            ("出一手股民 25/1000 飞机 @gumin_data88", 0.025, .cny, .record),
            ("出一手股民 千条60块 飞机 @gumin_data88", 0.06, .cny, .record),
            ("出一手股民 18u/k 飞机 @gumin_data88", 0.018, .usdt, .record),
            ("出一手股民 打包1200U 飞机 @gumin_data88", 1_200, .usdt, .batch),
            ("出一手股民 整库8w 飞机 @gumin_data88", 80_000, .cny, .batch),
            ("出一手股民 包月1.2万 飞机 @gumin_data88", 12_000, .cny, .month),
            ("出一手股民 实时2.8 隔夜1.2 飞机 @gumin_data88", 2.8, .cny, .record),
            ("出一手股民 0.02₿ 飞机 @gumin_data88", 0.02, .btc, nil),
            ("Selling fresh fullz, 20 each, dm @leads_market1", 20, .usd, .record),
            ("Selling fresh fullz 50k $0.3, dm @leads_market1", 0.3, .usd, nil),
            ("查机主 80，飞机 @chadang_ok1", 80, .cny, .query),
        ] as [(String, Double, Price.Currency, Price.Unit?)])
    func price(_ text: String, _ amount: Double, _ currency: Price.Currency, _ unit: Price.Unit?) throws {
        let price = try #require(try Self.alert(text).price, "\(text)")
        #expect(price.amount == amount && price.currency == currency && price.unit == unit, "\(text): \(price)")
    }

    @Test(
        "no price",
        arguments: [
            "出一手股民 长三角 飞机 @gumin_data88", "出一手股民 先押5000U押金 飞机 @gumin_data88", "出航旅实时订单 12306 飞机 @gumin_data88",
            "出一手股民 接通率98 飞机 @gumin_data88",
        ])
    func noPrice(_ text: String) throws {
        #expect(try Self.alert(text).price?.amount == nil, "\(text)")
    }

    /// The numbers on a record's line are its own.
    @Test func numbersOfRecordsAreNeitherVolumeNorPrice() throws {
        let rows = ["19978701452 何平 移动 199套餐", "13590055673 罗静 移动 59元套餐", "17691292062 徐洋 联通 冰激凌8元"]
        let text = "出三网机主 飞机 @jizhu_data88\n" + rows.joined(separator: "\n")
        let alert = try Self.alert(text)
        #expect(alert.volume == nil && alert.price == nil)
    }
}
