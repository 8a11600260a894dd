import FenceModel
import Fencewatch
import Testing

/// Forms that an advertisement takes when it does not say "I sell data".
@Suite struct CompositionTests {
    static let detector = Detector()

    @Test(
        "is an offer",
        arguments: [
            "会所会员名单带照片带消费记录 @hui_suo88",  // goods and a name, no verb
            "12W产后妈妈 现货 带娃月龄 @mama_data",  // people are counted
            "股民实时3元，隔夜1.5元，周内7毛，月内5毛，量大从优，蝙蝠联系",  // a price ladder
            "[出售] 2023年某某平台 200W 会员 数据 打包",  // a listing's title
            "Selling 1.7M users DB fresh, DM @xleaker",
            "【源头】联通sdk 移动dpi 三网通吃 秒级回传 @dpi_source",  // where it comes from is all that is said
            "业.主.名.单 5.2w 8毛 飞机 @yezhu_ok", "車主數據 一手 20萬條 電報 @chezhu88", "shen份证正反 手持 一手 飞机 @sfz_data",
            "s3lling fr3sh d4t4b4s3 2M users, dm @leet_data",
        ])
    func isAnOffer(_ text: String) throws {
        let alert = try #require(Self.detector.scan(text).alert, "\(text)")
        #expect(alert.kind == .offer)
    }

    @Test(
        "is a request",
        arguments: [
            "收银行卡四件套，1200一套，飞机 @shouka88", "高价收公户，带U盾法人配合，一套5000", "谁手里有孕妇名单，按条算钱，加微信 yunfu_2020",
            "WTB fresh crypto leads AU/NZ, paying $2 per lead",
        ])
    func isARequest(_ text: String) throws {
        let alert = try #require(Self.detector.scan(text).alert, "\(text)")
        #expect(alert.kind == .request)
    }

    @Test(
        "is a look-up",
        arguments: [
            "户籍·全家·开房·轨迹·流水·机主 t.me/chadang99", "个户全户三网机主开房轨迹流水微反卡反 @chaxun01", "户籍200 机主100 开房600 轨迹500 @chadang_ok",
            "dox service: name address phone employer relatives, $30, tg @doxking",
        ])
    func isALookUp(_ text: String) throws {
        let alert = try #require(Self.detector.scan(text).alert, "\(text)")
        #expect(alert.kind == .lookup)
    }

    @Test func decorationIsReportedAndCounts() throws {
        let plain = try #require(Self.detector.scan("出业主名单 @yezhu_ok").alert)
        let decorated = try #require(Self.detector.scan("出业.主.名.单 @yezhu_ok").alert)
        #expect(decorated.score > plain.score)
        #expect(decorated.reasons.contains { $0.signal == "decoration" })
        #expect(!plain.reasons.contains { $0.signal == "decoration" })
    }

    @Test(arguments: [
        ("出业主名单，飞鸡 yezhu_data88", Entity.telegram), ("出业主名单 @yezhu_ok", .telegram), ("出业主名单 yezhu_data88", .telegram),
        ("出业主名单，葳信 yezhu_data88", .wechat), ("出业主名单，微yezhu_data88", .wechat), ("出业主名单，扣324140462", .qq),
        ("出业主名单，Q79291892", .qq), ("出业主名单，蝙蝠 5307253032", .chatHandle),
    ])
    func findsTheContact(_ text: String, entity: Entity) throws {
        let alert = try #require(Self.detector.scan(text).alert, "\(text)")
        #expect(alert.contacts.contains { $0.entity == entity })
        #expect(alert.contacts.allSatisfy { $0.value.masked.contains("*") })
        #expect(!alert.messages.contains { $0.excerpt.contains("yezhu_data88") || $0.excerpt.contains("324140462") })
    }
}
