/// By folded character: the code points that are written for it.
struct WrittenForms {
    /// Begins of linked lists in `nexts`; 0 ends a list.
    private var heads = [UInt16](repeating: 0, count: FoldTable.limit)
    private var nexts: [UInt16] = [0]
    private var codes: [UInt32] = [0]

    init(_ fold: FoldTable) {
        nexts.reserveCapacity(8_192)
        codes.reserveCapacity(8_192)
        fold.entries.withUnsafeBufferPointer { table in
            for code in 0x80..<FoldTable.limit where table[code] != UInt32(code) && table[code] < FoldTable.limit {
                // Letters and digits in another dress ask for a look by themselves.
                if CharacterTraits.isASCIIAlphanumeric(table[code]) { continue }
                codes.append(UInt32(code))
                nexts.append(heads[Int(table[code])])
                heads[Int(table[code])] = UInt16(codes.count - 1)
            }
        }
    }

    /// The character itself first.
    func forEach(of folded: UInt32, _ body: (UInt32) -> Void) {
        body(folded)
        guard folded < FoldTable.limit else { return }
        var index = heads[Int(folded)]
        while index != 0 {
            body(codes[Int(index)])
            index = nexts[Int(index)]
        }
    }
}
