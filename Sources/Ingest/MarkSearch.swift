/// Looks for many short texts in one pass: a table over pairs of bytes says where none of them can begin.
struct MarkSearch: Sendable {
    private let marks: [[UInt8]]
    /// By the first two bytes of a text: whether a mark begins so.
    private let begins: [Bool]

    /// - Parameter marks: of at least two bytes each.
    init(_ marks: [String]) {
        self.marks = marks.map { Array($0.utf8) }
        var begins = [Bool](repeating: false, count: 65_536)
        for mark in self.marks where mark.count >= 2 { begins[Int(mark[0]) << 8 | Int(mark[1])] = true }
        self.begins = begins
    }

    /// Which of the marks stand in the bytes, in the order of the marks.
    func found(in bytes: [UInt8]) -> [Bool] {
        var found = [Bool](repeating: false, count: marks.count)
        guard bytes.count >= 2 else { return found }
        let text = bytes.span
        let table = begins.span
        for index in 0..<text.count - 1 where table[Int(text[index]) << 8 | Int(text[index + 1])] {
            for (number, mark) in marks.enumerated() where !found[number] {
                found[number] = bytes[index...].starts(with: mark)
            }
        }
        return found
    }
}
