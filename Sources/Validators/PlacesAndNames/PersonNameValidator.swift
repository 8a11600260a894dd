/// Chinese names: a known surname, and given-name characters that people use; minority names with their middle dot.
///
/// A surname alone proves nothing: rules ask for a label or an identifier beside the name.
package enum PersonNameValidator: Validator {
    package static let name = "person-name"

    /// Words that begin with a surname's character and are no names.
    private static let words = packedWords(
        """
        高兴 高清 高端 高手 高价 高级 高速 高考 马上 方法 方便 方式 方案 安全 安装 安排 平台 平时 成都 成功 成品 成本 成员 明天 明白 明星 王者 王牌 黄金 黄色 \
        金额 金融 金币 白天 白色 张贴 包括 包邮 包装 包含 单位 单独 单价 单号 国家 国内 国际 任务 任何 时间 时候 万能 万元 万条 江苏 江西 云南 河南 湖南 海南 海外 海关 \
        山东 山西 广东 广西 北京 天津 上海 重庆 常见 常用 常规 关于 关系 关闭 关注 项目 应用 应该 强制 全部 全国 全新 全套 全家 温州 车主 车辆 车牌 车险 \
        水果 水平 钱包 钱款 支付 支持 支援 和谐 和平 相关 相信 相同 向前 那个 那么 于是 许可 许多 何时 何必 如何 何况 有限 有效 从来 司机 司法 古代 古典 易购 \
        连接 连续 连云 于此 文件 文字 文档 文化 文章 施工 施行 游戏 游客 解决 解释 解除 解封 储存 计划 计算 花费 花呗 花钱 简单 简历 商品 商家 商务 商城 商业 \
        通过 通知 通讯 路由 路径 同城 同意 同时 师傅 经理 封号 封面 后台 项链 房产 房东 房屋 房价 房主 左右 左边 巴黎 苗条 苗头 空间 别人 别名 别墅 区域 费用 \
        顾客 顾问 段落 段位 汤圆 武汉 武器 石家庄 石油 龙头 龙虎 陆续 贵州 贵阳 姓名 电话 地址 客户 先生 女士 小姐 老师 银行 公司 身份 手机 号码 资料 数据 信息 \
        用户 密码 账号 微信 联系 价格 出售 购买 需要 可以 没有 不是 这个 什么 怎么 本人 男性 女性 未知 保密 匿名 测试 联系人 收件人 收货人 客服 管理 管理员 谢谢 老铁 哈哈 嘿嘿 呵呵 银行 有事 有人 有空 有意 有货 有钱 \
        明细 明文 金卡 金店 白户 白条 项目名 万科 万达 宁波 宁夏 康复 沈阳 苏州 杭州 郑州 徐州 常州 温度 郑重 严重 严格 严禁 严肃 程序 程度 毛病 毛利 卢布 \
        鲁莽 先生们 领导 各位 家长 读者 旅客 乘客 业主 会员 朋友 同事 来宾 顾客 商家 卖家 买家 主播 网友 玩家 全体 广大 贵宾 齐全 查询 查档 查询人 寄件 寄件人 付款 付款人 付款方 付费 付钱 利息 利润 利率 红包 蓝色 红色 绿色 黑色 终于 谷歌 满意 满足 盛大 盛世 \
        农行 农业 农村 农民 农场 农历 沙发 沙滩 沙漠 陈列 陈旧 陈述 陈醋 张开 张嘴 张望 白银 白酒 白糖 白菜 白领 白号 田园 田地 向日 向上 向下 向来 向导 乐园 乐器 乐队 姜茶 姜汁 \
        华夏 华北 华东 华南 华中 花园 花店 花卉 云端 云盘 云服 时尚 元旦 元宵 元素 余额 \
        来电 来源 来自 来信 来访 查收 查看 查找 应付 应收 应聘 国语 国画 金毛 柯基 沙田 丰田 丰胸 白内障 白癜风 白血病 \
        高血压 高血脂 高血糖 \
        申通 中通 圆通 韵达 吉利 高德 易信 万事通 金龙鱼 鲁花 乐高 康佳 易方达 苏宁 国美 安居客 万象城 华强北 金杯 江淮 江铃 \
        祝好 祝您 温泉 安保 安利 包月 包吃 包住 时效 麻辣 高三 高二 安卓 段子 祝福 阳光 金银花 苗木 平米 全款 金戒指 黄桃 白板 石材 于家堡 唐家湾 朱家角 张家港 高新区 经开区 \
        浦发 农信 安信 华泰 国泰 国信 徽商 申万 齐鲁 浙商 恒丰 华融 万联 金谷 \
        柏油 班主任 班长 商户 卖方 买方 单身 双人 向您 车位 车型 时薪
        """)

    /// Words that some people are called by too: names where a word for one stands beside them, and else none.
    private static let wordsAndNames = packedWords("平安 温馨 陆军")

    /// What people put behind a surname instead of a name.
    private static let titles = packedWords("先生 女士 小姐 老师 经理 老板 师傅 医生 律师 教授 同学 主任 总监")

    /// Words of forms, which no name holds: 和密码, 及电话.
    private static let labels = packedWords(
        "密码 电话 地址 账号 手机 号码 身份 姓名 邮箱 公司 银行 微信 信息 性别 年龄 生日 民族 籍贯 职务 备注 部门 单位 学历 学号 专业 编号 序号 日期 状态")

    /// What the names of places end with: 省市县区州盟旗镇乡村路街.
    private static let placeEndings = Set("省市县区州盟旗镇乡村路街".unicodeScalars.map(\.value))

    package static func verdict(on candidate: Candidate) -> Verdict {
        let name = characters(of: candidate.value)
        let word = packed(name[...])
        if isNickname(name) { return .refuted("nickname") }
        // 王某: a name that was left out.
        if name.contains(Self.someone) { return .refuted("placeholder") }
        // 吉林省 begins with a surname; no given name ends so.
        if let last = name.last, placeEndings.contains(last),
            PlaceTable.names.value(for: normalized(candidate.value)) != nil
        {
            return .refuted("place")
        }
        if words.contains(word) || titles.contains(packed(name.suffix(2))) || holdsLabel(name) {
            return .refuted("ordinary-word")
        }
        if isHamlet(name) { return .refuted("place") }
        if name.contains(middleDot) {
            let parts = name.split(separator: middleDot, omittingEmptySubsequences: false)
            guard parts.count >= 2, parts.allSatisfy({ (1...8).contains($0.count) }) else { return .notApplicable }
            return Verdict(.proved, checks: [Check("minority-name", evidence: 1)])
        }
        if let check = TranscribedNames.check(name, isLabelled: candidate.hasContext),
            PlaceTable.names.value(for: normalized(candidate.value)) == nil
        {
            return Verdict(.proved, checks: [check])
        }
        guard name.count <= 4 else { return .refuted("name-length") }
        guard name.count >= 2 else { return .notApplicable }
        let isCompound = name.count >= 3 && NameCharacters.isCompoundSurname(name[0], name[1])
        let surname = NameCharacters.use(of: name[0])
        let given: ArraySlice<UInt32>
        var checks: [Check]
        if isCompound {
            given = name[2...]
            checks = [Check("compound-surname", evidence: 1.2)]
        } else if surname.contains(.surname) || surname.contains(.rareSurname) {
            // Four characters without a compound surname are two surnames and a given name, as some women write.
            let secondIsSurname = !NameCharacters.use(of: name[1]).isDisjoint(with: [.surname, .rareSurname])
            guard name.count < 4 || secondIsSurname else { return .refuted("name-length") }
            given = name.count == 4 ? name[2...] : name[1...]
            checks = [
                surname.contains(.surname)
                    ? Check("surname", evidence: 0.9) : Check("surname-rare", evidence: 0.3)
            ]
        } else {
            return Verdict(.proved, checks: [Check("surname-unknown", evidence: -3.5)])
        }
        let known = given.count { NameCharacters.use(of: $0).contains(.given) }
        // 银行卡, 谢谢, 有事找: words in which at most the first character is a name's; 华夏基金: two words.
        if known < given.count || name.count == 4 && !isCompound, isOrdinary(name.prefix(2)) {
            // 姓名:苗圃: behind a word for a name, a whole word may be one.
            guard name.count == 2, surname.contains(.surname), candidate.hasContext else {
                return .refuted("ordinary-word")
            }
        }
        if known == 0, surname.contains(.rareSurname) { return .refuted("ordinary-word") }
        if name.count >= 3, name.dropFirst().allSatisfy({ $0 == name[0] }) { return .refuted("ordinary-word") }
        checks.append(
            known == given.count
                ? Check("given-name", evidence: 0.7)
                : Check("given-name-unusual", evidence: known > 0 ? -0.3 : -0.9))
        // 高阳, 黄山: a few people are called so, and only words for a name beside it tell them.
        let isWord = isOrdinary(name[...]) || wordsAndNames.contains(word)
        let place = PlaceTable.names.value(for: normalized(candidate.value))?.first
        let isKnownPlace = place.map { name.count > 2 || $0 == 0x31 || $0 == 0x32 } ?? false
        if isWord || isKnownPlace, !candidate.hasContext || name.count == 4 { return .refuted("ordinary-word") }
        if isWord { checks.append(Check("dictionary-word", evidence: -1.2)) }
        // Small counties are as likely names of people: 周宁, 黄平.
        if place != nil { checks.append(Check("place-name", evidence: -0.8)) }
        return Verdict(.proved, checks: checks)
    }

    private static func isOrdinary(_ word: ArraySlice<UInt32>) -> Bool {
        words.contains(packed(word)) || NameTable.words.value(for: utf8(word)) != nil
    }

    /// 李家庄, 何家村.
    private static func isHamlet(_ name: [UInt32]) -> Bool {
        name.count == 3 && name[1] == 0x5BB6 && hamletEndings.contains(name[2])
    }

    private static let hamletEndings = Set("村庄湾角屯沟寨坪坝营堡店集桥口咀塘洼坡渡园".unicodeScalars.map(\.value))

    /// A surname's first character, or one of a transcribed name or of a name with a middle dot.
    package static let beginnings: Beginnings? = Beginnings(mark: middleDot, markReach: 8) { character in
        !NameCharacters.use(of: character).isDisjoint(with: .beginnings)
            || TranscribedNames.mayBegin(with: character)
    }

    private static func holdsLabel(_ name: [UInt32]) -> Bool {
        name.count >= 2 && (1..<name.count).contains { labels.contains(packed(name[$0 - 1...$0])) }
    }

    /// 小王, 老李, 阿强: what friends call each other, and no name that identifies.
    private static func isNickname(_ name: [UInt32]) -> Bool {
        name.count == 2 && (name[0] == 0x5C0F || name[0] == 0x8001 || name[0] == 0x963F)
    }

    /// 某
    private static let someone: UInt32 = 0x67D0
    private static let middleDot: UInt32 = 0xB7
    private static let middleDots: Set<UInt32> = Set("•・.‧∙·".unicodeScalars.map(\.value))

    /// Without spaces; every middle dot is `·`.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        utf8(characters(of: value)[...])
    }

    private static func utf8(_ characters: ArraySlice<UInt32>) -> [UInt8] {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: characters.compactMap(Unicode.Scalar.init))
        return Array(String(result).utf8)
    }

    private static func characters(of value: [UInt8]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(value.count / 3 + 1)
        for scalar in Bytes.string(value).unicodeScalars where scalar != " " && scalar != "\u{3000}" {
            result.append(middleDots.contains(scalar.value) ? middleDot : scalar.value)
        }
        return result
    }

    // MARK: - Short words as numbers

    private static func packedWords(_ text: String) -> Set<UInt64> {
        Set(text.split { $0 == " " || $0 == "\n" }.map { packed($0.unicodeScalars.map(\.value)[...]) })
    }

    /// Up to three characters as one number; longer words all give the same, which no short one gives.
    private static func packed(_ word: ArraySlice<UInt32>) -> UInt64 {
        word.count > 3 ? .max : word.reduce(0) { $0 << 21 | UInt64($1) }
    }
}
