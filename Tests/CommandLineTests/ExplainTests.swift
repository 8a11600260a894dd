import Foundation
import Testing

/// What `fencewatch explain` prints, beside the files under `Golden/explain`.
///
/// Weights, sums, scores and confidences are left out of the comparison (`#`, with their sign), and so is the cluster: a new
/// calibration changes them without changing what is explained. Everything else must agree to the letter.
/// `FENCEWATCH_RENEW_GOLDEN=1 swift test --filter ExplainTests` writes the files anew; read the difference before
/// committing it.
@Suite struct ExplainTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        var name: String
        var text: String
        /// Values that must not be printed.
        var values: [String] = []
        /// Whether nothing in it is reason for a closer look.
        var sleeps = false
        var testDescription: String { name }
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden/explain")

    /// Numbers that belong to nobody, always the same.
    private static func digits(_ count: Int, _ seed: UInt64) -> String {
        var state = seed
        return String(
            (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Character(String(state >> 33 % 10))
            })
    }

    static let samples: [Sample] = {
        let mobile = "138" + digits(8, 3)
        let name = "tester_" + digits(4, 5)
        let password = "Pw" + digits(6, 7) + "x"
        return [
            Sample(
                name: "disguised-offer",
                text: "出\u{200B}售 一.手 業主數~据 １００w条 0.5元/条 飛機 @\(name)", values: [name]),
            Sample(name: "lookup-menu", text: "户籍·全家·开房·轨迹·流水·机主 秒出 t.me/\(name)", values: [name]),
            Sample(name: "request", text: "高价收银行卡四件套，1200一套，面议，微信 \(name)", values: [name]),
            Sample(
                name: "news-report", text: "警方破获一起侵犯公民个人信息案，嫌疑人以每条30元的价格出售个人信息2.4万条，获利72万元",
                sleeps: true),
            Sample(name: "ordinary-message", text: "今天出差回来，飞机晚点了三个小时", sleeps: true),
            Sample(name: "shop", text: "出售数据线，type-c快充，10元一条，包邮", sleeps: true),
            Sample(name: "goods-alone", text: "车主数据"),
            Sample(
                name: "masked-values", text: "出业主名单，王小明 \(mobile)，账号:\(name) 密码:\(password)",
                values: [mobile, name, password]),
            Sample(
                name: "styled-english", text: "ｓｅｌｌｉｎｇ 𝐟𝐫𝐞𝐬𝐡 customer database, 2M rows, sample & escrow, tg @\(name)",
                values: [name]),
            Sample(name: "control-characters", text: "出业主名单\u{1B}[2J \u{202E}红色\u{202C}\n第二行 面议"),
        ]
    }()

    /// The output without what a calibration changes.
    static func normalized(_ output: String) -> String {
        output.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = String(line)
            if line.hasPrefix("signal") {
                line = line.replacing(#/([+-])[0-9]+\.[0-9]{2}/#) { "\($0.output.1)#.##" }
            } else if line.hasPrefix("sum") || line.hasPrefix("verdict") {
                line = line.replacing(#/[+-]?[0-9]+\.[0-9]+(e-?[0-9]+)?/#, with: "#")
            } else if line.hasPrefix("finding") {
                line = line.replacing(#/confidence [0-9.e-]+/#, with: "confidence #")
            } else if line.hasPrefix("cluster") {
                line = "cluster   #"
            }
            return line
        }.joined(separator: "\n")
    }

    @Test(arguments: samples)
    func agreesWithTheGoldenFile(_ sample: Sample) throws {
        let outcome = try Binary.run(["explain", sample.text])
        #expect(outcome.status == 0)
        for value in sample.values { #expect(!outcome.output.contains(value)) }
        // One line a thing, and nothing that steers a terminal.
        #expect(!outcome.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
        let file = Self.folder.appendingPathComponent(sample.name + ".txt")
        let printed = Self.normalized(outcome.output)
        if ProcessInfo.processInfo.environment["FENCEWATCH_RENEW_GOLDEN"] != nil {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try printed.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try printed == String(contentsOf: file, encoding: .utf8))
    }

    /// No golden file without its sample.
    @Test func everyGoldenFileIsUsed() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(Self.samples.map { $0.name + ".txt" }))
    }

    /// The weights that are printed add up to the sum that is printed, and it to the score.
    @Test(arguments: samples)
    func theSumIsTheSumOfItsParts(_ sample: Sample) throws {
        let output = try Binary.run(["explain", sample.text]).output
        let lines = output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("asleep") } == sample.sleeps)
        guard !sample.sleeps else { return }
        let sum = try #require(lines.first { $0.hasPrefix("sum") })
        let numbers = sum.matches(of: #/[+-][0-9]+\.[0-9]{2}/#).compactMap { Double($0.output) }
        try #require(numbers.count == 4)
        let weights = lines.filter { $0.hasPrefix("signal") }
            .compactMap { $0.firstMatch(of: #/ ([+-][0-9]+\.[0-9]{2})/#).flatMap { Double($0.output.1) } }
        let tolerance = 0.005 * Double(weights.count + 3)
        #expect(abs(numbers[0] + weights.reduce(0, +) - numbers[3]) <= tolerance)
        let score = try #require(sum.firstMatch(of: #/score ([0-9.e-]+)/#).flatMap { Double($0.output.1) })
        #expect(abs(1 / (1 + exp(-numbers[3])) - score) < 0.01)
    }

    /// A text that nobody else should see comes on standard input.
    @Test(arguments: [[], ["-"]])
    func aTextOnStandardInputIsExplained(arguments: [String]) throws {
        let named = try Binary.run(["explain", ScanCommandTests.offer])
        for end in ["", "\n", "\r\n"] {
            let piped = try Binary.run(["explain"] + arguments, input: ScanCommandTests.offer + end)
            #expect(piped.status == 0)
            #expect(piped.output == named.output)
        }
        let empty = try Binary.run(["explain"] + arguments, input: "\n")
        #expect(empty.status == 2)
        #expect(empty.errors.contains("no text"))
        let long = try Binary.run(["explain"] + arguments, input: String(repeating: "x", count: 1 << 20 + 1))
        #expect(long.errors.contains("fencewatch scan"))
    }

    /// No character of the text steers the terminal of who reads, wherever it stands: in a number, a price, a contact, a word.
    @Test(arguments: ["\u{202E}", "\u{200B}", "\u{2028}", "\u{2066}", "\u{9B}"])
    func nothingSteersTheTerminal(mark: String) throws {
        let text =
            "出售\(mark)一手母婴数据，10\(mark)0w\(mark)条，0.\(mark)5元\(mark)/条，飞机 @mu\(mark)ying_data88，邮箱 a\(mark)b@ex\(mark)ample.com"
        let outcome = try Binary.run(["explain"], input: text)
        #expect(outcome.output.contains("verdict"))
        #expect(!outcome.output.contains(mark), "\(outcome.output.debugDescription)")
    }
}
