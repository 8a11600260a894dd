/// How every code point is read: as which character, or not at all.
///
/// Folding undoes what makes text look different without making it read differently: width, case, styling, traditional
/// forms, look-alike letters, invisible characters. It never joins or splits words; that is left to whoever reads on.
package struct FoldTable: Sendable {
    /// The table is the same for every rule pack.
    package static let shared = FoldTable()

    /// Code points below this are looked up; those above are variation selectors and tags (deleted) or kept.
    static let limit = 0x20000

    /// What stands in the table for a code point that leaves nothing behind.
    static let deleted: UInt32 = 1 << 30
    /// Marks an entry that holds two ASCII digits, the first in bits 8–15.
    static let double: UInt32 = 1 << 29

    /// Folded code point by code point, or `deleted`, or `double` with its digits.
    let entries: [UInt32]

    private init() {
        var entries = (0..<UInt32(Self.limit)).map { $0 }
        Self.withScalars(of: FoldPairs.pairs) { scalars in
            var iterator = scalars.makeIterator()
            while let written = iterator.next(), let read = iterator.next() {
                entries[Int(written.value)] = read.value
            }
        }
        Self.withScalars(of: FoldPairs.doubles) { scalars in
            var iterator = scalars.makeIterator()
            while let written = iterator.next(), let tens = iterator.next(), let ones = iterator.next() {
                entries[Int(written.value)] = Self.double | tens.value << 8 | ones.value
            }
        }
        for range in Self.invisible {
            for code in range { entries[Int(code)] = Self.deleted }
        }
        for code in 0..<UInt32(0x20) where code != 0x09 && code != 0x0A && code != 0x0D {
            entries[Int(code)] = 0x20
        }
        for code in 0xD800..<0xE000 { entries[code] = 0xFFFD }
        self.entries = entries
    }

    /// Zero-width characters, joiners, direction marks, combining marks, variation selectors and fillers.
    private static let invisible: [ClosedRange<UInt32>] = [
        0x00AD...0x00AD, 0x0300...0x036F, 0x0483...0x0489, 0x061C...0x061C, 0x115F...0x1160, 0x17B4...0x17B5,
        0x180B...0x180F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F,
        0x20D0...0x20FF, 0x3164...0x3164, 0x302A...0x302D, 0x3099...0x309A, 0xFE00...0xFE0F, 0xFE20...0xFE2F,
        0xFEFF...0xFEFF, 0xFFA0...0xFFA0, 0xFFF9...0xFFFB, 0x1D173...0x1D17A,
    ]

    /// What a code point is read as, as `entries` has it.
    ///
    /// - Parameter entries: the table's, at hand in a loop.
    @inline(__always)
    static func entry(of code: UInt32, in entries: UnsafeBufferPointer<UInt32>) -> UInt32 {
        if code < limit { return entries[Int(code)] }
        return isInvisibleBeyondTable(code) ? deleted : code
    }

    /// Whether a code point beyond the table leaves nothing behind (tags, variation selectors supplement).
    static func isInvisibleBeyondTable(_ code: UInt32) -> Bool {
        (0xE0000...0xE0FFF).contains(code)
    }

    private static func withScalars(of literal: StaticString, _ body: (String.UnicodeScalarView) -> Void) {
        body(literal.description.unicodeScalars)
    }

    /// Folds a keyword or other short text, for tables made at start-up.
    package func fold(_ text: String) -> [UInt32] {
        var folded: [UInt32] = []
        fold(text.unicodeScalars, into: &folded)
        return folded
    }

    func fold(_ scalars: String.UnicodeScalarView, into folded: inout [UInt32]) {
        for scalar in scalars { fold(scalar.value, into: &folded) }
    }

    /// Folds a keyword, unless it holds a bracket.
    ///
    /// - Returns: false where it does; `folded` is of no use then.
    func foldsWithoutBrackets(_ text: String, into folded: inout [UInt32]) -> Bool {
        folded.removeAll(keepingCapacity: true)
        var text = text
        return text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return true }
            var index = 0
            while index < bytes.count {
                let (code, length) = UTF8Reader.character(in: base, at: index, end: bytes.count)
                if code == 0x5B { return false }
                fold(code, into: &folded)
                index += length
            }
            return true
        }
    }

    /// Puts what a code point folds to behind others.
    @inline(__always)
    func fold(_ code: UInt32, into folded: inout [UInt32]) {
        guard code < Self.limit else {
            if !Self.isInvisibleBeyondTable(code) { folded.append(code) }
            return
        }
        let entry = entries[Int(code)]
        if entry & Self.deleted != 0 { return }
        if entry & Self.double != 0 {
            folded.append(entry >> 8 & 0xFF)
            folded.append(entry & 0xFF)
        } else {
            folded.append(entry)
        }
    }
}
