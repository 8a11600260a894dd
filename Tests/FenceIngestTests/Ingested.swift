import FenceDecoding
import FencePipeline
import Testing

@testable import FenceIngest

/// A message as a format gave it, for tables of tests.
struct Ingested: Equatable, CustomStringConvertible {
    var text: String
    var author: String?
    var channel: String?
    var time: String?

    init(_ text: String, by author: String? = nil, in channel: String? = nil, at time: String? = nil) {
        self.text = text
        self.author = author
        self.channel = channel
        self.time = time
    }

    var description: String { "\(text.debugDescription) by \(author ?? "-") in \(channel ?? "-") at \(time ?? "-")" }

    /// Reads a text in the format that its content tells.
    ///
    /// - Returns: the format's name and the messages.
    static func read(_ text: String, name: String = "x.txt") -> (format: String, messages: [Ingested]) {
        let bytes = Array(text.utf8)
        switch ChosenFormat(head: Array(bytes.prefix(65_536)), name: name, options: SourceReader.Options()) {
        case .lines(let format): return (type(of: format).name, read(bytes, as: format))
        case .messages(let format):
            var messages: [Ingested] = []
            try? format.read(from: MemoryStream(bytes)) {
                messages.append(
                    Ingested(
                        string($0.text), by: $0.author.map(string), in: $0.channel.map(string), at: $0.time.map(string))
                )
                return true
            }
            return (type(of: format).name, messages)
        }
    }

    private static func read(_ bytes: [UInt8], as format: any LineFormat) -> [Ingested] {
        var messages: [[UInt8]] = []
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if format.hasContinuations, !messages.isEmpty, !format.beginsMessage(line.span) {
                messages[messages.count - 1] += [0x0A] + line
            } else {
                messages.append(Array(line))
            }
        }
        return messages.compactMap { message in
            guard let parts = format.parts(of: message.span) else { return nil }
            func part(_ range: Range<Int>, _ decoded: [UInt8]?) -> String? {
                if let decoded { return string(decoded) }
                return parts.decoded != nil || range.isEmpty ? nil : string(Array(message[range]))
            }
            return Ingested(
                part(parts.text, parts.decoded?.text) ?? "", by: part(parts.author, parts.decoded?.author),
                in: part(parts.channel, parts.decoded?.channel), at: part(parts.time, parts.decoded?.time))
        }
    }

    private static func string(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
