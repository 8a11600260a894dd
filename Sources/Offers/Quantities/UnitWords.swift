import FenceDetection
import FenceModel

/// A word that stands at a place of a folded text, from tables of such words.
struct UnitTable<Meaning: Sendable>: Sendable {
    private let words: [(codes: [UInt32], meaning: Meaning)]
    /// What words begin and end with, each code by its low ten bits: most places of a text are told by one look.
    private let firsts: [UInt64]
    private let lasts: [UInt64]

    /// - Parameter words: several spellings of a meaning, divided by spaces; longer ones win.
    init(_ words: [(String, Meaning)]) {
        let words = words.flatMap { spellings, meaning in
            spellings.split(separator: " ").map { (codes: FoldTable.shared.fold(String($0)), meaning: meaning) }
        }.sorted { $0.codes.count > $1.codes.count }
        self.words = words
        firsts = Self.marks(words.compactMap(\.codes.first))
        lasts = Self.marks(words.compactMap(\.codes.last))
    }

    private static func marks(_ codes: [UInt32]) -> [UInt64] {
        var marks = [UInt64](repeating: 0, count: 16)
        for code in codes { marks[Int(code >> 6 & 15)] |= 1 << UInt64(code & 63) }
        return marks
    }

    private static func isMarked(_ code: UInt32, in marks: [UInt64]) -> Bool {
        marks[Int(code >> 6 & 15)] >> UInt64(code & 63) & 1 != 0
    }

    /// The word that begins at a character, and where it ends.
    func word(in text: FoldedText, at start: Int) -> (meaning: Meaning, end: Int)? {
        guard Self.isMarked(text.code(at: start), in: firsts) else { return nil }
        for index in words.indices where matches(words[index].codes, in: text, at: start) {
            return (words[index].meaning, start + words[index].codes.count)
        }
        return nil
    }

    /// The word that ends before a character, and where it begins.
    func word(in text: FoldedText, endingAt end: Int) -> (meaning: Meaning, start: Int)? {
        guard Self.isMarked(text.code(at: end - 1), in: lasts) else { return nil }
        for index in words.indices where matches(words[index].codes, in: text, at: end - words[index].codes.count) {
            return (words[index].meaning, end - words[index].codes.count)
        }
        return nil
    }

    private func matches(_ codes: [UInt32], in text: FoldedText, at start: Int) -> Bool {
        guard start >= 0 else { return false }
        for (offset, code) in codes.enumerated() where text.code(at: start + offset) != code { return false }
        // A word of Latin letters may not go on with another letter, nor begin after one.
        let isLetter: (UInt32) -> Bool = { $0 &- 0x61 < 26 }
        if isLetter(codes[codes.count - 1]), isLetter(text.code(at: start + codes.count)) { return false }
        return !(isLetter(codes[0]) && isLetter(text.code(at: start - 1)))
    }
}

/// What words beside a number mean.
enum UnitWords {
    struct Money: Sendable {
        var currency: Price.Currency
        var factor: Double
    }

    /// Behind a number: money.
    static let money = UnitTable<Money>([
        ("元 块钱 块 圆 rmb 人民币 cny 软妹币 米", Money(currency: .cny, factor: 1)),
        ("毛 毛钱 角", Money(currency: .cny, factor: 0.1)),
        ("分钱", Money(currency: .cny, factor: 0.01)),
        ("u usdt 泰达", Money(currency: .usdt, factor: 1)),
        ("刀 美金 美元 usd $ dollars dollar bucks 美刀", Money(currency: .usd, factor: 1)),
        ("欧 欧元 eur € euro euros", Money(currency: .eur, factor: 1)),
        ("cents cent ¢ c", Money(currency: .usd, factor: 0.01)),
        ("港币 港元 hkd", Money(currency: .hkd, factor: 1)),
        ("台币 新台币 twd ntd", Money(currency: .twd, factor: 1)),
        ("btc 比特币 个比特币", Money(currency: .btc, factor: 1)),
        ("eth 以太", Money(currency: .eth, factor: 1)),
        ("xmr 门罗", Money(currency: .xmr, factor: 1)),
    ])

    /// Before a number: money.
    static let moneySign = UnitTable<Price.Currency>([
        ("¥ rmb cny", .cny), ("$ usd us$", .usd), ("€ eur", .eur), ("hk$ hkd", .hkd), ("nt$ twd", .twd),
        ("usdt", .usdt),
        ("btc ₿", .btc), ("eth", .eth), ("xmr", .xmr),
    ])

    /// Before a number: a price follows, though no currency is named.
    static let priceLabel = UnitTable<Bool>([
        ("单价 价格 售价 价 报价 只要 只需 仅需 仅售 现价 特价 一口价 打包价 收费 定价 卖 price asking cost", true)
    ])

    /// What a price is for; behind a slash, 一 or 每, or before the number.
    static let per = UnitTable<Price.Unit>([
        ("条 单 份 个 组 位 名 人 张 户 记录 粉 号 record row line entry lead account each", .record),
        ("套 set", .set), ("包 库 批 打包 全部 整库 整站 全套 全库 batch all", .batch),
        ("次 查 query lookup search", .query), ("天 日 day", .day), ("月 个月 month mo", .month),
    ])

    /// Words that name what a price is for without a slash: 打包1200U, 包月 99U.
    static let perLabel = UnitTable<Price.Unit>([
        ("每条 一条 单条 条 每单 一单 每份 一份 每个 一个 每组 每人 一人", .record), ("每套 一套 整套 套", .set),
        ("打包 打包价 全部 整库 一口价 全要 包圆 一起 打包带走 整站 full", .batch), ("每次 一次 单次 单查 每查 次", .query),
        ("包月 月费 每月 月付 包月价", .month), ("包天 日租 每天", .day),
    ])

    /// Before a bare number: its price each.
    static let eachLabel = UnitTable<Price.Unit>([
        ("每条 一条 单条 每份 一份", .record), ("每套 一套", .set), ("每次 一次 单次 单查 每查", .query), ("一天", .day), ("包月", .month),
    ])

    /// Behind a bare number: the price of the whole.
    static let batchSuffix = UnitTable<Price.Unit>([
        ("打包 全拿走 拿走 带走 全要 打包带走 一口价 包圆 全部拿走", .batch)
    ])

    /// What is counted: records.
    static let count = UnitTable<Bool>([
        ("条 组 份 套 行 户 笔 单 条数据 个用户 人次 records record lines line rows row entries users user accounts", true),
        ("people customers emails leads logs profiles members contacts numbers phones clients patients hits", true),
        ("个 人 位 名 张 万条 pcs 余条 多条 粉", false),
    ])

    /// A size in bytes.
    static let size = UnitTable<Double>([
        ("g gb gib 个g", 1e9), ("t tb tib 个t", 1e12), ("mb mib", 1e6),
    ])

    /// Before a number: so many in each period.
    static let period = UnitTable<Volume.Period>([
        ("每天 每日 日更 日更新 日量 日出 日产 天更 一天 当日 单日 日均 每天更新 每日更新 每天出 每天更 每日出 日供 daily", .day),
        ("每周 周更 一周 每周更新 weekly", .week), ("每月 月更 月量 一个月 每月更新 monthly", .month),
    ])

    /// Behind a number: so many in each period.
    static let perPeriod = UnitTable<Volume.Period>([
        ("/天 /日 每天 一天 /day 每日 perday", .day), ("/周 每周 一周 /week", .week), ("/月 每月 一个月 /month", .month),
    ])

    /// Behind a volume: the least that is sold, not what there is.
    static let minimum = UnitTable<Bool>([("起 试 测 免费 起订 起售 起卖 起拿 起步 以上起", true)])
}
