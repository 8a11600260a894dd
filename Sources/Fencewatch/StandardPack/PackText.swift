extension StandardPack {
    /// A list of words that is kept in one text, a line each, since long lists of literals take the compiler minutes.
    ///
    /// Cut as bytes: every start reads them all.
    static func lines(_ text: StaticString) -> [String] {
        text.withUTF8Buffer { bytes in
            bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
                String(decoding: UnsafeBufferPointer(rebasing: $0), as: UTF8.self)
            }
        }
    }
}
