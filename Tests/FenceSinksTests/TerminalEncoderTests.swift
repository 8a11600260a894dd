import FenceModel
import Testing

@testable import FenceSinks

@Suite struct TerminalEncoderTests {
    /// Words that are parts of each other, or of what steers the terminal, are marked once and break nothing.
    @Test func marksWordsWithinWords() {
        let reasons = ["一手数据", "数据", "4m", "0m"].map { Reason(signal: "x", weight: 1, text: $0, span: nil) }
        let encoder = TerminalEncoder(usesColor: true, reveals: false)
        let marked = encoder.marked("出一手数据 4m 价10m", reasons: reasons)
        let on = "\u{1B}[4m"
        let off = "\u{1B}[0m"
        #expect(marked == "出\(on)一手数据\(off) \(on)4m\(off) 价1\(on)0m\(off)")
    }
}
