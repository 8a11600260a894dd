import FenceDecoding
import FenceModel
import FencePipeline
import TestSupport
import Testing

@testable import FenceIngest

/// Office documents: what is read of cells and paragraphs, and what is said of damage.
@Suite struct OfficeTests {
    private static let types = ("[Content_Types].xml", "<Types/>")
    private static let workbook = (
        "xl/workbook.xml",
        #"<workbook xmlns:r="x"><sheets><sheet name="A&amp;B" sheetId="1" r:id="r1"/></sheets></workbook>"#
    )
    private static let relations = (
        "xl/_rels/workbook.xml.rels",
        #"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#
    )
    private static let strings = (
        "xl/sharedStrings.xml",
        "<sst><si><t>name</t></si><si><r><t>ph</t></r><r><t>one</t></r><rPh><t>x</t></rPh></si><si><t>li\nwei</t></si></sst>"
    )
    private static let styles = (
        "xl/styles.xml",
        #"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;y&quot;0"/><numFmt numFmtId="165" formatCode="yyyy\-mm"/>"#
            + #"</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>"#
            + #"<xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"#
    )

    private static func sheet(_ rows: String) -> (String, String) {
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>")
    }

    private static func zip(_ parts: [(String, String)]) -> [UInt8] {
        storedZip(parts.map { ($0.0, Array($0.1.utf8)) })
    }

    /// The parts that every workbook here has, around its sheet as programs put them.
    private static func book(_ rows: String) -> [UInt8] {
        zip([types, relations, workbook, sheet(rows), styles, strings])
    }

    private func read(_ bytes: [UInt8], limits: IngestLimits = IngestLimits()) -> Collector {
        let feed = Collector()
        _ = SourceTests.walk(limits: limits).read(
            MemoryStream(bytes), at: SourceReference(source: "a.xlsx"), depth: 0, into: feed)
        return feed
    }

    @Test(arguments: [
        // Texts by number, in the cell, of a formula; a row is a line where it is no message.
        (
            #"<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c t="s"><v>2</v></c></row>"#,
            ["name,phone", "li wei"]
        ),
        (
            #"<row><c t="inlineStr"><is><t>a</t></is></c><c t="str"><f>x</f><v>b</v></c><c t="b"><v>1</v></c></row>"#,
            ["a,b,TRUE"]
        ),
        // Numbers written out, dates by their style.
        (
            "<row><c><v>1.3800138E+10</v></c><c><v>13800138000.0</v></c><c><v>0.50</v></c></row>",
            ["13800138000,13800138000,0.50"]
        ),
        (
            #"<row><c s="1"><v>46329</v></c><c s="2"><v>46329</v></c><c s="3"><v>46329.601469907</v></c></row>"#,
            ["2026-11-03,46329,2026-11-03 14:26:07"]
        ),
        // Cells and rows in their places.
        (
            #"<row r="2"><c r="B2"><v>1</v></c><c r="E2"><v>2</v></c></row><row r="4"><c><v>3</v></c></row>"#,
            [",1,,,2", "3"]
        ),
        (#"<row><c r="XFD1"><v>1</v></c></row>"#, [String(repeating: ",", count: 256) + "1"]),
        // Texts with separators in them.
        (
            #"<row><c t="str"><v>a, "b"</v></c><c><v>1</v></c></row><row><c t="str"><v>a, "b"</v></c></row>"#,
            [#""a, ""b""",1"#, #"a, "b""#]
        ),
    ])
    func cells(rows: String, lines: [String]) {
        let feed = read(Self.book(rows))
        #expect(feed.texts == lines)
        #expect(feed.skipped == [])
    }

    @Test func aSheetOfMessagesIsReadAsATable() {
        func row(_ cells: String...) -> String {
            "<row>" + cells.map { #"<c t="inlineStr"><is><t>\#($0)</t></is></c>"# }.joined() + "</row>"
        }
        let feed = read(Self.book(row("author", "content", "手机") + row("li", "a\nb, &quot;c&quot;", "1")))
        #expect(feed.texts == ["a\nb, \"c\"\n手机: 1"])
    }

    @Test func sheetsAreMembersByTheirNames() {
        let feed = read(Self.book(#"<row><c t="s"><v>9</v></c></row>"#))
        #expect(feed.skipped.map(\.member) == ["A&B"])
        #expect(feed.skipped.map(\.reason) == [.corrupt])
    }

    @Test(arguments: [
        ("1.38E+10", "13800000000"), ("1.5E-2", "0.015"), ("-1.5e1", "-15"), ("100", "100"), ("0", "0"), ("0.0", "0"),
        ("1.10101199003074E+17", "110101199003074000"), ("1E+999", "1E+999"), ("1E", "1E"), ("x", "x"), ("", ""),
        ("007.10", "7.10"), ("12.50", "12.50"), ("1.", "1"),
    ])
    func numbers(written: String, shown: String) {
        #expect(String(decoding: CellText.number(Array(written.utf8)[...]), as: UTF8.self) == shown)
    }

    @Test(
        arguments: [
            ("1", false, "1900-01-01"), ("59", false, "1900-02-28"), ("61", false, "1900-03-01"),
            ("0.5", false, "12:00:00"),
            ("25569", false, "1970-01-01"), ("24107", true, "1970-01-01"), ("-1", false, nil), ("1e99", false, nil),
            ("nan", false, nil), ("2958465", false, "9999-12-31"),
        ] as [(String, Bool, String?)])
    func dates(written: String, countsFrom1904: Bool, shown: String?) {
        let date = CellText.date(Array(written.utf8)[...], countsFrom1904: countsFrom1904)
        #expect(date.map { String(decoding: $0, as: UTF8.self) } == shown)
    }

    @Test func paragraphsAndTables() {
        func paragraph(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }
        let cells = ["a", "", "c"].map { "<w:tc>\(paragraph($0))</w:tc>" }.joined()
        let body =
            paragraph("O")
            + "<w:p/><w:tbl><w:tr>\(cells)</w:tr><w:tr><w:tc>\(paragraph("d") + paragraph("e"))</w:tc></w:tr></w:tbl>"
            + "<w:p><w:r><w:t>x</w:t><w:tab/><w:t>y</w:t><w:br/><w:t>z</w:t><w:delText>no</w:delText></w:r></w:p>"
        let document = "<w:document xmlns:w=\"w\"><w:body>\(body)</w:body></w:document>"
        let feed = read(Self.zip([Self.types, ("word/media/a.png", "x"), ("word/document.xml", document)]))
        #expect(feed.texts == ["O", "a\t\tc", "d e", "x\ty", "z"])
        #expect(feed.skipped.map(\.reason) == [.binary])
    }

    /// What is no office document is an archive as any other.
    @Test func archivesThatBeginAsDocumentsDo() {
        #expect(read(Self.zip([("xl/a.txt", "O")])).texts == ["O"])
        #expect(read(Self.zip([("docProps/a.txt", "O"), Self.types])).texts == ["O", "<Types/>"])
    }

    /// Entities that stand for more and more of others are not taken out: no document here declares any.
    @Test func noEntitiesAreExpanded() {
        let entities = (1...20).map { #"<!ENTITY e\#($0) "\#(String(repeating: "&e\($0 - 1);", count: 10))">"# }
            .joined()
        let bomb =
            "<!DOCTYPE x [<!ENTITY e0 \"lol\">\(entities)]><worksheet><row><c t=\"str\"><v>&e20;</v></c></row></worksheet>"
        let feed = read(Self.zip([Self.types, Self.workbook, Self.relations, ("xl/worksheets/sheet1.xml", bomb)]))
        #expect(feed.texts == [])
        #expect(feed.skipped.map(\.reason) == [.unsupported])
        let file = "<!DOCTYPE x SYSTEM \"file:///etc/hostname\"><x/>"
        #expect(read(Self.zip([Self.types, ("word/document.xml", file)])).skipped.map(\.reason) == [.unsupported])
    }

    @Test(arguments: [
        (100, true), (900, true), (1_100, false), (100_000, false),
    ])
    func elementsWithinOneAnother(depth: Int, isRead: Bool) {
        let open = String(repeating: "<a>", count: depth)
        let rows = "<row><c><v>1</v></c></row>" + open + String(repeating: "</a>", count: depth)
        let feed = read(Self.book(rows))
        #expect(feed.texts == ["1"])
        #expect(feed.skipped.map(\.reason) == (isRead ? [] : [.corrupt]))
    }

    /// Every attribute is compared with all before it.
    @Test(arguments: [(100, true), (40_000, false)])
    func attributesOfOneTag(count: Int, isRead: Bool) {
        let tag = "<a " + (0..<count).map { "a\($0)=\"1\"" }.joined(separator: " ") + "/>"
        let feed = read(Self.book("<row><c><v>1</v></c></row>" + tag))
        #expect(feed.texts == ["1"])
        #expect(feed.skipped.map(\.reason) == (isRead ? [] : [.corrupt]))
    }

    /// A short cell may stand for a long text, over and over.
    @Test func longTextsManyTimesOver() {
        let long = ("xl/sharedStrings.xml", "<sst><si><t>\(String(repeating: "a", count: 100_000))</t></si></sst>")
        let rows = String(repeating: "<row><c t=\"s\"><v>0</v></c></row>", count: 2_000)
        var limits = IngestLimits()
        limits.ratioFreeBytes = 1 << 20
        limits.ratio = 100
        let feed = read(Self.zip([Self.types, Self.workbook, Self.relations, Self.sheet(rows), long]), limits: limits)
        #expect(feed.skipped.map(\.reason) == [.ratioLimit])
    }

    @Test func moreTextsThanAreHeld() throws {
        var strings = SharedStrings()
        let xml = "<sst><si><t>aaaa</t></si><si><t>bbbb</t></si><si><t>cccc</t></si></sst>"
        let failure = #expect(throws: IngestFailure.self) {
            try strings.read(MemoryStream(Array(xml.utf8)), size: nil, limit: 10)
        }
        #expect(failure?.reason == .entrySizeLimit)
        #expect(strings[1].map(Array.init) == Array("bbbb".utf8))
        #expect(strings[2] == nil)
    }

    @Test func damageIsToldBehindWhatCameBeforeIt() {
        let rows = "<row><c t=\"str\"><v>a</v></c></row><row><c t=\"str\"><v>b</v></c>"
        #expect(read(Self.book(rows)).texts == ["a", "b"])
        #expect(read(Self.book(rows)).skipped.map(\.reason) == [.corrupt])
        #expect(read(Self.book(rows + "</row></c>")).skipped.map(\.reason) == [.corrupt])
        let whole = Self.book("<row><c t=\"str\"><v>a</v></c></row>")
        for count in stride(from: 31, to: whole.count, by: 7) {
            let feed = read(Array(whole.prefix(count)))
            #expect(!feed.skipped.isEmpty || feed.texts == ["a"], "\(count)")
        }
    }

    /// Damage of any kind ends in a record, not in a crash.
    @Test func everyMutationIsSurvived() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let whole = Self.book(
            #"<row r="1"><c r="A1" t="s"><v>2</v></c><c s="3"><v>46329.5</v></c><c><v>1.3E+10</v></c></row>"#)
        for round in 0..<200 {
            let feed = read(FuzzTests.mutate(whole, &random))
            let bytes = feed.texts.reduce(0) { $0 + $1.utf8.count }
            #expect(bytes <= 4 << 20, "seed \(seed), round \(round)")
        }
    }
}
