import FenceDetection
import Testing

@Suite struct FoldingTests {
    @Test(arguments: [
        ("１３８ＡＢｃ", "138abc"), ("①③⑧⑩", "13810"), ("𝟙𝟛𝟠 𝕬𝖇", "138 ab"), ("出\u{200B}售\u{FEFF}", "出售"),
        ("數據賬號", "数据账号"), ("岀售咔号呺", "出售卡号号"), ("1️⃣3️⃣8️⃣", "138"), ("ＱＱ：１２３，", "qq:123,"),
        ("【一手】", "[一手]"), ("раsswоrd", "password"), ("❶❷❸", "123"), ("t⃣g⃣", "tg"), ("ｗｘ＠ｘ．ｃｏｍ", "wx@x.com"),
        ("Ⓣⓖ", "tg"), ("⑴⒏㈢🄁🄂🄋", "183010"), ("٠١٢٣٤٥٦٧٨٩", "0123456789"), ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("०१२३४५६७८९", "0123456789"), ("๐๑๒๓๔๕๖๗๘๙", "0123456789"),
    ])
    func readsDisguises(_ written: String, as read: String) {
        #expect(FoldTable.shared.fold(written) == read.unicodeScalars.map(\.value))
    }

    /// What was folded is folded: reading twice changes nothing.
    @Test func isIdempotent() {
        for code in UInt32(0)..<0x20000 {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let once = FoldTable.shared.fold(String(scalar))
            let again = FoldTable.shared.fold(String(String.UnicodeScalarView(once.compactMap(Unicode.Scalar.init))))
            #expect(once == again, "U+\(String(code, radix: 16))")
        }
    }
}
