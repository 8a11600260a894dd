import CAllocations
import FenceModel
import Fencewatch

// Times single calls of the library: `BenchLibrary [PREFIX]` prints name, bytes, nanoseconds a call (median of eleven rounds) and
// allocations a call of everything whose name begins so. A harness of our own, since it has to count allocations where no other
// allocator than the system's is.

let clock = ContinuousClock()
let prefix = CommandLine.arguments.dropFirst().first ?? ""

/// - Returns: nanoseconds and allocations of one call.
func measure(calls: Int, _ body: () -> Void) -> (nanoseconds: Double, allocations: Double) {
    for _ in 0..<calls / 4 { body() }
    var rounds: [Double] = []
    let before = allocations_count()
    for _ in 0..<11 {
        let time = clock.measure { for _ in 0..<calls { body() } }
        rounds.append(time / .nanoseconds(1) / Double(calls))
    }
    let allocations = Double(allocations_count() - before) / Double(calls * 11)
    return (rounds.sorted()[5], (allocations * 100).rounded() / 100)
}

func report(_ name: String, _ text: String, by detector: Detector) {
    guard name.hasPrefix(prefix) else { return }
    let result = measure(calls: max(20, min(20_000, 4_000_000 / max(text.utf8.count, 1)))) { _ = detector.scan(text) }
    print("\(name)\t\(text.utf8.count)\t\(Int(result.nanoseconds.rounded()))\t\(result.allocations)")
}

let detector = Detector()
let texts: [(name: String, text: String)] = [
    ("clean, 100 bytes of Chinese", "今天天气真不错，我们下午一起去公园散步吧，顺便买点水果回来，晚上做个水果沙拉好了"),
    (
        "clean, 100 bytes of English",
        "what a lovely day it is today, shall we go for a walk in the park after lunch and then have some tea"
    ),
    ("near miss: an order number", "您的订单号2026112400123456已经发货，请注意查收，预计三天内送达，谢谢您的支持"),
    ("one mobile number", "有事打我电话13800001234，白天都在的，晚上可能不接，急事可以发短信给我就好"),
    ("one resident number", "办手续要用身份证110101199003074610，记得带原件和复印件各一份到窗口办理就可以了"),
    ("one bank card", "请转到银行卡6222020000000000008，户名是公司名，转完之后截图发给我确认一下"),
    ("one mail address", "资料请发到我的邮箱zhang.san@example.com，收到之后我会尽快给您回复，谢谢您"),
    ("one offer", "出售一手母婴数据，100w条，0.5元/条，飞机 @muying_data88"),
]
for (name, text) in texts { report(name, text, by: detector) }

// The hot loop: nothing in it deserves a look.
let chinese = "今天下班有点晚，晚上吃什么？我觉得还可以吧，你们那边下雨了吗。地铁挤死了，等我十分钟；这家店味道不错！"
let english = "see you tomorrow, sounds good to me. what time is the meeting? the new update broke everything again; "
report("hot loop: Chinese", String(repeating: chinese, count: 65_536 / chinese.utf8.count), by: detector)
report("hot loop: English", String(repeating: english, count: 65_536 / english.utf8.count), by: detector)

// One match: a rule of its own, with each validator and without any, on the rule's first example.
var named: Set<String> = []
for rule in RulePack.standard.rules {
    guard let validator = rule.validators.first, let example = rule.examples.match.first,
        named.insert(validator).inserted
    else { continue }
    func detector(_ validators: [String]) throws -> Detector {
        var rule = rule
        rule.validators = validators
        return try Detector(pack: RulePack(name: "one", version: "1", rules: [rule], signals: []))
    }
    report("match: \(rule.id) without validators", example, by: try detector([]))
    report("match: \(rule.id) with \(rule.validators.joined(separator: ", "))", example, by: try detector(rule.validators))
}
