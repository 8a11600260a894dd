import FenceDecoding
import FenceModel
import Foundation
import TestSupport
import Testing

@testable import FenceIngest

/// Every reader survives damage of any kind: it ends, it hands on no more than it was given, and it says what it could not read.
@Suite struct FuzzTests {
    private static let samples: [String] = [
        #"{"name":"g","messages":[{"from":"a","date_unixtime":"1793687167","text":["出售",{"type":"b","text":"数据"}]}]}"#,
        #"{"guild":{"name":"G"},"channel":{"name":"c"},"messages":[{"content":"hi","author":{"name":"n"}}]}"#,
        #"[{"type":"message","user":"U1","text":"a\u51fa\ud800","ts":"1.2"}]"#,
        "author,content,date\na,\"b \"\"c\"\" d\ne\",2026\n",
        "[2026/11/3 下午2:26:07] a: b\nc\n[3/11/26, 2:26 PM] d: e\n",
        "消息对象:x\n2026-11-03 14:26:07 【t】n(12345678)\ntext\n\n",
        "--- Log opened Tue Nov 03 14:00:00 2026\n14:26 <@n> t\n",
        "2026-11-03 14:26:07\tn\tt\n",
        "[14:26:07] <n> t\n",
        "======\nGuild: G\nChannel: c / d\n====\n\n[03-Nov-23 02:26 PM] n\nt\n{Attachments}\n",
        "<html><body id=\"phpbb\"><div id=\"p1\" class=\"post\"><a class=\"username\">n</a><div class=\"content\">t<br>&#x6570;</div></div>",
        "<div id=\"postlist\"><div id=\"post_1\"><td id=\"postmessage_1\">t</td><!-- c --><script>x</script></div>",
        #"{"text":"a","chat":{"title":"g"},"from_user":{"first_name":"n"}}{"#,
        "<div class=\"plc cl\" id=\"pid1\"><a href=\"?mod=space\">n</a><li class=\"mtime\">2026-1-2</li><div class=\"message\">t</div></div><p>",
        #"{"messages":[{"from_id":"a","text":"x","poll":{"question":"q","answers":[{"text":"y"}]}},"#,
        "<html><div class=\"message default clearfix joined\"><div class=\"from_name\">n</div><div class=\"forwarded body\">"
            + "<div class=\"date details\" title=\"03.11.2026 02:26:07 UTC+08:00\">x</div><div class=\"text\">t</div></div></div>",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 30\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>hello</p>\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 63\r\n\r\nHTTP/1.1 200 OK\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n1\r\nx\r\n0\r\n\r\n\r\n\r\n",
    ]

    /// Numbers at the borders of what a machine can count.
    private static let extremes = [
        "7fffffffffffffff", "ffffffffffffffff", "9223372036854775807", "-9223372036854775808", "4294967296", "-1",
        "1e999",
    ]

    static func mutate(_ bytes: [UInt8], _ random: inout some RandomNumberGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 3: bytes.removeSubrange(place...)
            case 4:
                let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
                bytes.insert(contentsOf: Array(repeating: Array(bytes[place..<end]), count: 3).joined(), at: place)
            case 5:
                let number = bytes[place...].prefix { $0 &- 0x30 < 10 }
                bytes.replaceSubrange(number.indices, with: (extremes.randomElement(using: &random) ?? "").utf8)
            default: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
        }
        return bytes
    }

    private static let rounds = ProcessInfo.processInfo.environment["FENCEWATCH_FUZZ_ROUNDS"].flatMap { Int($0) }

    /// Named before anything runs: what a mutation crashes says no more. A short run is the same every time.
    private static let seed: UInt64 = {
        if let seed = ProcessInfo.processInfo.environment["FENCEWATCH_FUZZ_SEED"].flatMap({ UInt64($0) }) {
            return seed
        }
        guard rounds != nil else { return 0 }
        let seed = UInt64.random(in: .min ... .max)
        FileHandle.standardError.write(Data("FENCEWATCH_FUZZ_SEED=\(seed) repeats this run.\n".utf8))
        return seed
    }()

    /// FENCEWATCH_FUZZ_ROUNDS says how many mutations of each sample are tried.
    @Test(arguments: samples.indices) func everyReaderSurvivesEveryMutation(sample: Int) {
        let seed = Self.seed
        var random = SeededGenerator(seed: seed &+ UInt64(sample))
        for round in 0..<(Self.rounds ?? 80) {
            let bytes = Self.mutate(Array(Self.samples[sample].utf8), &random)
            let hint = FormatHint(head: bytes, name: "x/2026-11-03.log")
            for format in MessageFormats.all {
                _ = format.recognises(hint)
                var handed = 0
                do throws(IngestFailure) {
                    try format.init(hint: hint).read(from: MemoryStream(bytes)) { message in
                        handed += message.text.count
                        return true
                    }
                } catch {
                    #expect(!error.detail.isEmpty)
                }
                // A title is put before every message of a table, and nested texts are joined by line ends.
                #expect(
                    handed <= 16 * bytes.count + 64, "seed \(seed), sample \(sample), round \(round), \(format.name)")
            }
            WARCFormat(stream: MemoryStream(bytes)).read(
                record: { raw in
                    guard let body = WARCFormat.document(of: raw, skip: { _ in })?.body else { return true }
                    var decoded: [UInt8] = []
                    try? body.fill(1 << 20, into: &decoded)
                    return true
                },
                skip: { _ in })
            if let text = try? TextStream(MemoryStream(bytes)) {
                var decoded: [UInt8] = []
                try? text.fill(1 << 20, into: &decoded)
                #expect(String(validating: decoded, as: UTF8.self) != nil || text.isVerbatim)
            }
        }
    }

    /// Reading in pieces of any size gives what reading at once gives.
    @Test(arguments: samples.indices.dropLast(2)) func piecesDoNotMatter(sample: Int) throws {
        let bytes = Array(Self.samples[sample].utf8)
        let hint = FormatHint(head: bytes, name: "x/2026-11-03.log")
        let format = try #require(MessageFormats.all.first { $0.recognises(hint) }, "sample \(sample)")
        func read(_ stream: any ByteStream) -> [IngestedMessage] {
            var messages: [IngestedMessage] = []
            try? format.init(hint: hint).read(from: stream) {
                messages.append($0)
                return true
            }
            return messages
        }
        let whole = read(MemoryStream(bytes))
        #expect(!whole.isEmpty)
        for size in 1...17 { #expect(read(DrippingStream(bytes, size: size)) == whole, "pieces of \(size)") }
    }
}
