import Foundation
import TestSupport
import Testing

/// `--input-format`, and documents that are not what they were said to be.
@Suite struct InputFormatTests {
    private func skipped(_ outcome: Binary.Outcome) -> [String] {
        outcome.records(of: "skipped").compactMap { $0["reason"] as? String }
    }

    private func sources(_ outcome: Binary.Outcome) -> [String: Int]? {
        outcome.records(of: "summary").first?["sources"] as? [String: Int]
    }

    /// An offer that is no part of the document is told of, whatever stands around it.
    @Test func whatIsBehindADocumentIsTold() throws {
        let folder = try Folder()
        let export = #"{"name":"g","messages":[{"id":1,"date_unixtime":"1793687167","from":"a","text":"hi"}]}"# + "\n"
        let file = try folder.write(export + ScanCommandTests.offer + "\n", to: "result.json")
        let outcome = try Binary.run(["scan", "--format", "jsonl", file])
        #expect(outcome.status == 2)
        #expect(skipped(outcome) == ["corrupt"])
        #expect(outcome.records(of: "skipped").first?["offset"] as? Int == export.utf8.count)
    }

    @Test func aTextInThePlaceOfAMessageIsOne() throws {
        let document = #"{"messages":[{"text":"hi"},"\#(ScanCommandTests.offer)"]}"#
        let outcome = try Binary.run(["scan", "--format", "jsonl", "--input-format", "json", "-"], input: document)
        #expect(outcome.status == 1)
        #expect(outcome.records(of: "alert").count == 1)
    }

    /// A text that is not of the format that it is read as was not read.
    @Test(arguments: [
        ("json", "今晚吃什么\n", ["corrupt"]), ("telegram-json", "今晚吃什么\n", ["corrupt"]),
        ("telegram-json", #"{"messages":[{"content":"x"}]}"#, ["unsupported"]),
        ("telegram-json", "{}", ["unsupported"]),
    ])
    func aTextOfAnotherFormatIsNoMessage(format: String, text: String, reasons: [String]) throws {
        let folder = try Folder()
        for (arguments, input) in [([try folder.write(text, to: "a.txt")], ""), (["-"], text)] {
            let outcome = try Binary.run(
                ["scan", "--format", "jsonl", "--input-format", format] + arguments, input: input)
            #expect(outcome.status == 2)
            #expect(skipped(outcome) == reasons)
            #expect(sources(outcome) == ["scanned": 0, "skipped": 1, "failed": 0])
        }
    }

    /// An export without messages is of its format all the same, and so is an empty file.
    @Test(arguments: [
        ("telegram-json", #"{"name":"g","messages":[],"from_id":"1"}"#), ("telegram-json", ""), ("whatsapp-text", ""),
    ])
    func anEmptyExportIsNoFailure(format: String, text: String) throws {
        let outcome = try Binary.run(["scan", "--format", "jsonl", "--input-format", format, "-"], input: text)
        #expect(outcome.status == 0)
        #expect(skipped(outcome).isEmpty)
    }

    private static let crawl =
        "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 6\r\n\r\nhello\n\r\n\r\n"

    /// Every name is a choice: the content does not overrule it, in a pipe or a file, and what cannot be forced is refused.
    @Test(arguments: [
        ("plain", crawl, 4, []), ("warc", crawl, 1, []), ("warc", "hello\nthere\n", 0, ["corrupt"]),
        ("plain", "From: a@b.example\nReceived: x\n\nhello\n", 3, []),
        ("mail", "Subject: x\n\nhello\n", 1, []), ("jsonl", #"[{"text":"a"}]"#, 1, []),
    ])
    func aFormatIsForced(format: String, text: String, messages: Int, reasons: [String]) throws {
        let folder = try Folder()
        for (arguments, input) in [([try folder.write(text, to: "a.txt")], ""), (["-"], text)] {
            let outcome = try Binary.run(
                ["scan", "--format", "jsonl", "--input-format", format] + arguments, input: input)
            #expect(outcome.records(of: "summary").first?["messages"] as? Int == messages)
            #expect(skipped(outcome) == reasons)
        }
    }

    @Test(arguments: ["xlsx", "docx", "pptx", "nonsense"])
    func whatCannotBeForcedIsRefused(format: String) throws {
        let outcome = try Binary.run(["scan", "--input-format", format, "-"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(format == "nonsense" ? "There is no format" : "leave --input-format out"))
        #expect(outcome.errors.contains("telegram-json"))
        let named = try #require(outcome.errors.range(of: "; one of: "))
        #expect(!outcome.errors[named.upperBound...].prefix { $0 != "\n" }.contains("xlsx"))
    }
}
