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
            ("出护照扫描件 八百多本 飞机 @gumin_data88", 800), ("出一手股民 补充10万条 飞机 @gumin_data88", 100_000),
            ("出币圈料 比特币50万条 飞机 @gumin_data88", 500_000), ("出一手股民 买1万条，送1千条 飞机 @gumin_data88", 10_000),
            ("免费送一手股民 3000条 飞机 @gumin_data88", 3_000),
            // Goods with their prices, and what was sold besides.
            ("出一手资料\n健身房会员 6.1万 $90\n美容院客户 13万 $160\n驾校学员 22万 $140\n成交214单 @gumin_data88", 411_000),
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
            // 万 in disguise, and numerals that say about how many.
            ("出一手股民 120个W 飞机 @gumin_data88", 1_200_000), ("出一手股民 二十个达不溜 飞机 @gumin_data88", 200_000),
            ("出一手股民 三十来万人 飞机 @gumin_data88", 300_000), ("出一手股民 卅万 飞机 @gumin_data88", 300_000),
            ("出一手股民 千把条 飞机 @gumin_data88", 1_000), ("出一手股民 百来个 飞机 @gumin_data88", 100),
            ("出业主名单 一千来户 飞机 @yezhu_data88", 1_000), ("出业主名单 上百万套 飞机 @yezhu_data88", 1_000_000),
            ("出车主数据 140w台车 飞机 @chezhu_data88", 1_400_000), ("出一手股民 四千三百对 飞机 @gumin_data88", 4_300),
            ("出一手股民 五万六千七百条 飞机 @gumin_data88", 56_700), ("出业主名单 7千8 飞机 @yezhu_data88", 7_800),
            // Goods that each have their amount; the total where it is named; one of two where the other is money.
            ("出数据 车主12万 / 业主8万 / 家长5.5万 飞机 @chezhu_data88", 255_000),
            ("出业主名单 租客4.8万 房东4.8万 一共九万六 飞机 @yezhu_data88", 96_000),
            ("Selling fullz database, 410k, or 9k the lot, dm @leads_market1", 410_000),
            // The stock, not the least order, the steps of the price, a surcharge's balance or what is lent.
            ("出一手股民 共3万条 500条起发 飞机 @gumin_data88", 30_000),
            ("出一手股民 1万条 0.5元 5万条 0.3元 库存30万 飞机 @gumin_data88", 300_000),
            ("Selling bank logs, 100 in stock, balances 3k-40k, dm @leads_market1", 100),
            ("Selling medicare leads database, 500/day, $3 each, dm @leads_market1", 500),
            // A noun past a few words, where nothing else says how much.
            ("Selling 650 fresh US fullz, $25 each, dm @leads_market1", 650),
            ("出退役军人名册 四千 两毛五一条 飞机 @gumin_data88", 4_000),
        ])
    func records(_ text: String, _ records: Int) throws {
        #expect(try Self.alert(text).volume?.records == records, "\(text)")
    }

    @Test(
        "no records",
        arguments: [
            "出一手股民 打包100w 飞机 @gumin_data88", "出一手股民 余额50万以上 飞机 @gumin_data88", "出一手股民 支持测试200条 飞机 @gumin_data88",
            "出业主名单 一共300个盘 飞机 @yezhu_data88", "出一手股民 可压5000U 飞机 @gumin_data88",
            "出一手股民 500条起发 飞机 @gumin_data88", "出一手股民 3 0 0 个 起 飞机 @gumin_data88",
            "出一手股民 5️⃣0️⃣0️⃣条起 飞机 @gumin_data88", "出一手股民 低于300条不理 飞机 @gumin_data88",
            "出一手股民 满5000条降价 飞机 @gumin_data88", "Selling fresh fullz, min 10k, dm @leads_market1",
            "出985本科生名单 飞机 @gumin_data88", "出2024本科毕业生名单 飞机 @gumin_data88",
            "出一手股民 充1万送3千 飞机 @gumin_data88", "出一手股民 几十万 飞机 @gumin_data88", "出一手股民 十个 飞机 @gumin_data88",
            "出一手股民 1千条800 5千条3500 1万条6000 打包9000元 飞机 @gumin_data88", "出一手股民 60块20条 飞机 @gumin_data88",
            "查机主 开户行查询 2K 对公8000 全套背景一万五 飞机 @chadang_ok1",
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
            ("出一手股民 新台币四万 飞机 @gumin_data88", 40_000, .twd, nil),
            ("出一手股民 5美元300条 飞机 @gumin_data88", 5, .usd, nil),
            ("边控 出入境记录 护照号 港澳通行证都行 1800 三天出 飞机 @gumin_data88", 1_800, .cny, .query),
            // What a thousand cost is named so.
            ("出一手股民 25/1000 飞机 @gumin_data88", 25, .cny, .batch),
            ("出一手股民 千条60块 飞机 @gumin_data88", 60, .cny, .batch),
            ("出一手股民 18u/k 飞机 @gumin_data88", 18, .usdt, .batch),
            ("出一手股民 打包1200U 飞机 @gumin_data88", 1_200, .usdt, .batch),
            ("出一手股民 整库8w 飞机 @gumin_data88", 80_000, .cny, .batch),
            ("出一手股民 包月1.2万 飞机 @gumin_data88", 12_000, .cny, .month),
            ("出一手股民 实时2.8 隔夜1.2 飞机 @gumin_data88", 2.8, .cny, .record),
            ("出一手股民 0.02₿ 飞机 @gumin_data88", 0.02, .btc, nil),
            ("Selling fresh fullz, 20 each, dm @leads_market1", 20, .usd, .record),
            ("Selling fresh fullz 50k $0.3, dm @leads_market1", 0.3, .usd, nil),
            ("查机主 80，飞机 @chadang_ok1", 80, .cny, .query),
            // 一 before what is counted is per one.
            ("出一手股民 两毛一娃 飞机 @gumin_data88", 0.2, .cny, .record),
            ("出一手股民 50元一对 飞机 @gumin_data88", 50, .cny, .record),
            ("出一手股民 两千块钱一口 飞机 @gumin_data88", 2_000, .cny, .batch),
            ("出一手股民 两毛一 飞机 @gumin_data88", 0.21, .cny, nil),
            ("出一手股民 一毛二一条 飞机 @gumin_data88", 0.12, .cny, .record),
            ("出一手股民 零点八一条 飞机 @gumin_data88", 0.8, .cny, .record),
            ("出一手股民 半块钱一条 飞机 @gumin_data88", 0.5, .cny, .record),
            ("出一手股民 半U一个 飞机 @gumin_data88", 0.5, .usdt, .record),
            ("出一手股民 5个U一百条 飞机 @gumin_data88", 5, .usdt, .batch),
            ("出一手股民 每份两蚊 飞机 @gumin_data88", 2, .hkd, .record),
            ("查機主 一筆 NT600，飞机 @chadang_ok1", 600, .twd, nil),
            ("出一手股民 整库0.15B 飞机 @gumin_data88", 0.15, .btc, .batch),
            ("出一手股民 报价5.5w 飞机 @gumin_data88", 55_000, .cny, nil),
            ("出一手股民 9999元，别砍，砍一刀涨一百 飞机 @gumin_data88", 9_999, .cny, nil),
            ("Selling fresh fullz .002 BTC each, dm @leads_market1", 0.002, .btc, nil),
            ("Selling fullz $40 per 10k, dm @leads_market1", 40, .usd, .batch),
            // The first of a list; what the people have, and what comes on top, are none.
            ("出一手股民 昨日 0.8，三天内 0.5元，飞机 @gumin_data88", 0.8, .cny, .record),
            ("Selling crypto leads, balance > $500, $3 each, dm @leads_market1", 3, .usd, nil),
            ("出一手股民 带身份证加3块 单价2 飞机 @gumin_data88", 2, .cny, nil),
        ] as [(String, Double, Price.Currency, Price.Unit?)])
    func price(_ text: String, _ amount: Double, _ currency: Price.Currency, _ unit: Price.Unit?) throws {
        let price = try #require(try Self.alert(text).price, "\(text)")
        #expect(price.amount == amount && price.currency == currency && price.unit == unit, "\(text): \(price)")
    }

    @Test(
        "no price",
        arguments: [
            "出一手股民 长三角 飞机 @gumin_data88", "出一手股民 先押5000U押金 飞机 @gumin_data88", "出航旅实时订单 12306 飞机 @gumin_data88",
            "出邮箱密码库 163 126 qq 飞机 @gumin_data88", "出家长名单 一份2026-2027届 飞机 @gumin_data88",
            "出一手股民 接通率98 飞机 @gumin_data88",
            "出一手股民 全部一手 骗一赔十 飞机 @gumin_data88", "Selling fresh fullz, need 40 today, dm @leads_market1",
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
