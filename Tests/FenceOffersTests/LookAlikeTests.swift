import Fencewatch
import Testing

/// One message of each family that shares its words with the trade and is none.
@Suite struct LookAlikeTests {
    static let detector = Detector()

    @Test(
        "stays silent",
        arguments: [
            ("money laundering", "接料，一道二道都接，卡接回U，秒回，担保"),
            ("group pulling", "拉群，微信精准群，股票群宝妈群，50人起，飞机 @laqun8"),
            ("task work", "地推团队接单，扫码注册，一单15，全国可做"),
            ("rented accounts", "出租微信号，实名一年以上，一天100，联系QQ 3322114455"),
            ("sold accounts", "王者荣耀账号出售，V8，全英雄，皮肤200+，2000元"),
            ("traffic", "引流推广，抖音快手精准引流，日加200粉，先测后付 @yinliu6"),
            ("bulk messages", "短信群发，到达率98%，3分一条，10万条起，联系 @sms_qf"),
            ("code receiving", "出一批英国卡、美国卡接码，支持任意项目，API对接"),
            ("gambling", "百家乐平台招代理，返水1.2，大额无忧，联系 @bjl88"),
            ("loans", "网贷下款，不看征信，当天放款，加微信 daikuan2020"),
            ("recruitment", "招聘电话销售，月薪8000，需有客户资源优先，联系电话 13800138000"),
            ("SIM cards", "出电话卡、流量卡，实名已过，20一张，量大从优"),
            ("currency", "出U，7.2，支付宝微信银行卡都可以，量大面交"),
            ("shop goods", "奶粉现货 一手渠道 量大从优 微信 naifen01"),
            ("bedding", "四件套 磨毛 1.8m床 全新 出 99"),
            ("printers", "面单打印机 热敏纸 100*180 500张 19.9包邮"),
            ("flats", "业主直租，两室一厅，拎包入住，3500/月，加微信 zufang88"),
            ("study", "求一份2024年考研英语真题资料，发我邮箱，谢谢"),
            ("news", "男子出售公民信息20万条获刑三年，购买者也被抓"),
            ("English news", "Hackers are selling 200M user records on BreachForums, says researcher"),
            ("warning", "警方提醒：有人以0.5元一条的价格在网上收购个人信息，请市民提高警惕"),
            ("asking", "谁知道我的车主信息是怎么泄露的，保险公司一直打电话"),
            ("own loss", "我的信息是不是被卖了？天天接到装修公司电话"),
            ("data security", "提供数据脱敏与数据库审计解决方案，欢迎咨询 400-800-8000"),
            ("privacy policy", "We never sell your personal data to third parties"),
            ("office work", "把学生名单发我，带电话的，明天交教务处"),
            ("statistics", "公司用户数突破2亿，月活5000万，营收增长30%"),
            ("programming", "git log shows the database migration dumped 3M rows to csv"),
        ])
    func staysSilent(_ family: String, _ text: String) {
        #expect(Self.detector.scan(text).alert == nil, "\(family): \(text)")
    }
}
