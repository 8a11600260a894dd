import FenceModel
import FencePipeline
import FenceSinks
import Foundation
import Logging

/// Writes log events to standard error, one a line: as `key=value` pairs, or as JSON.
struct StructuredLog: LogHandler {
    enum Form: String, CaseIterable, Sendable {
        case text, json
    }

    let form: Form
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(form: Form) {
        self.form = form
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let fields =
            [
                ("time", Date().formatted(.iso8601.time(includingFractionalSeconds: true))),
                ("level", event.level.rawValue),
                ("message", "\(event.message)"),
            ] + all.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        _ = try? FileWriter.standardError.write(form == .json ? Self.json(fields) : Self.text(fields))
    }

    private static func json(_ fields: [(String, String)]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { object in
            for (name, value) in fields {
                object.key(name)
                object.string(value)
            }
        }
        return writer.bytes + [0x0A]
    }

    /// Time and level stand bare in front, so that a person can read it.
    private static func text(_ fields: [(String, String)]) -> [UInt8] {
        let pairs = fields.dropFirst(2).map { name, value in "\(name)=\(bare(value) ?? quoted(value))" }
        return Array(
            (fields.prefix(2).map(\.1).joined(separator: " ") + " " + pairs.joined(separator: " ") + "\n").utf8)
    }

    /// The value as it is, where it needs no quotes.
    private static func bare(_ value: String) -> String? {
        let isBare = value.unicodeScalars.allSatisfy { scalar in
            scalar != " " && scalar != "\"" && scalar != "=" && scalar != "\\" && !String.steersTerminals(scalar)
        }
        return isBare && !value.isEmpty ? value : nil
    }

    /// The value in quotes, without what would end the line or steer a terminal: names of files can hold anything.
    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where String.steersTerminals(scalar):
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
