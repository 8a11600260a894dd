import FenceModel
import TestSupport
import Testing

@testable import FenceDetection

/// What a glance reads, and what it leaves open.
@Suite struct GlanceTests {
    static func keys(_ text: String) -> [UInt32] {
        var text = text
        return text.withUTF8 { Glance.keys(in: $0).flatMap { $0 } }
    }

    @Test(
        "writes that read the same have the same keys",
        arguments: [
            ("出售业主数据", "出售業主數據"), ("Fresh DB 2024", "ｆｒｅｓｈ ｄｂ １２３４"), ("a\u{200B}b c", "ab  c"),
            ("一\t二", "一 二"), ("123456789012", "12345678"), ("一\r\n二", "一\n\n二"),
        ])
    func foldsWhatItReads(_ one: String, _ other: String) {
        #expect(Self.keys(one) == Self.keys(other))
        #expect(!Self.keys(one).isEmpty)
    }

    @Test(
        "what tells texts apart stays",
        arguments: [("业 主", "业主"), ("12 条", "123 条"), ("一\n二", "一 二"), ("db", "dbs"), ("业·主", "业主")])
    func keepsWhatTells(_ one: String, _ other: String) {
        #expect(Self.keys(one) != Self.keys(other))
    }

    /// The table, its probing and its pieces against sums over a dictionary.
    @Test(arguments: (0..<60).map { UInt64($0) })
    func addsUpLikeTheSlowWay(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters = Array("出售业主数据名单要的私聊ab12 \n,。🙂".unicodeScalars)
        func text() -> String {
            String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 0...900, using: &random)).map { _ in
                        letters[Int.random(in: 0..<letters.count, using: &random)]
                    }))
        }
        let known = Set(Self.keys(text()).filter { _ in Bool.random(using: &random) })
        let weights = Dictionary(uniqueKeysWithValues: known.map { ($0, Int8.random(in: -31...31, using: &random)) })
        let scale = Wording.Scale(prior: -0.5, step: 0.2)
        let least = Double.random(in: -3...3, using: &random)
        let glance = Glance(
            Wording.Glance(
                scale: scale, least: least,
                sequences: weights.keys.sorted().map { Wording.Weight(key: $0, trade: weights[$0] ?? 0) }))
        for _ in 0..<20 {
            var text = text()
            let (pieces, isOpen) = text.withUTF8 { (Glance.keys(in: $0), glance.leavesOpen($0)) }
            let isOpenSlowly = pieces.contains { piece in
                let found = piece.compactMap { weights[$0] }
                return scale.logOdds(sum: found.reduce(0) { $0 + Int($1) }, count: found.count) >= least
            }
            #expect(isOpen == isOpenSlowly, "seed \(seed): \(text.debugDescription)")
        }
    }

    @Test("any bytes are read to their end", arguments: (100..<120).map { UInt64($0) })
    func readsAnyBytes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let pieces = bytes.withUnsafeBufferPointer { Glance.keys(in: $0) }
        // Half of the bytes are a character of their own at least, so there are more than two pieces of them.
        #expect(pieces.count > 2 && pieces.allSatisfy { !$0.isEmpty })
        #expect(Glance.keys(in: UnsafeBufferPointer(start: nil, count: 0)).isEmpty)
    }
}
