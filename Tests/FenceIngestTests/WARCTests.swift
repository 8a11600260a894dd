import FenceDecoding
import FenceModel
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
        var crawled = Crawled()
        WARCFormat(stream: MemoryStream(Array(crawl.utf8))).read(
            record: { raw in
                guard let body = WARCFormat.document(of: raw, skip: { crawled.skipped.append($0.reason) })?.body else {
                    return
                }
                var decoded: [UInt8] = []
                try? body.fill(1 << 20, into: &decoded)
                crawled.bodies.append(String(decoding: decoded, as: UTF8.self))
            }, skip: { crawled.skipped.append($0.reason) })
        return crawled
    }

    private static let nextRecord = response("Content-Type: text/plain", "next")

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
}
