import FenceDetection
import FenceModel
import Fencewatch
import Testing

/// The filter of the one pass with the words of the default pack, of which there are many thousand.
@Suite struct PackFilterTests {
    private static let surroundings = [
        ("", ""), ("今天", "了，好的"), (" ", " "), ("，", "。"), ("(", ")"), ("a ", "9"), ("2026-11-24 12:30:05 <小北> ", "\n"),
        ("哈哈", "哈"), ("q", "q"), ("\u{200B}", "\u{FE0F}"),
    ]

    /// A word that the exact pass wakes for is a suspect place, wherever it stands and however it is written.
    @Test func suspectsEveryWordOfThePack() {
        let detector = Detector()
        let words = RulePack.standard.signals.flatMap(\.words) + RulePack.standard.rules.flatMap(\.trigger.keywords)
        var woken = 0
        for (number, word) in words.enumerated() where number % 3 == 0 {
            let text =
                switch number / 3 % 4 {
                case 0: word
                case 1: word.uppercased()
                case 2: Self.decorated(word, every: 1 + number / 12 % 3)
                default: Self.widened(word)
                }
            let (before, after) = Self.surroundings[number % Self.surroundings.count]
            let bytes = Array((before + text + after).utf8)
            bytes.withUnsafeBufferPointer { bytes in
                guard detector.plan.tables.exactWaking(for: bytes) != .never else { return }
                woken += 1
                #expect(detector.plan.tables.wakes(for: bytes), "\((before + text + after).debugDescription)")
            }
        }
        #expect(woken > 500)
    }

    private static func decorated(_ word: String, every step: Int) -> String {
        let decorations = [".", " ", "·", "🙂", "丨", "-"]
        return String(
            word.unicodeScalars.enumerated().flatMap { index, scalar in
                [Character(scalar)] + (index % step == 0 ? Array(decorations[(index + step) % decorations.count]) : [])
            })
    }

    /// Full-width symbols and spaces for plain ones.
    private static func widened(_ word: String) -> String {
        String(
            String.UnicodeScalarView(
                word.unicodeScalars.map { scalar in
                    guard scalar.value < 0x80, !scalar.properties.isAlphabetic, scalar.value > 0x20 else {
                        return scalar == " " ? "\u{3000}" : scalar
                    }
                    return (0x30...0x39).contains(scalar.value)
                        ? scalar : Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
                }))
    }

    /// Places that are looked at closely for nothing cost more than all else on ordinary text. Not a time, so it holds anywhere.
    @Test(arguments: [
        (
            "今天下班有点晚，晚上吃什么？我觉得还可以吧，你们那边下雨了吗。地铁挤成什么样了，等我十分钟；这家店味道不错，下次还来！"
                + "孩子作业还没写完，空调修好了没有。项目什么时候上线，接口文档更新了，测试环境又挂了，重启一下试试，麻烦你了。"
                + "周末去爬山怎么样，带点水果和面包就行；最后一球太可惜了，裁判到底看没看回放？我先睡了，晚安。"
                + "路上堵车，大概八点半才能到家，你们先吃别等我。昨天那部电影真的好看，结尾没想到是这样，哭了好久。"
                + "阳台上的花又开了，邻居家的猫天天来蹭饭。老板说下个月团建，去海边还是去山里，大家投个票吧。"
                + "外婆做的红烧肉最香了，过年回去一定要学会。打印机又卡纸了，谁会修啊，急急急！快递放门口就好，谢谢。", 10
        ),
        (
            "what a lovely day it is today, shall we go for a walk in the park after lunch and then have some tea? let me check "
                + "and get back to you, the new update broke everything again. that place has great coffee, good night everyone.",
            2
        ),
        ("2026-11-24 12:30:05 <tom> see you tomorrow\n2026-11-24 12:30:09 <阿芳> 好的，没问题\n", 0),
    ])
    func looksCloselyAtFewPlaces(_ text: String, most: Int) {
        let bytes = Array(text.utf8)
        let places = bytes.withUnsafeBufferPointer { Detector().plan.tables.markedPlaces(in: $0) }
        let begins = places.map { String(decoding: bytes[$0...].prefix(12), as: UTF8.self) }
        #expect(places.count <= most, "\(begins)")
    }
}
