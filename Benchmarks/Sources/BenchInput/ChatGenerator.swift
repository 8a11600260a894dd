#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A small, seeded generator (SplitMix64).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

enum Output {
    static func write(_ bytes: [UInt8]) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(1, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #elseif canImport(Musl)
                    Musl.write(1, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #else
                    Darwin.write(1, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #endif
            }
            guard count > 0 else { exit(1) }
            written += count
        }
    }
}

/// Chat lines of varied length, put together from phrases, with settable shares of what matters.
struct ChatGenerator {
    /// Share of lines with personal data.
    var density = 0.01
    /// Share of lines that offer data.
    var offers = 0.0005
    /// Share of lines with order numbers, times and prices.
    var nearMisses = 0.05
    /// A hostile kind of line instead of chat.
    var hostile: String?
    var random = SplitMix64(seed: 1)

    private static let phrases = [
        "今天下班有点晚", "晚上吃什么", "我觉得还可以吧", "你们那边下雨了吗", "哈哈哈哈笑死我了", "明天几点集合", "这个电影真的好看", "刚到家", "好的没问题", "周末去爬山怎么样",
        "昨天那场比赛看了吗", "最后一球太可惜了", "老板又开会了", "谁有多余的雨伞", "地铁挤成什么样了", "路上堵车", "等我十分钟", "这家店味道不错", "下次还来", "孩子作业还没写完",
        "猫又把杯子打翻了", "空调修好了没有", "我先睡了晚安", "早上好呀", "新出的游戏你玩了吗", "卡在第三关过不去", "谁来带带我", "这张照片拍得真好", "在哪里拍的", "山上的风景",
        "项目什么时候上线", "接口文档更新了", "代码我看过了没问题", "测试环境又挂了", "重启一下试试", "可能是缓存的问题", "收到谢谢", "麻烦你了", "不客气", "大家辛苦了",
    ]
    private static let english = [
        "see you tomorrow", "sounds good to me", "what time is the meeting", "lol that is so funny",
        "did you watch the game", "let me check and get back to you",
        "the new update broke everything again", "works on my machine", "thanks a lot", "no worries",
        "i will be there in ten minutes", "how was your weekend",
        "that place has great coffee", "can you send me the link", "it is raining again", "good night everyone",
    ]
    private static let nicks = ["小北", "夜猫子", "tom", "阿芳", "momo", "老王", "kk", "一只橘猫", "Lily", "行政小李", "风一样的男子", "x_y"]
    private static let goods = ["母婴", "车主", "股民", "网贷", "业主", "学生"]

    private mutating func pick(_ list: [String]) -> String { list[Int.random(in: 0..<list.count, using: &random)] }
    private mutating func digits(_ count: Int) -> String {
        String((0..<count).map { _ in Character(Unicode.Scalar(UInt8.random(in: 0x30...0x39, using: &random))) })
    }
    private mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

    mutating func appendLine(to buffer: inout [UInt8]) {
        if let hostile {
            appendHostile(hostile, to: &buffer)
            return
        }
        var line = ""
        let second = Int.random(in: 0..<86_400, using: &random)
        line +=
            "2026-11-\(two(1 + second % 28)) \(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60)) <\(pick(Self.nicks))> "
        let isEnglish = chance(0.2)
        for index in 0..<Int.random(in: 1...4, using: &random) {
            if index > 0 { line += isEnglish ? ", " : "，" }
            line += isEnglish ? pick(Self.english) : pick(Self.phrases)
        }
        if chance(density) { line += personalData() }
        if chance(nearMisses) { line += nearMiss() }
        if chance(offers) {
            line +=
                "，出一手\(pick(Self.goods))数据\(Int.random(in: 1...200, using: &random))w条，0.\(digits(1))元/条，飞机 @seller_\(digits(4))"
        }
        buffer.append(contentsOf: line.utf8)
        buffer.append(0x0A)
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private mutating func personalData() -> String {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: "，电话13\(digits(9))"
        case 1: "，１３\(digits(9).unicodeScalars.map { String(Unicode.Scalar($0.value + 0xFEE0) ?? $0) }.joined())"
        case 2: "，邮箱user\(digits(5))@example.com"
        case 3: "，身份证\(residentNumber())"
        case 4: "，139-\(digits(4))-\(digits(4))"
        default: "，加微信 wx_\(digits(6))"
        }
    }

    private mutating func residentNumber() -> String {
        let body =
            "11010119\(Int.random(in: 50...99, using: &random))0\(Int.random(in: 1...9, using: &random))1\(digits(1))\(digits(3))"
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        return body + String(Array("10X98765432")[sum % 11])
    }

    private mutating func nearMiss() -> String {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: "，订单号2026\(digits(14))"
        case 1: "，2026-11-24 12:\(digits(2))"
        case 2: "，\(digits(3))元"
        default: "，版本3.\(digits(2)).\(digits(1))"
        }
    }

    /// Input made to hurt: each kind is megabytes of one thing.
    private mutating func appendHostile(_ kind: String, to buffer: inout [UInt8]) {
        let pattern: String
        switch kind {
        case "digits": pattern = digits(64)
        case "at": pattern = String(repeating: "@", count: 64)
        case "keywords": pattern = "出售密码数据身份证"
        case "dots": pattern = String(repeating: "a.", count: 40) + "@"
        case "spaced": pattern = digits(32).map { "\($0) " }.joined()
        case "zero-width": pattern = String(repeating: "\u{200B}", count: 32)
        case "offers": pattern = "出一手母婴数据100w条，0.5元/条，飞机 @muying_data88\n"
        case "records": pattern = "张伟 13\(digits(9)) \(residentNumber())\n"
        default: pattern = "x"
        }
        buffer.append(contentsOf: pattern.utf8)
    }
}
