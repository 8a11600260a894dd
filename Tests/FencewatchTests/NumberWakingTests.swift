import FenceDetection
import FenceModel
import Fencewatch
import TestSupport
import Testing

/// Plain numbers that no rule can prove are passed over; those that one finds something in never are.
@Suite struct NumberWakingTests {
    private static let before = [
        "", "订单", "电话", "order ", "ID:", "(", "+", "a", "H", "USA", "Ｌ", "，", "12-", "\n", "一", "o ", "card", "身份证号: ",
        "卡号", ".",
        "王芳/", "\n10.", "100.", "13912345607.", "13912345607/", "1 ", "¥", "+1",
        "imei: ", "sfz", "执照号", "手机", "user ", "回乡证 h", "86-", "(+86)", "９", "\u{200B}", "id", "税号 ", "银行卡 ", "б",
    ]
    private static let behind = [
        "", "元", " ", "x", "X", ")", "-12", "\n", "条", " a", "l", "/", ".5", "一", "转801", "Ｘ", " 12/27 123",
        "----pw1!x", "----!pw1x",
        "\u{200B}", "\u{3000}3", "，张三", ".13912345607", "X13912345607", "/", "亿元", ".00",
    ]

    @Test(arguments: (1 as UInt64)...6)
    func wakesForEveryNumberThatIsFound(seed: UInt64) {
        let plan = Detector().plan
        let scanner = Scanner(plan: plan, today: 20_781)
        var random = SeededGenerator(seed: seed)
        var found = 0
        for round in 0..<3_000 {
            let text =
                (Self.before.randomElement(using: &random) ?? "") + Self.number(&random)
                + (Self.behind.randomElement(using: &random) ?? "")
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                guard !scanner.scan(bytes).isEmpty else { return }
                found += 1
                #expect(plan.wakes(for: bytes), "seed \(seed), round \(round): \(text.debugDescription)")
            }
        }
        #expect(found > 500)
    }

    /// What makes it worth while: random numbers in a length of which some are cards, identity or business numbers.
    @Test func passesOverMostOrderNumbers() {
        let plan = Detector().plan
        var random = SeededGenerator(seed: 7)
        let woken = (0..<1_000).count { _ in
            let text = "今天下班有点晚，202611" + Self.digits(12, &random)
            return Array(text.utf8).withUnsafeBufferPointer { plan.wakes(for: $0) }
        }
        #expect(woken < 250)
    }

    private static func digits(_ count: Int, _ random: inout SeededGenerator) -> String {
        String((0..<count).map { _ in Character(Unicode.Scalar(UInt8.random(in: 0x30...0x39, using: &random))) })
    }

    private static func number(_ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<13, using: &random) {
        case 0: digits(Int.random(in: 5...24, using: &random), &random)
        case 1: "1\(Int.random(in: 3...9, using: &random))" + digits(9, &random)
        case 2: ["86", "0086", "0"].randomElement(using: &random).map { $0 + "138" + digits(8, &random) } ?? ""
        case 3: residentNumber(&random)
        case 4: card(["62", "4", "5", "35", "622202", "6011"].randomElement(using: &random) ?? "", &random)
        case 5: card(["35", "86", "49"].randomElement(using: &random) ?? "", length: 15, &random)
        case 6: ["010", "0755", "021", "0311"].randomElement(using: &random).map { $0 + digits(8, &random) } ?? ""
        case 7: ["400", "800"].randomElement(using: &random).map { $0 + digits(7, &random) } ?? ""
        case 8:
            ["852", "853", "00852", "886", "00886"].randomElement(using: &random).map { $0 + digits(8, &random) } ?? ""
        case 9: "09" + digits(8, &random)
        case 10: "110105" + digits(9, &random)
        case 11: residentNumberWithX(&random)
        default: "9" + digits(Int.random(in: 6...9, using: &random), &random)
        }
    }

    /// One whose X is set apart or written in another dress.
    private static func residentNumberWithX(_ random: inout SeededGenerator) -> String {
        var number = residentNumber(&random)
        while !number.hasSuffix("X") { number = residentNumber(&random) }
        return number.dropLast() + (["X", "Ｘ", " X", "-x", " Ｘ", "--X"].randomElement(using: &random) ?? "X")
    }

    private static func residentNumber(_ random: inout SeededGenerator) -> String {
        let body =
            "11010119\(Int.random(in: 50...99, using: &random))0\(Int.random(in: 1...9, using: &random))1"
            + digits(4, &random)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        return body.prefix(17) + String(Array("10X98765432")[sum % 11])
    }

    /// A number of which the last digit makes the Luhn sum right.
    private static func card(_ prefix: String, length: Int = 16, _ random: inout SeededGenerator) -> String {
        let body = prefix + digits(length - 1 - prefix.utf8.count, &random)
        let sum = body.utf8.reversed().enumerated().reduce(0) { sum, place in
            let digit = Int(place.element - 0x30)
            return sum + (place.offset % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit)
        }
        return body + "\((10 - sum % 10) % 10)"
    }
}
