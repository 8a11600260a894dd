import FenceModel
import Foundation

/// A message of the corpus with what is right to say of it.
struct LabelledMessage {
    struct Value: Hashable {
        var entity: String
        var start: Int
        var end: Int
    }

    var text: String
    /// `offer`, `request`, `lookup`, `dump` or `none`.
    var label: String
    /// Family of look-alikes, for messages that stay silent.
    var family: String?
    var categories: [String]
    var volume: Int?
    var price: (amount: Double, currency: String, unit: String?)?
    /// Where values stand; nil where the message was not labelled for them.
    var values: [Value]?
    /// `file:line`.
    var place: String

    /// Whether the message belongs to the fifth that no rule is tuned on: by a hash of its text.
    var isHeldBack: Bool {
        var hash = FNV1a()
        for byte in text.utf8 { hash.add(byte) }
        return hash.value >> 32 % 5 == 0
    }

    /// Reads the JSON Lines files under a path, demonstration and templates apart.
    ///
    /// - Throws: `FencewatchError` naming the file and line that cannot be used.
    static func load(path: String) throws -> [LabelledMessage] {
        var isFolder = false
        if let values = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]) {
            isFolder = values.isDirectory == true
        }
        let names = isFolder ? try FileManager.default.contentsOfDirectory(atPath: path).sorted() : []
        let files = isFolder ? names.filter { $0.hasSuffix(".jsonl") }.map { "\(path)/\($0)" } : [path]
        return try files.flatMap(loadFile)
    }

    private static func loadFile(_ path: String) throws -> [LabelledMessage] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw FencewatchError(.unreadable, "The corpus file cannot be read.", location: path)
        }
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        return try lines.filter { !$1.allSatisfy { $0 <= 0x20 } }.map { index, line in
            let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            guard let object, let text = object["text"] as? String, let label = object["label"] as? String else {
                throw FencewatchError(
                    .invalidArgument, "A line of a corpus is a JSON object with 'text' and 'label'.",
                    location: "\(path):\(index + 1)")
            }
            var price: (amount: Double, currency: String, unit: String?)?
            if let fields = object["price"] as? [String: Any], let amount = fields["amount"] as? Double,
                let currency = fields["currency"] as? String
            {
                price = (amount, currency, fields["per"] as? String)
            }
            let values = (object["entities"] as? [[String: Any]])?.compactMap { value -> Value? in
                guard let entity = value["entity"] as? String, let start = value["start"] as? Int,
                    let end = value["end"] as? Int
                else { return nil }
                return Value(entity: entity, start: start, end: end)
            }
            return LabelledMessage(
                text: text, label: label, family: object["family"] as? String,
                categories: object["categories"] as? [String] ?? [], volume: object["volume"] as? Int, price: price,
                values: values, place: "\(path):\(index + 1)")
        }
    }
}
