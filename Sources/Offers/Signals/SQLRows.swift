import FenceDetection

/// Lines of a dump in SQL: what stands there is a table's, not its poster's. Names of tables and columns are no words of a trade.
struct SQLRows {
    /// The folded characters of each line.
    private let lines: [Range<Int>]
    /// Whether the text is nothing else.
    let isAll: Bool

    private static let statement = Array("insert into ".unicodeScalars.map(\.value))

    /// - Parameter text: looked at where it begins with such a line.
    init(in text: FoldedText) {
        guard Self.begins(at: 0, in: text) else {
            lines = []
            isAll = false
            return
        }
        var lines: [Range<Int>] = []
        var others = 0
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text.code(at: end) != 0x0A { end += 1 }
            if Self.begins(at: start, in: text) {
                lines.append(start..<end)
            } else if end > start {
                others += 1
            }
            start = end + 1
        }
        self.lines = lines
        isAll = others == 0
    }

    private static func begins(at start: Int, in text: FoldedText) -> Bool {
        statement.indices.allSatisfy { text.code(at: start + $0) == statement[$0] }
    }

    /// Whether a word stands on one of the lines.
    func hold(_ characters: Range<Int>) -> Bool {
        !lines.isEmpty && lines.contains { $0.contains(characters.lowerBound) }
    }
}
