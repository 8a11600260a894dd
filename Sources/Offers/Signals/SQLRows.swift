import FenceModel
import FenceDetection

/// Lines of a dump in SQL: names of tables and columns are the table's, not words of the one who posts it.
struct SQLRows {
    /// The folded characters of each line up to its values, in their order.
    private var heads: [Range<Int>] = []
    /// Whether the text is nothing else.
    private(set) var isAll = false

    private static let statement = Array("insert into ".unicodeScalars.map(\.value))
    private static let values = Array("values".unicodeScalars.map(\.value))

    /// - Parameter text: looked at where it begins with such a line.
    init(in text: FoldedText) {
        guard Self.holds(Self.statement, at: 0, in: text) else { return }
        var others = 0
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text.code(at: end) != 0x0A { end += 1 }
            if let head = Self.head(of: start..<end, in: text) {
                heads.append(head)
            } else if end > start {
                others += 1
            }
            start = end + 1
        }
        isAll = others == 0 && !heads.isEmpty
    }

    /// A statement up to its values, where the line ends with them.
    private static func head(of line: Range<Int>, in text: FoldedText) -> Range<Int>? {
        guard holds(statement, at: line.lowerBound, in: text) else { return nil }
        var last = line.upperBound - 1
        while last > line.lowerBound, [0x20, 0x0D, 0x2C, 0x3B].contains(text.code(at: last)) { last -= 1 }
        guard text.code(at: last) == 0x29,
            let values = line.first(where: { holds(values, at: $0, in: text) })
        else { return nil }
        return line.lowerBound..<values
    }

    private static func holds(_ word: [UInt32], at start: Int, in text: FoldedText) -> Bool {
        word.indices.allSatisfy { text.code(at: start + $0) == word[$0] }
    }

    /// Whether a word stands before the values of a line.
    func hold(_ characters: Range<Int>) -> Bool {
        let next = heads.partitionPoint { $0.lowerBound <= characters.lowerBound }
        return next > 0 && heads[next - 1].contains(characters.lowerBound)
    }
}
