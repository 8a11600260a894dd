import CByteClasses
import TestSupport
import Testing

@testable import FenceDetection

/// Lines and lists of pairs against the obvious ways to find them.
@Suite struct LineTests {
    /// Where lines begin, and last where they end, one byte after the other.
    static func starts(_ text: [UInt8]) -> [Int] {
        var starts = [0] + text.indices.filter { text[$0] == 0x0A }.map { $0 + 1 }
        if starts.last != text.count { starts.append(text.count) }
        return starts
    }

    @Test(arguments: (1 as UInt64)...8)
    func linesAreFoundOneByOne(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let levels = Instructions.levels.map(LineStarts.init(instructions:))
        for _ in 0..<200 {
            let count = Int.random(in: 0...400, using: &random)
            let share = UInt8.random(in: 0...255, using: &random)
            let text = (0..<count).map { _ -> UInt8 in
                UInt8.random(in: 0...255, using: &random) < share ? 0x0A : UInt8.random(in: 0...255, using: &random)
            }
            let expected = Self.starts(text)
            for lines in levels {
                let found = withExtendedLifetime(lines) { text.withUnsafeBufferPointer { Array(lines.find(in: $0)) } }
                #expect(found == expected, "seed \(seed)")
            }
        }
    }

    @Test func noTextHasNoLine() {
        let lines = LineStarts()
        let none = withExtendedLifetime(lines) { Array(lines.find(in: UnsafeBufferPointer(start: nil, count: 0))) }
        #expect(none == [0])
    }

    /// The first run of pairs with enough names.
    static func firstList(_ text: [UInt8], _ starts: [Int], from line: Int) -> Range<Int>? {
        let pairs = (0..<starts.count - 1).map { line in
            let bytes = text[starts[line]..<starts[line + 1]]
            let whole = bytes.last == 0x0A ? bytes.dropLast() : bytes
            let length = Array(whole).withUnsafeBufferPointer(PairLists.nameLength)
            return length.map { Array(whole.prefix($0)) }
        }
        var first = line
        while first < pairs.count {
            let run = pairs[first...].prefix { $0 != nil }
            let names = zip(run, [nil] + run).count { $0 != $1 }
            if names >= PairLists.fewestLines { return starts[first]..<starts[first + run.count] }
            first += max(1, run.count)
        }
        return nil
    }

    @Test(arguments: (1 as UInt64)...8)
    func listsAreFoundWhereverTheyBegin(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "zhang123:abc12345", "li_si88----qwe!2345", "你好", "", "a b", "10:30", "wang_x7|zz778899\r", "x:y",
            "zhao88:qq112233", "zhang123:zz9988",
        ]
        var lists = 0
        for _ in 0..<300 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                // Pairs come in rows.
                let isPair = Bool.random(using: &random)
                let piece = (isPair ? pieces.suffix(2) : pieces[...]).randomElement(using: &random) ?? ""
                text += Array(piece.utf8)
                if Int.random(in: 0..<12, using: &random) > 0 { text.append(0x0A) }
            }
            let starts = Self.starts(text)
            let line = Int.random(in: 0..<max(1, starts.count - 1), using: &random)
            let expected = Self.firstList(text, starts, from: min(line, starts.count - 1))
            let found = text.withUnsafeBufferPointer { bytes in
                starts.withUnsafeBufferPointer { PairLists.firstList(in: bytes, lines: $0, from: line) }
            }
            #expect(found == expected, "seed \(seed)")
            let holds = text.withUnsafeBufferPointer(PairLists.holdsList)
            #expect(holds == (Self.firstList(text, starts, from: 0) != nil), "seed \(seed)")
            if found != nil { lists += 1 }
        }
        #expect(lists > 20)
    }
}
