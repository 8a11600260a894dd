import FenceDetection
import FenceModel
import Testing

/// The quick ways to mask beside the one that counts characters.
@Suite struct MaskingTests {
    private static func slowMask(_ value: String, _ mask: Rule.Mask) -> String {
        let characters = Array(value)
        let shown = min(mask.head + mask.tail, characters.count / 2)
        let tail = min(mask.tail, shown / 2 + shown % 2, shown)
        let head = min(mask.head, shown - tail)
        return String(characters.prefix(head)) + String(repeating: "*", count: characters.count - head - tail)
            + String(characters.suffix(tail))
    }

    @Test func masksOfAnySizeAreBounded() {
        for mask in [Rule.Mask(head: .max, tail: .max), Rule.Mask(head: .max, tail: 1)] {
            #expect(Masking.mask("13800138000", mask, entity: .phoneNumber).contains("******"))
        }
    }

    @Test("masks by characters, whatever they are")
    func masksCharacters() {
        var random = SystemRandomNumberGenerator()
        let parts = ["1", "a", "-", "王", "小", "１", "Ａ", "😀", "e\u{301}", "👩\u{200D}👧", "ﾞ", "각", "·", "\u{200B}", " "]
        for _ in 0..<5_000 {
            let value = (0..<Int.random(in: 1...14, using: &random)).map { _ in parts.randomElement() ?? "1" }.joined()
            let mask = Rule.Mask(head: Int.random(in: 0...4), tail: Int.random(in: 0...4))
            #expect(Masking.mask(value, mask, entity: .phoneNumber) == Self.slowMask(value, mask), "\(value)")
        }
    }
}
