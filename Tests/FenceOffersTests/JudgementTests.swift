import FenceModel
import Fencewatch
import Testing

/// What is traded, how much of it and at what price; and what only looks like a trade.
@Suite struct JudgementTests {
    static let detector = Detector()

    @Test(arguments: [
        ("出售一手母婴数据，100w条，0.5元/条，飞机 @muying_data88", Alert.Kind.offer),
        ("出一手股民料，日更2千，0.5U一条，飞机@gmliao888", .offer),
        ("收料，长期收母婴面单，4元一条，量大来谈 tg: @shoumiandan", .request),
        ("个户 全户 三网机主 开房 轨迹 流水 微反 卡反 t.me/chadang99", .lookup),
        ("SDK抓取 DPI 三网 可指定APP 实时数据，飞机 @dpi_source", .offer),
        ("selling fresh combolist 1.7M lines mail:pass, $350 XMR, telegram @combo_king99", .offer),
        ("WTB US fullz with DOB and SSN, paying $5 each, PM me", .request),
        ("實時數據 一手 網貸 5毛/條 飛機：@wdliao77", .offer), ("某酒店开房记录 2000万条 打包0.5BTC 自动发货", .offer),
        ("出 售 一.手 数~据 １００w条 0.5元/条 飞机 @muying_data88", .offer),
    ])
    func raisesAnAlert(_ text: String, kind: Alert.Kind) throws {
        let alert = try #require(Self.detector.scan(text).alert)
        #expect(alert.kind == kind)
        #expect(alert.score >= 0.5 && alert.score <= 1)
    }

    @Test(arguments: [
        "警方破获一起侵犯公民个人信息案，嫌疑人以每条30元的价格出售个人信息2.4万条，获利72万元", "谨防诈骗！不要轻信网上出售个人信息的广告，保护好自己的身份证和银行卡",
        "出售数据线，type-c快充，10元一条，包邮", "今天出差回来，飞机晚点了三个小时", "求购二手iPhone 15，预算4000元，联系电话13800001234",
        "招聘客服，月薪5000，有意者加微信 hr_zhang2020", "车队接料，跑分，卡接回U，飞机 @chedui888", "代发短信群发软件，10万条起，飞机@qunfa888",
        "纯棉四件套出售，299元一套，加微信 jiafang66", "毕业设计求数据集，一万条以上的评论数据，有偿", "怎么投诉？我的信息是不是被卖了，天天骚扰电话",
        "出租微信号，长期收微信号，日结，联系QQ 123456789", "出演唱会门票两张，内场，1280元/张，加v：ticket2026",
        "我们公司做数据安全，提供数据脱敏解决方案，支持1000万条数据", "收到，资料我晚上发你",
    ])
    func staysSilent(_ text: String) {
        #expect(Self.detector.scan(text).alert == nil)
    }

    @Test(arguments: [
        ("出售母婴数据100w条", 1_000_000), ("出售母婴数据五十万组", 500_000), ("出售母婴数据1.2亿", 120_000_000), ("出售母婴数据，日更2千条", 2_000),
        ("出售母婴数据10k", 10_000), ("selling customer database 1.7M lines", 1_700_000), ("出售母婴数据2w6条", 26_000),
        ("出售母婴数据，合计约5kw", 50_000_000), ("selling customer database 85kk lines", 85_000_000),
        ("selling indian customer database 3 lakh rows", 300_000), ("出售母婴数据，一共九千多，要的来", 9_000),
        ("出售母婴数据3,450,000条", 3_450_000), ("出售母婴数据两百万条", 2_000_000), ("出售母婴数据48700条", 48_700),
    ])
    func readsVolumes(_ text: String, records: Int) throws {
        let alert = try #require(Self.detector.scan(text + " 飞机 @muying_data88").alert)
        #expect(alert.volume?.records == records)
    }

    @Test func sizesAreBytesAndMoneyIsNoVolume() throws {
        let size = try #require(Self.detector.scan("出售母婴数据10G，飞机 @muying_data88").alert)
        #expect(size.volume?.records == nil)
        #expect(size.volume?.bytes == 10_000_000_000)
        let money = try #require(Self.detector.scan("出售母婴数据，打包¥100w，飞机 @muying_data88").alert)
        #expect(money.volume == nil)
        #expect(money.price?.amount == 1_000_000)
    }

    @Test(arguments: [
        ("0.5元/条", 0.5, Price.Currency.cny, Price.Unit?.some(.record)), ("5毛一条", 0.5, .cny, .record),
        ("1U/条", 1, .usdt, .record),
        ("打包1200U", 1_200, .usdt, .batch), ("包月 99U", 99, .usdt, .month), ("0.2BTC", 0.2, .btc, nil),
        ("$350 XMR", 350, .usd, nil),
        ("¥300/套", 300, .cny, .set), ("1块5一条", 1.5, .cny, .record), ("0.3/条", 0.3, .cny, .record),
        ("每条3元", 3, .cny, .record),
    ])
    func readsPrices(_ text: String, amount: Double, currency: Price.Currency, unit: Price.Unit?) throws {
        let alert = try #require(Self.detector.scan("出售一手母婴数据，\(text)，飞机 @muying_data88").alert)
        let price = try #require(alert.price)
        #expect(price.amount == amount)
        #expect(price.currency == currency)
        #expect(price.unit == unit)
    }

    @Test func anOfferInThreeMessagesIsOneAlert() throws {
        var watch = Watch()
        let texts = ["出售", "一手母婴数据 100w条", "飞机 @muying_data88"]
        var alerts: [Alert] = []
        for (line, text) in texts.enumerated() {
            let origin = MessageOrigin(source: "log", line: line + 1, channel: "群", author: "seller")
            alerts += watch.feed(Self.detector.scan(text, origin: origin))
        }
        #expect(alerts.isEmpty)
        alerts = watch.finish()
        #expect(alerts.count == 1)
        let alert = try #require(alerts.first)
        #expect(alert.volume?.records == 1_000_000)
        #expect(alert.contacts.count == 1)
        #expect(alert.messages.count >= 2)
    }

    @Test func revisionsKeepTheirId() throws {
        var watch = Watch(emission: .immediately)
        func feed(_ text: String, line: Int) -> [Alert] {
            watch.feed(Self.detector.scan(text, origin: MessageOrigin(source: "log", line: line, author: "seller")))
        }
        let first = try #require(feed("出售一手母婴数据，0.5元/条，飞机 @muying_data88", line: 1).first)
        let second = try #require(feed("100w条", line: 2).first)
        #expect(first.id == second.id)
        #expect([first.revision, second.revision] == [1, 2])
        #expect(second.volume?.records == 1_000_000)
    }

    @Test func repostsShareACluster() throws {
        let text = "出售一手母婴数据，100w条，飞机 @"
        func cluster(_ handle: String, _ channel: String) throws -> String {
            try #require(
                Self.detector.scan(text + handle, origin: MessageOrigin(source: channel, channel: channel)).alert
            ).cluster
        }
        #expect(try cluster("muying_data88", "a") == cluster("muying_data88", "b"))
        #expect(try cluster("muying_data88", "a") != cluster("other_seller", "a"))
    }
}
