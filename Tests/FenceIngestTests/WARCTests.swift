import FenceDecoding
import FenceModel
import FencePipeline
import TestSupport
import Testing

@testable import FenceIngest

@Suite struct WARCTests {
    private struct Crawled: Equatable {
        var bodies: [String] = []
        var skipped: [SkippedSource.Reason] = []
    }

    private static func response(_ headers: String, _ body: String) -> String {
        let response = "HTTP/1.1 200 OK\r\n\(headers)\r\n\r\n\(body)"
        return "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: \(response.utf8.count)\r\n\r\n\(response)\r\n\r\n"
    }

    private func read(_ crawl: String) -> Crawled {
        read(Array(crawl.utf8))
    }

    private func read(_ crawl: [UInt8]) -> Crawled {
        var crawled = Crawled()
        WARCFormat(stream: MemoryStream(crawl)).read(
            record: { raw in
                guard let body = WARCFormat.document(of: raw, skip: { crawled.skipped.append($0.reason) })?.body else {
                    return true
                }
                var decoded: [UInt8] = []
                try? body.fill(1 << 20, into: &decoded)
                crawled.bodies.append(String(decoding: decoded, as: UTF8.self))
                return true
            }, skip: { crawled.skipped.append($0.reason) })
        return crawled
    }

    private static let nextRecord = response("Content-Type: text/plain", "next")

    /// "<p>x</p>" as gzip.
    static let packed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xB3, 0x29, 0xB0, 0xAB, 0xB0, 0xD1, 0x2F, 0xB0,
        0x03, 0x00, 0x3A, 0xA6, 0x48, 0xCB, 0x08, 0x00, 0x00, 0x00,
    ]

    /// Encodings that are none are passed over, and so is one that the stored body no longer has.
    @Test(arguments: ["", "UTF-8", "none", "identity", "gbk", "gzip", "deflate", "br", "gzip, identity"])
    func unpackedBodies(encoding: String) {
        for body in ["<p>x</p>", #"[{"content":"出售"}]"#, "出售"] {
            let crawled = read(Self.response("Content-Encoding: \(encoding)", body))
            #expect(crawled == Crawled(bodies: [body]), "\(body)")
        }
    }

    @Test(arguments: [
        ("gzip", true), ("x-gzip, identity", true), ("UTF-8, gzip", true), ("br", false), ("gzip, gzip", false),
    ])
    func packedBodies(encoding: String, isRead: Bool) {
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: \(encoding)\r\n\r\n"
        let body = Array(head.utf8) + Self.packed
        let record = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: \(body.count)\r\n\r\n"
        let crawled = read(Array(record.utf8) + body)
        #expect(crawled == (isRead ? Crawled(bodies: ["<p>x</p>"]) : Crawled(skipped: [.unsupported])))
    }

    /// However many begins stand in what no head's end follows: it is looked through once, and told once for each 64 KiB.
    @Test(arguments: ["x", "WARC/1.0\r\n", "WARC/1.0\r\nX: y\r\n", "WARC/", "\nWARC/", "\nWAR"])
    func headsWithoutAnEnd(filler: String) {
        let damage = String(repeating: filler, count: 400_000 / filler.utf8.count)
        let crawled = read("WARC/1.0\r\n" + damage + "\r\n" + Self.nextRecord)
        #expect(crawled.bodies == ["next"])
        #expect(Set(crawled.skipped) == [.corrupt])
        #expect((1...8).contains(crawled.skipped.count), "\(crawled.skipped.count)")
    }

    /// A record that begins behind a head that does not end is read.
    @Test(arguments: [0, 10, 65_400, 65_520, 65_525, 65_530, 65_536, 70_000, 300_000])
    func recordsBehindAHeadWithoutAnEnd(length: Int) {
        let damage = "WARC/1.0\r\nX: " + String(repeating: "y", count: length) + "\r\n"
        let crawled = read(damage + Self.nextRecord + Self.nextRecord)
        #expect(crawled.bodies == ["next", "next"])
        #expect(crawled.skipped.count <= 1)
    }

    /// Bodies that each are within the limits count together; one that no limit lets unpack any more is told.
    @Test func limitsHoldForACrawlAsAWhole() {
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
        let body = Array(head.utf8) + Self.packed
        let record = Array("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
        var limits = IngestLimits()
        limits.totalBytes = 20
        let feed = Collector()
        _ = SourceTests.walk(limits: limits).read(
            MemoryStream(Array(Array(repeating: record, count: 9).joined())), at: SourceReference(source: "a.warc"),
            depth: 0, into: feed)
        // Of eight bytes each.
        #expect(feed.texts.count == 3)
        #expect(feed.skipped.map(\.reason) == [.totalSizeLimit])
    }

    /// A chunk's size is whatever was written: what is there is read, and the records behind it too.
    @Test(
        arguments: [
            ("5\r\nhello\r\n0\r\n\r\n", "hello", []),
            ("7fffffffffffffff\r\nhello", "hello", [.truncated]),
            ("3\r\nhel\r\n7ffffffffffffff0\r\nlo", "hello", [.truncated]),
            ("3\r\nhel\r\nffffffffffffffffffff\r\nlo", "helffffffffffffffffffff\r\nlo", [.truncated]),
            ("-5\r\nhello", "-5\r\nhello", []),
        ] as [(String, String, [SkippedSource.Reason])])
    func chunksOfAnySize(body: String, text: String, skipped: [SkippedSource.Reason]) {
        let crawled = read(Self.response("Transfer-Encoding: chunked", body) + Self.nextRecord)
        #expect(crawled == Crawled(bodies: [text, "next"], skipped: skipped))
    }

    private static func response(_ type: String, _ body: [UInt8]) -> [UInt8] {
        let response = Array("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n\r\n".utf8) + body
        let head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/a\r\n"
        return Array("\(head)Content-Length: \(response.count)\r\n\r\n".utf8) + response + [0x0D, 0x0A, 0x0D, 0x0A]
    }

    /// What may hold text is read, whatever it calls itself; what is no text is told, pictures and the like by their number.
    @Test(
        arguments: [
            ("application/zip", storedZip([("b.txt", Array("O".utf8))]), ["O"], []),
            ("text/html", storedZip([("b.txt", Array("O".utf8))]), ["O"], []),
            ("application/octet-stream", Array("O".utf8), ["O"], []),
            ("application/gzip", packed, ["x"], []),
            ("text/plain", packed, ["x"], []),
            ("application/zip", Array("PK\u{3}\u{4}damaged".utf8), [], [.truncated]),
            ("application/octet-stream", [0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10], [], [.binary]),
            ("application/pdf", Array("%PDF-1.7 text".utf8), [], [.binary]),
            ("image/png", [0x89, 0x50, 0x4E, 0x47], [], [.binary]),
            ("IMAGE/PNG", [], [], [.binary]), ("font/woff2", [0], [], [.binary]),
            ("application/json", [], [], []),
        ] as [(String, [UInt8], [String], [SkippedSource.Reason])])
    func payloads(type: String, body: [UInt8], texts: [String], skipped: [SkippedSource.Reason]) {
        let crawl = Self.response(type, body)
        let feed = Collector()
        _ = SourceTests.walk().read(
            MemoryStream(crawl + crawl), at: SourceReference(source: "a.warc"), depth: 0, into: feed)
        #expect(feed.texts == texts + texts)
        // Each but the pictures speaks for itself.
        let isCounted = type.lowercased().hasPrefix("image") || type.hasPrefix("font")
        #expect(feed.skipped.map { $0.reason } == (isCounted ? skipped : skipped + skipped))
        if isCounted { #expect(feed.skipped.first?.detail?.hasSuffix(": 2") == true) }
    }

    @Test func membersOfACrawledArchiveAreToldByItsAddress() {
        let feed = Collector()
        let crawl = Self.response("application/zip", storedZip([("b.bin", [0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10])]))
        _ = SourceTests.walk().read(MemoryStream(crawl), at: SourceReference(source: "a.warc"), depth: 0, into: feed)
        #expect(feed.skipped.map { $0.member } == ["http://x.example/a!b.bin"])
    }
}
