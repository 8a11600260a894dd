import FenceModel
import FenceDecoding
package import FencePipeline

/// Items that feeders send to AIL, one JSON object a line: the text is gzip in base64, what is known of it lies in `meta`.
///
/// Of a text that is damaged or too large, what could be unpacked is scanned, and the rest is a `skipped` record.
package struct AILFeed: LineFormat {
    package static let name = "ail"
    package static let summary = "AIL feeder items: base64 of gzip in 'data', author, chat and time in 'meta'"
    /// Largest text, in bytes.
    private static let largestText = 64 << 20

    package let hasContinuations = false
    private let budget: UnpackBudget

    package init() {
        budget = UnpackBudget()
    }

    init(budget: UnpackBudget) {
        self.budget = budget
    }

    package func beginsMessage(_ line: Span<UInt8>) -> Bool { true }

    package func parts(of message: Span<UInt8>) -> MessageParts? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(message.count)
        for index in 0..<message.count { bytes.append(message[index]) }
        guard let item = JSONValue(bytes[...]), let found = Self.message(item, budget: budget) else {
            // A line that is no such item is scanned as it is.
            return bytes.contains { $0 > 0x20 } ? MessageParts(text: 0..<message.count) : nil
        }
        var decoded = DecodedParts(text: found.text)
        decoded.author = found.author
        decoded.channel = found.channel
        decoded.time = found.time
        decoded.failure = found.failure
        var parts = MessageParts(text: 0..<message.count)
        parts.decoded = decoded
        return parts
    }

    /// What an item says; nil where it is none.
    static func message(_ item: JSONValue, budget: UnpackBudget) -> IngestedMessage? {
        guard isItem(item), let data = item.text("data"), let packed = Base64Decoder.decode(data) else { return nil }
        let (text, failure) =
            packed.starts(with: [0x1F, 0x8B]) ? budget.inflate(packed, limit: largestText) : (packed, nil)
        let meta = item["meta"]
        return IngestedMessage(
            text: text,
            author: meta?["sender"]?.text("username", "firstname", "id") ?? meta?.text("sender", "username"),
            channel: meta?["chat"]?.text("name", "title", "username", "id") ?? item.text("source"),
            time: meta?["date"]?["timestamp"]?.integer.flatMap { TimeText.utc(unix: $0) }
                ?? meta?["date"]?.text("datestamp") ?? meta?.text("date"),
            failure: failure)
    }

    static func isItem(_ line: Span<UInt8>) -> Bool {
        var bytes: [UInt8] = []
        for index in 0..<line.count { bytes.append(line[index]) }
        return JSONValue(bytes[...]).map(isItem) ?? false
    }

    static func isItem(_ item: JSONValue) -> Bool {
        item["data"]?.plainText != nil
            && (item["meta"] != nil || item["data-sha256"] != nil || item["source-uuid"] != nil)
    }
}
