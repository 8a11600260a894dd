import FenceDecoding
import FenceModel
import FencePipeline
import Foundation
import TestSupport
import Testing

@testable import FenceIngest

/// Mail: what of a mail is read, by whom it is, and what is said of the rest.
@Suite struct MailTests {
    private static let head = "From: li <li@x.example>\nMessage-ID: <1@x>\nDate: Tue, 3 Nov 2026 14:26:07 +0800 (CST)\n"

    private func read(_ mail: String, limits: IngestLimits = IngestLimits()) -> Collector {
        let feed = Collector()
        _ = SourceTests.walk(limits: limits).read(
            MemoryStream(Array(mail.utf8)), at: SourceReference(source: "a.eml"), depth: 0, into: feed)
        return feed
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString(options: .lineLength76Characters)
    }

    private static func part(_ fields: String, _ body: String) -> String { "--b\n\(fields)\n\n\(body)\n" }

    private static func parts(_ kind: String, _ parts: [String]) -> String {
        head + "Subject: S\nContent-Type: multipart/\(kind); boundary=\"b\"\n\nfor old programs\n"
            + parts.joined() + "--b--\nbehind\n"
    }

    @Test(arguments: [
        ("From: a\nMessage-ID: x\n\ny", true), ("Return-Path: <x>\nReceived: a\n\tb\nFrom: a\n\n", true),
        ("From li Tue Nov  3 14:26:07 2026\nFrom: a\nMIME-Version: 1.0\n\nx", true),
        ("\u{FEFF}From: a\r\nMessage-ID: x\r\n\r\ny", true),
        ("From: a\nTo: b\nSubject: c\n\nx", false), ("Message-ID: x\n\nFrom: a", false),
        ("From: a\nx\nMessage-ID: x\n", false),
        ("a@b.example:secret\n", false), ("{\"From\": 1}", false), ("From here\nFrom: a\nMessage-ID: x\n", false),
        ("", false),
    ])
    func recognition(text: String, isMail: Bool) {
        #expect(MailFormat.recognises(Array(text.utf8)) == isMail)
    }

    @Test(arguments: [
        (head + "Subject: S\n\nO\n", ["S\nO"]),
        (head + "Subject: S\n\n", ["S"]),
        (head.replacing("\n", with: "\r\n") + "\r\nO\r\np\r\n", ["O\np"]),
        (head + "Content-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: base64\n\ns/bK29K7zPU=\n", ["出售一条"]),
        (head + "Content-Transfer-Encoding: quoted-printable\n\n=E5=87=BA=E5=\n=94=AE =\nx=3D1=zz\n", ["出售 x=1=zz"]),
        (head + "Content-Type: text/html\n\n<p>O</p><script>x</script><div>p</div>", ["O\np"]),
        (parts("mixed", [part("", "O"), part("Content-Type: text/plain", "p")]), ["S\nO\np"]),
        (parts("alternative", [part("", "plain"), part("Content-Type: text/html", "<p>page</p>")]), ["S\nplain"]),
        (parts("alternative", [part("", "x"), part("Content-Type: text/html", "<p>all of it</p>")]), ["S\nall of it"]),
        (
            parts("mixed", [part("Content-Type: multipart/related; boundary=b2", "--b2\n\nO\n--b2--"), part("", "p")]),
            ["S\nO\np"]
        ),
        // Its end is missing: the outer mark ends it.
        (
            parts("mixed", [part("Content-Type: multipart/related; boundary=b2", "--b2\n\nO"), part("", "p")]),
            ["S\nO\np"]
        ),
    ])
    func texts(mail: String, texts: [String]) {
        let feed = read(mail)
        #expect(feed.texts == texts)
        #expect(feed.skipped == [])
    }

    @Test(arguments: [
        ("=?utf-8?B?5Ye65ZSu?=", "出售"), ("=?GB2312?Q?=B3=F6?=\n =?gb2312?q?=CA=DB_x?= y", "出售 x y"),
        // Cut within a character.
        ("=?utf-8?B?5Q==?= =?utf-8?B?h7rllK4=?=", "出售"), ("a =?utf-8?q?b?= c", "a b c"), ("=?utf-8*zh?q?a?=", "a"),
        ("=?x", "=?x"), ("=?utf-8?x?a?=", "=?utf-8?x?a?="), ("=?utf-8?b?", "=?utf-8?b?"), ("出售", "出售"),
        ("=?nonsense?q?a?=", "a"), ("=?", "=?"), ("=??=", "=??="), ("=???=", "=???="), ("=??q??=", ""),
    ])
    func encodedWords(field: String, text: String) {
        let bytes = Array(field.replacing("\n", with: "").utf8)
        #expect(String(decoding: MailWords.decoded(bytes), as: UTF8.self) == text)
    }

    @Test(arguments: [
        ("Tue, 3 Nov 2026 14:26:07 +0800 (CST)", "2026-11-03T14:26:07+08:00"),
        ("3 Nov 26 14:26 GMT", "2026-11-03T14:26:00Z"),
        ("Tue, 03 Nov 2026 14:26:07 -0000", "2026-11-03T14:26:07Z"), ("03 Nov 2026 14:26:07", "2026-11-03T14:26:07"),
        ("yesterday", "yesterday"), ("", ""), ("99 Nov 2026 14:26:07", "99 Nov 2026 14:26:07"),
    ])
    func times(written: String, time: String) {
        #expect(String(decoding: MailTime.time(Array(written.utf8)), as: UTF8.self) == time)
    }

    @Test(
        arguments: [
            ("text/plain; charset=gbk", "charset", "gbk"), ("a/b; NAME=\"x; \\\"y\\\"\"", "name", "x; \"y\""),
            ("a/b; name*=utf-8''%E5%87%BA.csv", "name", "出.csv"),
            ("a/b; name*0*=utf-8''%E5%87; name*1*=%BA; name*2=.csv", "name", "出.csv"),
            ("a/b; name==?utf-8?B?5Ye6?=", "name", "出"), ("a/b; name*=x", "name", "x"), (";;=;\"", "name", nil),
        ] as [(String, String, String?)])
    func parameters(field: String, name: String, value: String?) {
        let parameters = MailHeader.Parameters(Array(field.utf8))
        #expect(parameters[name].map { String(decoding: $0, as: UTF8.self) } == value)
    }

    @Test func attachmentsAreReadAsWhatTheyAre() {
        let zip = storedZip([("b.csv", Array("author,content\nx,\"O\"\n".utf8))])
        let inner = Self.head + "\nmail\n"
        let feed = read(
            Self.parts(
                "mixed",
                [
                    Self.part("Content-Type: text/plain", "text"),
                    Self.part("Content-Type: text/csv; name=a.csv", "author,content\nx,O"),
                    Self.part(
                        "Content-Type: application/zip\nContent-Disposition: attachment; filename=a.zip\nContent-Transfer-Encoding: base64",
                        Self.base64(zip)),
                    Self.part("Content-Type: message/rfc822", inner),
                    Self.part("Content-Type: image/png\nContent-Transfer-Encoding: base64", "AAAA"),
                    Self.part(
                        "Content-Disposition: attachment; filename=x.bin\nContent-Transfer-Encoding: base64",
                        "AAECAwAFBgcACQo="),
                    Self.part("Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode", "x"),
                ]))
        #expect(feed.texts == ["S\ntext", "O", "O", "mail"])
        #expect(feed.skipped.map(\.member) == ["x.bin", nil, nil])
        #expect(feed.skipped.map(\.reason) == [.binary, .unsupported, .binary])
    }

    @Test func mailboxesAreReadMailByMail() throws {
        let mails = (1...3).map {
            "From li@x.example Tue Nov  3 14:26:07 2026\n\(Self.head)\nmail \($0)\n>From here\nFrom there\n\n"
        }
        let mailbox = mails.joined()
        #expect(read(mailbox).texts == (1...3).map { "mail \($0)\nFrom here\nFrom there" })
        #expect(read(mailbox).skipped == [])
        let part =
            "From li Tue Nov  3 14:26:07 2026\n" + Self.parts("mixed", [Self.part("Content-Type: x/y", "O")]) + "\n"
        #expect(read(mailbox + part).texts.last == "O")
    }

    @Test func mailsWithinMailsAreLimited() {
        var mail = Self.head + "\ninnermost\n"
        for level in 0..<2_000 {
            mail =
                Self.head
                + "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\nContent-Type: message/rfc822\n\n"
                + mail + "--b\(level)--\n"
        }
        #expect(read(mail).skipped.contains { $0.reason == .nestingLimit })
        var parts = "x"
        for level in 0..<2_000 {
            parts = "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n\(parts)\n--b\(level)--\n"
        }
        #expect(read(Self.head + parts).skipped.map(\.reason).contains(.nestingLimit))
    }

    @Test func aMailThatEndsEarlyIsTold() {
        let whole = Self.parts("mixed", [Self.part("", "O"), Self.part("Content-Type: a/b; name=x", "p")])
        let end = whole.utf8.count - "--b--\nbehind\n".utf8.count
        for count in stride(from: Self.head.utf8.count + 60, to: end, by: 3) {
            #expect(read(String(whole.prefix(count))).skipped.map(\.reason) == [.truncated], "\(count)")
        }
        #expect(
            read(Self.head + "Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n").skipped.map(\.reason)
                == [.encrypted])
    }

    /// Damage of any kind ends in a record, not in a crash.
    @Test func everyMutationIsSurvived() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let zip = Self.base64(storedZip([("a.txt", Array("O".utf8))]))
        let whole =
            "From li Tue Nov  3 14:26:07 2026\n"
            + Self.parts(
                "mixed",
                [
                    Self.part(
                        "Content-Type: text/html; charset=gbk\nContent-Transfer-Encoding: quoted-printable",
                        "<p>=B3=F6=\n=CA</p>"),
                    Self.part(
                        "Content-Disposition: attachment; filename*0*=utf-8''%E5; filename*1=x\nContent-Transfer-Encoding: base64",
                        zip),
                ])
        for round in 0..<300 {
            let bytes = FuzzTests.mutate(Array(whole.utf8), &random)
            let feed = Collector()
            _ = SourceTests.walk().readMail(
                MemoryStream(bytes), head: bytes, at: SourceReference(source: "a"), depth: 0, into: feed)
            let handed = feed.texts.reduce(0) { $0 + $1.utf8.count }
            #expect(handed <= 16 * bytes.count + 64, "seed \(seed), round \(round)")
        }
    }

    @Test func theEntryLimitIsToldOnce() {
        let parts = (0..<9).map { Self.part("Content-Disposition: attachment; filename=\"\($0).txt\"", "a\($0)") }
        var limits = IngestLimits()
        limits.entries = 3
        let feed = read(Self.parts("mixed", parts), limits: limits)
        #expect(feed.skipped.map(\.reason) == [.entryLimit])
        #expect(feed.texts == ["S", "a0", "a1", "a2"])
    }

    /// What is read of a mail does not depend on how many parts its texts are in.
    @Test func emptyPartsAreNoMatter() {
        let parts = [Self.part("", "O")] + Array(repeating: Self.part("", ""), count: 3_000) + [Self.part("", "p")]
        #expect(read(Self.parts("mixed", parts)).texts == ["S\nO\np"])
    }
}
