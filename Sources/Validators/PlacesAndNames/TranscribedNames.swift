/// Names of Tibetans, Uyghurs and Mongols in Chinese characters without a middle dot, which have no surname: 扎西卓玛, 热依汗古丽.
///
/// They are put together of parts that recur, and are told by these.
enum TranscribedNames {
    /// Parts of two characters and more.
    private static let parts: Set<[UInt32]> = Set(
        """
        扎西 卓玛 次仁 次旦 次旺 次珍 尼玛 旺堆 旺姆 旺久 旺杰 旺扎 达瓦 格桑 央金 央宗 平措 多吉 多杰 丹增 丹巴 丹珠 洛桑 洛松 白玛 拉姆 德吉 巴桑 边巴 边珍 \
        索朗 索南 仁青 仁增 仁钦 顿珠 欧珠 普布 普琼 米玛 拉巴 强巴 益西 曲珍 曲扎 措姆 卓嘎 桑吉 桑珠 桑杰 才让 才旦 才旺 东珠 更登 贡布 贡嘎 贡桑 嘉措 加措 群培 土登 \
        阿旺 云丹 罗布 罗桑 班觉 晋美 晋巴 拉珍 玉珠 玉珍 斯郎 斯朗 泽仁 泽旺 泽郎 四郎 降央 降措 邓珠 根秋 格勒 其美 赤列 坚参 坚赞 俄色 朗杰 朗加 彭措 彭毛 完玛 完么 \
        尕藏 卓么 拉毛 拉措 项杰 万玛 仁措 夸吉 \
        买买提 麦麦提 古丽 热依 热衣 阿依 阿布都 阿卜杜 阿不都 阿不力 阿不来 吐尔逊 图尔荪 吐尔洪 图尔洪 艾合买提 艾山 艾力 努尔 热合曼 热孜 玉素甫 玉苏普 依明 伊敏 库尔班 \
        肉孜 提力瓦 迪力 地力 帕提 帕孜 尼沙 尼萨 汗木 再努 再娜 沙吾提 萨吾提 司马义 斯马依 斯拉木 克里木 卡德尔 喀迪尔 卡迪尔 塔依尔 铁木尔 木合 木拉提 穆拉提 亚森 亚生 \
        牙生 阿力木 阿里木 阿孜古 阿迪力 艾尼瓦 艾则孜 艾尔肯 赛买提 达吾提 哈斯木 米吉提 米热 玛依拉 热娜 吾买尔 吾守尔 居马 加帕尔 加马力 祖丽 祖力 阿扎提 \
        乌云 其木格 其其格 琪琪格 娜仁 萨仁 巴特尔 巴图 苏和 格日勒 图雅 托娅 高娃 敖登 额尔 呼和 斯琴 朝鲁 孟和 宝音 毕力格 必力格 苏日 娜日 塔娜 哈斯 特木尔 那顺 布和 \
        布仁 青格 乌日 吉日嘎 牧仁 阿拉坦 通拉嘎 通嘎 乌力 乌仁 那仁 那日 都日 德力 格根 格日 花日 朝格 朝木 萨日 赛音 道尔 道日 苏雅 陶格 恩和 浩斯 胡日 阿木尔
        """.split { $0 == " " || $0 == "\n" }.map { $0.unicodeScalars.map(\.value) })

    private static let longestPart = 4

    /// A bit for each character from U+4E00 on with which a part begins; it is asked of every character beside a number.
    private static let beginnings: [UInt64] = {
        var bits = [UInt64](repeating: 0, count: 0x5200 / 64)
        for first in parts.lazy.compactMap(\.first) where (0x4E00..<0xA000).contains(first) {
            bits[Int(first - 0x4E00) / 64] |= 1 << UInt64((first - 0x4E00) % 64)
        }
        return bits
    }()

    /// Whether a part begins with a character.
    static func mayBegin(with character: UInt32) -> Bool {
        let index = character &- 0x4E00
        return index < 0x5200 && beginnings[Int(index / 64)] >> UInt64(index % 64) & 1 != 0
    }

    /// - Parameter isLabelled: whether a word for a name stands beside it.
    /// - Returns: nil where too little of the name is made of known parts.
    static func check(_ name: [UInt32], isLabelled: Bool) -> Check? {
        guard (2...8).contains(name.count) else { return nil }
        var known = 0
        var index = 0
        while index < name.count {
            let length = (2...longestPart).last {
                index + $0 <= name.count && parts.contains(Array(name[index..<index + $0]))
            }
            known += length ?? 0
            index += length ?? 1
        }
        // Short ones are words too, 哈斯 and 巴图, and need a word for a name beside them.
        guard known >= max(2, name.count - 1), isLabelled || name.count >= 4 else { return nil }
        return Check("minority-name", evidence: 1)
    }
}
