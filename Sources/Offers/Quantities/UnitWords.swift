import FenceModel

/// What words beside a number mean.
enum UnitWords {
    struct Money: Sendable {
        var currency: Price.Currency
        var factor: Double
    }

    /// Behind a number: money.
    static let money = UnitTable<Money>([
        ("元 块钱 块 圆 rmb 人民币 cny 软妹币 米 r", Money(currency: .cny, factor: 1)),
        ("毛 毛钱 角", Money(currency: .cny, factor: 0.1)),
        ("分钱", Money(currency: .cny, factor: 0.01)),
        ("u usdt 泰达 刀u 个u 个usdt", Money(currency: .usdt, factor: 1)), ("分u", Money(currency: .usdt, factor: 0.01)),
        ("刀 美金 美元 usd $ dollars dollar bucks bux 美刀", Money(currency: .usd, factor: 1)),
        ("欧 欧元 eur € euro euros", Money(currency: .eur, factor: 1)),
        ("cents cent ¢ c", Money(currency: .usd, factor: 0.01)),
        ("现金 ¥", Money(currency: .cny, factor: 1)),
        ("港币 港元 港纸 蚊 hkd", Money(currency: .hkd, factor: 1)),
        ("台币 新台币 twd ntd", Money(currency: .twd, factor: 1)),
        ("btc 比特币 比特 个比特币 ₿ 个饼 个btc 饼", Money(currency: .btc, factor: 1)),
        ("eth 以太", Money(currency: .eth, factor: 1)),
        ("xmr 门罗", Money(currency: .xmr, factor: 1)),
    ])

    /// Before a number: money.
    static let moneySign = UnitTable<Price.Currency>([
        ("¥ rmb cny", .cny), ("$ usd us$", .usd), ("€ eur", .eur), ("hk$ hkd", .hkd), ("nt$ twd", .twd),
        ("usdt", .usdt),
        ("btc ₿", .btc), ("eth", .eth), ("xmr", .xmr),
    ])

    /// Words for money before a number; behind one they are that one's.
    static let moneyWord = UnitTable<Price.Currency>([
        ("人民币 软妹币", .cny), ("美金 美元 美刀", .usd), ("欧元", .eur), ("港币 港元 港纸", .hkd), ("新台币 台币", .twd), ("泰达币 泰达", .usdt),
        ("比特币", .btc), ("以太坊", .eth), ("门罗币 门罗", .xmr),
    ])

    /// The same right before a number, without a blank: NT600.
    static let gluedSign = UnitTable<Price.Currency>([
        ("rmb cny", .cny), ("hkd", .hkd), ("nt ntd twd", .twd), ("usdt", .usdt),
    ])

    /// Money that the contract has no currency for.
    static let foreignSign = UnitTable<Bool>([("£ gbp ₽ ₹ rs a$ c$ s$ rm ₱ ฿ ₫ ₩", true)])
    static let foreignMoney = UnitTable<Bool>([("£ 英镑 镑 gbp quid rub ₽ 卢布 inr ₹ 卢比 泰铢 baht 马币 越南盾 韩元 日元", true)])

    /// Before a number: a price follows, though no currency is named.
    static let priceLabel = UnitTable<Bool>([
        (
            "单价 价格 售价 底价 价 报价 只要 只需 仅需 仅售 现价 特价 一口价 打包价 打包 收费 定价 卖 计费 付费 price asking cost costs start "
                + "starting from",
            true
        )
    ])

    /// Before a number: somebody pays so much, or all of it costs so much; 万 and k count too.
    static let payLabel = UnitTable<Price.Unit?>([
        (
            "thinking dropped_to asking asking_price price 报价 售价 开价 要价 接手价 预算 预算在 预算大概 出价 愿出 愿付 悬赏 酬金 报酬 酬谢 budget budget_is budget_around pay paying will_pay i_pay offering",
            nil
        ),
        ("整库 买断 一口价 打包 打包价 全包 全部 拿走 for_all all_for", .batch), ("日租", .day),
        ("月租 租金 月包 包干 月付 按月付 包月 月费 一个月给 一个月 per_month", .month),
    ])

    /// Before a number at a clause's end: somebody gives so much.
    static let givenLabel = UnitTable<Bool>([("出 给 付 赏 再给", true)])

    /// Before a number: all there is.
    static let totalLabel = UnitTable<Bool>([
        (
            "一共 总共 合计 共计 合共 共有 统共 拢共 共 合计约 一共约 现货 库存 存量 余量 总量 条数 还剩 现有 total totalling rows records lines entries",
            true
        )
    ])

    /// Before a number: how fresh data at that price are.
    static let freshnessLabel = UnitTable<Bool>([
        ("实时 当天 当日 隔夜 隔天 昨日 昨天 一手 二手 三手 周内 天内 日内 月内 周料 历史 半月 一周 过月 老料 一手的 二手的", true)
    ])

    /// Beside a number: money that changes hands for something else.
    static let depositLabel = UnitTable<Bool>([
        ("押金 押 压 压了 押了 保证金 预付 定金 充值 deposit deposit_on_forum guarantee_deposit on_forum", true)
    ])
    static let depositSuffix = UnitTable<Bool>([("押金 保证金 定金 deposit 上押", true)])

    /// Before a number: what the people own, earn, owe or spend; neither a price nor a volume.
    static let ownedLabel = UnitTable<Bool>([
        (
            "资产 资金 资金量 存款 余额 持仓 收入 年收入 月收入 年入 月入 年薪 月薪 流水 额度 工资 欠我 欠 欠款 骗我 骗了我 骗了 月充 充值 消费 "
                + "消费金额 注册资本 市值 营收 月供 超过 大于 balance balances bal aum 定存 入金 累充 首充 储值 身家 revenue worth net_worth income salary limit spent limit_of debt_of owes "
                + "owes_me balance_over over_$ > ≥",
            true
        )
    ])
    /// Before a sum of money: what the people have or have lost; no price.
    static let ownedSum = UnitTable<Bool>([
        (
            "> ≥ 超过 大于 worth balance balances bal dep deposit_over deposited lost lent 骗 骗了 被骗 骗我 保费 资产 资金 存款 余额 欠 月租 补差价",
            true
        )
    ])
    /// Behind a number: so much and more.
    static let thresholdSuffix = UnitTable<Bool>([
        ("以上 及以上 往上 以下 以内 and_up and_above or_more +_balance +_balances balance balances + up", true)
    ])

    /// Before a number: so many to try.
    static let trialLabel = UnitTable<Bool>([
        ("测 先测 测试 支持测试 可测 试 先试 试用 免费试 样本 样品 送 先发 先来 送样 免费测试 免费 试料 各给 给 test_pack sample test free send", true)
    ])

    /// What a price is for; behind a slash, 一 or 每, or before the number.
    static let per = UnitTable<Price.Unit>([
        ("条 单 份 个 组 位 名 人 张 户 笔 记录 粉 号 record row line entry lead account each", .record),
        ("套 set", .set), ("包 库 批 打包 全部 整库 整站 全套 全库 batch all", .batch),
        ("次 查 query lookup search", .query), ("天 日 day", .day), ("月 个月 month mo", .month),
    ])

    /// What a price with a currency is for, behind 一 only: 两毛一娃, 50元一对.
    static let oneOf = UnitTable<Price.Unit>([
        ("对 娃 尾 株 台 颗 只 头 辆 车 件 家 枚 行", .record), ("口 口价 册 班 栋 盘 群 楼盘 筐 盒 城 市 省 县", .batch),
    ])

    /// Words that name what a price is for without a slash: 打包1200U, 包月 99U.
    static let perLabel = UnitTable<Price.Unit>([
        ("每条 一条 单条 条 按条 按单 每单 一单 每份 一份 每个 一个 每组 每人 一人 一张 每张 一户 每户 一位 每位", .record), ("每套 一套 整套 套", .set),
        ("打包 打包价 全部 整库 一口价 全要 包圆 一起 打包带走 整站 full", .batch), ("每次 一次 单次 单查 每查 次", .query),
        ("包月 月费 每月 月付 包月价", .month), ("包天 日租 每天", .day),
    ])

    /// Before a bare number: its price each.
    static let eachLabel = UnitTable<Price.Unit>([
        ("每条 一条 单条 每份 一份 每组 按条 一位 每位 每个 一张 每张", .record), ("每套 一套 成套", .set), ("每次 一次 单次 单查 每查", .query),
        ("一天", .day), ("包月", .month),
    ])

    /// Behind a bare number: the price of the whole.
    static let batchSuffix = UnitTable<Price.Unit>([

        (
            "打包 全拿走 拿走 带走 全要 打包带走 一口价 包圆 全部拿走 买断 takes_it takes_all takes_everything flat for_all the_lot "
                + "whole_pack for_everything for_the_lot",
            .batch
        ), ("each ea per apiece a_piece a_pop per_one pp a_set a_log a_row a_line a_lead", .record), ("包年 包月", .month),
        ("per_name per_number per_lookup per_query a_search", .query),

    ])

    /// Behind a number right away: it is what somebody pays.
    static let payingSuffix = UnitTable<Bool>([
        ("红包 辛苦费 辛苦钱 求 酬谢 重谢 一把梭 一锅端 封顶 行不 行不行 行吗 可以吗 有人接 有人做 谁接 接不接 够不够 随便拿 终身 一年 日结 喝茶 就行 整盘 不拆", true)
    ])

    /// Behind a number past a blank: it is a price.
    static let priceSuffix = UnitTable<Bool>([
        (
            "obo firm each only flat btc ltc via with or and for per if takes now qi yi neg nego negotiable escrow dm tg",
            true
        )
    ])

    /// So many records a price is for: 25/1000, 600/w, 500一万.
    static let thousands = UnitTable<Bool>([
        ("1000 1ooo 1k k 千 一千 千条 1000条 1000个 一千条 千个 100k", true), ("10000 1w w 万 一万 万条 1万 10000条 一万条 1万条 10k", true),
        ("100 百 一百 百条 100条 一百条 100个", true),
    ])
    /// The same before the price: 千条60, 1000条/700元.
    static let thousandsLabel = UnitTable<Bool>([
        ("每千 千条 每千条 一千条 1000条 每万 万条 每万条 一万条 1万条 10000条 每百 百条 每百条 一百条 100条", true)
    ])

    /// What is counted: records; and the fewest that somebody counts so. Fewer belong to something else.
    static let count = UnitTable<Double>([
        ("组 份 户 单 个用户 人次 records record entries users user accounts", 20),
        // Fewer rows are what somebody shows of them.
        ("条 行 笔 条数据 lines line rows row", 60),
        ("people customers emails leads logs profiles members contacts numbers phones clients patients hits", 20),
        (
            "ppl recs rec units scans families owners applicants guests orders voters holders buyers players subscribers licenses "
                + "licences passports docs pax passengers students employees victims cards citizens investors donors drivers",
            20
        ),
        ("套 整套 sets set pcs pieces", 2), ("in_stock", 20), ("个 人 位 名 张 万条 余条 多条 粉 家 对 台车", 100),
    ])

    /// What is counted only where the word ends there: 八百多本, but not 985本科.
    static let wholeCount = UnitTable<Double>([("例 本", 200)])

    /// What a number counts past a few words.
    static let countedNoun = UnitTable<Bool>([
        (
            "fullz fulls logins selfies selfie couples pairs officers soldiers individuals ids cvv cvvs ccs dumps names mobiles ssns "
                + "packs kits companies merchants residents businesses homeowners taxpayers teachers nurses doctors parents",
            true
        )
    ])
    /// Words that end what a number counts.
    static let joints = UnitTable<Bool>([
        (
            "in of and or to with for per a an the at on from by is are min mins hours days weeks months years each score credit usd btc",
            true
        )
    ])

    /// Behind a number, though some begin as a word for records does: places, times and the like.
    static let otherCount = UnitTable<Bool>([
        (
            "个盘 个楼盘 个小区 个群 个站 个网站 个城市 个城 个国家 个字段 个月 个地区 个省 个市 个店 个平台 个库 个小时 个工作日 个频道 个积分 个币 "
                + "城 国 省 市 盘 楼盘 小区 家店 家网店 家公司 天 年 岁 小时 分钟 楼 折 位数 字 天内 届 后 号线 年级 countries states "
                + "days hours hrs years months mins minutes cities forums sites tx",
            true
        )
    ])

    /// A size in bytes.
    static let size = UnitTable<Double>([
        ("g gb gib 个g", 1e9), ("t tb tib 个t", 1e12), ("mb mib", 1e6),
    ])

    /// Before a number: so many in each period.
    static let period = UnitTable<Volume.Period>([
        (
            "每天 每日 日更 日更新 日量 日出 日产 天更 一天 当日 单日 日均 每天更新 每日更新 每天出 每天更 每日出 日供 日要 日限 日限额 日消 日发 日吃 日采 日走 日上限 每天只出 每天能出 每天稳定 每天固定 每天给 一天出 一天要 一天能出 "
                + "daily", .day
        ),
        ("每周 周更 一周 每周更新 weekly", .week), ("每月 月更 月量 每月更新 monthly", .month),
    ])

    /// Behind a number: so many in each period.
    static let perPeriod = UnitTable<Volume.Period>([
        ("/天 /日 每天 一天 /day 每日 perday a_day per_day daily", .day), ("/周 每周 一周 /week /wk a_week per_week weekly", .week),
        ("/月 每月 一个月 /month a_month per_month monthly", .month),
    ])

    /// Behind a volume: the least that is sold, not what there is.
    static let minimum = UnitTable<Bool>([("起 试 测 免费 起订 起售 起卖 起拿 起步 以上起", true)])
    /// The same, past a blank.
    static let spacedMinimum = UnitTable<Bool>([("起 min minimum moq", true)])
    /// Before a volume: the least that is sold.
    static let minimumLabel = UnitTable<Bool>([
        (
            "起订 起批 起步 起拿 最低 最少 至少 不少于 低于 少于 满 每满 拿满 再送 加送 每包 step blitz bids_from per every min minimum min_order minimum_order moq",
            true
        )
    ])
}
