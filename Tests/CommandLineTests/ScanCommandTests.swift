import Foundation
import TestSupport
import Testing

@Suite struct ScanCommandTests {
    static let offer = "出售一手母婴数据，100w条，0.5元/条，飞机 @muying_data88"

    @Test func anOfferOnStandardInputIsOneAlert() throws {
        let outcome = try Binary.run(["scan", "--format", "jsonl", "-"], input: Self.offer + "\n")
        #expect(outcome.status == 1)
        let alerts = outcome.records(of: "alert")
        let alert = try #require(alerts.first)
        #expect(alerts.count == 1)
        #expect(alert["alert"] as? String == "offer")
        #expect((alert["volume"] as? [String: Any])?["records"] as? Int == 1_000_000)
        let price = try #require(alert["price"] as? [String: Any])
        #expect(price["amount"] as? Double == 0.5)
        #expect(price["currency"] as? String == "CNY")
        #expect(price["per"] as? String == "record")
        #expect(alert["categories"] as? [String] == ["medical"])
        let contact = try #require((alert["contacts"] as? [[String: Any]])?.first)
        #expect(contact["entity"] as? String == "TELEGRAM")
        #expect(!outcome.output.contains("muying_data88"))
        #expect(outcome.records.last?["kind"] as? String == "summary")
    }

    /// Findings are written by the workers, block by block; the numbers of their lines are not.
    @Test(arguments: ["1", "3"])
    func linesAreCountedOverBlocks(_ workers: String) throws {
        let lines = (0..<9_000).map { number in
            number % 900 == 450
                ? Self.offer : number % 3 == 0 ? "有事打我电话138\(10_000_000 + number)，白天都在，没人接就晚点再打" : "今天下班有点晚，晚上吃什么"
        }
        let outcome = try Binary.run(
            ["scan", "--format", "jsonl", "--findings", "--workers", workers, "-"],
            input: lines.joined(separator: "\n") + "\n")
        var places: [Int] = []
        var alertsAreInPlace = true
        for record in outcome.records {
            let origins = record["messages"] as? [[String: Any]] ?? [record["message"] as? [String: Any] ?? [:]]
            guard let line = origins.first?["line"] as? Int else { continue }
            alertsAreInPlace = alertsAreInPlace && line >= places.last ?? 0
            if record["kind"] as? String == "finding" { places.append(line) }
        }
        #expect(alertsAreInPlace)
        let expected = lines.indices.filter { $0 % 900 == 450 || $0 % 3 == 0 }.map { $0 + 1 }
        #expect(places == expected)
        #expect(outcome.records(of: "alert").count == 10)
    }

    @Test func quietTextExitsWithZero() throws {
        let text = "警方破获一起出售个人信息案\n谨防诈骗\n出售数据线，10元一条，包邮\n"
        let outcome = try Binary.run(["scan", "--format", "jsonl", "-"], input: text)
        #expect(outcome.status == 0)
        #expect(outcome.records(of: "alert").isEmpty)
        #expect(outcome.records(of: "summary").first?["messages"] as? Int == 3)
    }

    @Test func nothingUnmaskedWithoutReveal() throws {
        let text = "姓名王小明 手机13800001234 身份证110101199003074610 邮箱someone.real@example.com 账号:zhang123 密码:Abc12345x\n"
        let folder = try Folder()
        let file = try folder.write(text, to: "a.txt")
        for arguments in [["--findings"], ["--findings", "--format", "jsonl"]] {
            let outcome = try Binary.run(
                ["scan"] + arguments + [file], environment: ["FENCEWATCH_KEY": "a key that tests have"])
            for value in ["13800001234", "110101199003074610", "someone.real", "Abc12345x"] {
                #expect(!(outcome.output + outcome.errors).contains(value), "\(arguments)")
            }
        }
        let revealed = try Binary.run(["scan", "--findings", "--reveal", "--format", "jsonl", file])
        #expect(revealed.records(of: "finding").contains { $0["value"] as? String == "13800001234" })
    }

    /// A contact whom nobody named is known by a number; whoever reads the output may still tell two of them apart.
    @Test(arguments: [
        ("+86 139 1234 5607", "*****************#"), ("+44 20 7946 0018", "****************#"),
        ("小号13912345607", "小号***********#"), ("小号一三九一二三四五六零七", "小号***********#"), ("粤B12345", "*******#"),
        ("li.si@example.com", "*****************#"), ("老周 1001234", nil),
        ("user_20261103", nil),
    ])
    func valuesInNamesAreMasked(_ author: String, shown: String?) throws {
        let input = "2026-11-03 14:26:01 <\(author)> \(Self.offer)\n2026-11-03 14:26:02 <\(author)> 电话13900001234\n"
        let outcome = try Binary.run(["scan", "--findings", "--format", "jsonl", "-"], input: input)
        let origins = outcome.records.flatMap { record in
            record["messages"] as? [[String: Any]] ?? [record["message"] as? [String: Any] ?? [:]]
        }
        let authors = Set(origins.compactMap { $0["author"] as? String })
        #expect(authors.count == 1)
        if let shown {
            #expect(authors.first?.hasPrefix(shown) == true && authors.first?.count == shown.count + 4, "\(authors)")
            let text = try Binary.run(["scan", "--findings", "-"], input: input)
            #expect(!(outcome.output + text.output).contains(author))
        } else {
            #expect(authors == [author])
        }
        let revealed = try Binary.run(["scan", "--reveal", "--format", "jsonl", "-"], input: input)
        let messages = try #require(revealed.records(of: "alert").first?["messages"] as? [[String: Any]])
        #expect(messages.first?["author"] as? String == author)
    }

    @Test func fingerprintsNeedAKey() throws {
        let text = "手机13800001234\n手机138-0000-1234\n"
        let without = try Binary.run(["scan", "--findings", "--format", "jsonl", "-"], input: text)
        #expect(without.records(of: "finding").allSatisfy { $0["fingerprint"] == nil })
        let with = try Binary.run(
            ["scan", "--findings", "--format", "jsonl", "-"], input: text,
            environment: ["FENCEWATCH_KEY": "sixteen bytes it is"])
        let prints = with.records(of: "finding").compactMap { $0["fingerprint"] as? String }
        #expect(prints.count == 2)
        #expect(Set(prints).count == 1)
        #expect(prints.first?.count == 64)
    }

    /// A key that can be guessed makes fingerprints that can be undone; the error says how to make one, and not what the key is.
    @Test(
        arguments: [
            ("0123456789abcde", "16 bytes"), ("0123456789abcdef", nil), ("\n", "16 bytes"), (nil, "no such file"),
        ] as [(String?, String?)])
    func aShortKeyIsRefused(key: String?, error: String?) throws {
        let folder = try Folder()
        if let key { try folder.write(key + "\n", to: "key") }
        var runs = [try Binary.run(["scan", "--key-file", folder.path("key"), "-"])]
        if let key, key != "\n" { runs.append(try Binary.run(["scan", "-"], environment: ["FENCEWATCH_KEY": key])) }
        for outcome in runs {
            #expect(outcome.status == (error == nil ? 0 : 2))
            if let error { #expect(outcome.errors.contains(error), "\(outcome.errors)") }
            if key != nil, error != nil { #expect(outcome.errors.contains("openssl rand")) }
            #expect(!outcome.errors.contains("0123456789"))
        }
    }

    @Test func spansAndLinesPointAtTheSource() throws {
        let folder = try Folder()
        let text = "第一行\n2026-11-03 不是\n联系 13800001234 吧\n"
        let file = try folder.write(text, to: "a.txt")
        let outcome = try Binary.run(["scan", "--findings", "--format", "jsonl", file])
        let finding = try #require(outcome.records(of: "finding").first)
        let message = try #require(finding["message"] as? [String: Any])
        #expect(message["line"] as? Int == 3)
        let span = try #require(finding["span"] as? [String: Int])
        let start = try #require(message["offset"] as? Int) + (span["start"] ?? 0)
        let bytes = Array(text.utf8)[start..<start + 11]
        #expect(String(decoding: bytes, as: UTF8.self) == "13800001234")
    }

    /// Lines, offsets and alerts do not depend on how many workers there are, nor on where blocks end.
    @Test func workersDoNotChangeTheOutput() throws {
        let folder = try Folder()
        var text = ""
        for number in 0..<30_000 {
            text += "2026-11-03 02:26:07 <user\(number % 97)> 今天第\(number)条消息，没有什么\n"
            if number % 501 == 0 {
                text += "2026-11-03 02:26:08 <seller\(number)> 手机138\(10_000_000 + number) \(Self.offer)\n"
            }
        }
        let file = try folder.write(text, to: "big.txt")
        func output(_ workers: Int) throws -> [String] {
            let outcome = try Binary.run(["scan", "--findings", "--format", "jsonl", "--workers", "\(workers)", file])
            return outcome.output.split(separator: "\n").dropLast().map(String.init)
        }
        let one = try output(1)
        #expect(one.count >= 120)
        #expect(try output(2) == one)
        #expect(try output(5) == one)
    }

    /// Bytes of a block, and those that a piece of a long line shares with the next, as Documentation/architecture.md has them.
    private static let blockBytes = 96 * 1_024
    private static let overlap = 2 * 1_024

    @Test func aLineLongerThanABlockIsScannedOnce() throws {
        let folder = try Folder()
        // Where the second piece begins and the first ends, with the border between what is the one's and the other's; the
        // same at the end of a later piece.
        let step = Self.blockBytes - Self.overlap
        let borders = [1, 20].flatMap { piece in
            [step * piece, step * piece + Self.overlap / 2, step * piece + Self.overlap]
        }
        let positions = [10] + borders.map { $0 - 6 } + [1_000_000, 2_999_900]
        var bytes = Data(repeating: UInt8(ascii: "x"), count: 3_000_000)
        for position in positions {
            bytes.replaceSubrange(position..<position + 13, with: Data(" 13800001234 ".utf8))
        }
        bytes.append(Data("\n手机13900001234\n".utf8))
        let file = try folder.write(bytes, to: "long.txt")
        let outcome = try Binary.run(["scan", "--findings", "--format", "jsonl", file])
        let findings = outcome.records(of: "finding")
        let starts = findings.compactMap { ($0["span"] as? [String: Int])?["start"] }
        #expect(starts == positions.sorted().map { $0 + 1 } + [6])
        let lines = findings.compactMap { ($0["message"] as? [String: Any])?["line"] as? Int }
        #expect(lines == positions.map { _ in 1 } + [2])
    }

    /// Every span of an alert leads to the message's own bytes, wherever in a long line the pitch stands.
    @Test(arguments: [0, 100 * 1_024, 300 * 1_024])
    func spansOfAnAlertLeadIntoALongLine(_ position: Int) throws {
        let text = String(repeating: "x ", count: position / 2) + Self.offer + "\n"
        let bytes = Array(text.utf8)
        let outcome = try Binary.run(["scan", "--reveal", "--format", "jsonl", "-"], input: text)
        let alerts = outcome.records(of: "alert")
        #expect(alerts.count == 1)
        var seen = 0
        let findings = alerts.first?["findings"] as? [[String: Any]] ?? []
        for (spanned, key) in (alerts.first?["reasons"] as? [[String: Any]] ?? []).map({ ($0, "text") })
            + findings.map({ ($0, "value") })
        {
            guard let span = spanned["span"] as? [String: Int], let written = spanned[key] as? String,
                let start = span["start"], let end = span["end"]
            else { continue }
            // Contacts stay masked among the reasons.
            if written.contains("*") { continue }
            seen += 1
            #expect(String(decoding: bytes[start..<end], as: UTF8.self) == written)
        }
        #expect(seen >= 7)
    }

    @Test func badInputIsNamedAndTheRestScanned() throws {
        let folder = try Folder()
        let good = try folder.write(Self.offer + "\n", to: "good.txt")
        let binary = try folder.write(Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0]), to: "program")
        let empty = try folder.write("", to: "empty.txt")
        let missing = folder.path("missing.txt")
        let outcome = try Binary.run(["scan", "--format", "jsonl", missing, binary, empty, good])
        #expect(outcome.status == 2)
        #expect(outcome.records(of: "alert").count == 1)
        let skipped = outcome.records(of: "skipped")
        #expect(Set(skipped.compactMap { $0["reason"] as? String }) == ["not-found", "binary"])
        #expect(outcome.errors.contains(missing))
        #expect(outcome.errors.contains(binary))
        let sources = try #require(outcome.records(of: "summary").first?["sources"] as? [String: Int])
        #expect(sources == ["scanned": 2, "skipped": 1, "failed": 1])
    }

    @Test func aPipeWithoutAWriterDoesNotHang() throws {
        let folder = try Folder()
        let pipe = folder.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let outcome = try Binary.run(["scan", pipe])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("Nobody writes"))
    }

    @Test func aPatternThatGivesUpIsNotSilent() throws {
        let folder = try Folder()
        let rules = """
            pack: slow
            version: 1
            rules:
              - id: slow
                entity: SECRET
                description: A pattern with more ways than steps
                trigger: { keywords: [开始], bare: true }
                pattern: '开始(?:a|aa){1,60}[xy]'
                confidence: 0.9
                examples: { match: [开始aax], reject: [开始aaz] }
            """
        let pack = try folder.write(rules, to: "pack.yaml")
        let text = "开始aax\n开始\(String(repeating: "a", count: 80)) 开始aay\n"
        let file = try folder.write(text, to: "a.txt")
        let outcome = try Binary.run(["scan", "--rules", pack, "--findings", "--format", "jsonl", file])
        #expect(outcome.status == 2)
        #expect(outcome.records(of: "finding").count == 1)
        let skipped = try #require(outcome.records(of: "skipped").first)
        #expect(skipped["reason"] as? String == "limit-match")
        #expect(skipped["offset"] as? Int == 10)
        let limits = outcome.records(of: "summary").first?["limits"] as? [String: Int]
        #expect(limits?["match"] == 1)
    }

    @Test func damagedUTF8IsScanned() throws {
        let folder = try Folder()
        var data = Data([0xE5, 0x87, 0x0A, 0xFF, 0xFE])
        data.append(Data("手机13800001234\n".utf8))
        let file = try folder.write(data, to: "damaged.txt")
        let outcome = try Binary.run(["scan", "--findings", "--format", "jsonl", file])
        #expect(outcome.records(of: "finding").count == 1)
    }

    @Test func aClosedOutputEndsQuietly() throws {
        let folder = try Folder()
        let file = try folder.write(String(repeating: "手机13800001234\n", count: 50_000), to: "a.txt")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "'\(Binary.path)' scan --findings --format jsonl '\(file)' 2>'\(folder.path("err"))' | head -1",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(data.split(separator: 0x0A).count == 1)
        #expect(try String(contentsOf: folder.url("err"), encoding: .utf8).isEmpty)
    }

    @Test func fieldsOfJSONLinesCanBeNamed() throws {
        let line = #"{"msg":"\#(Self.offer)","nick":"seller","room":"r1","time":"2026-11-03T02:26:07Z"}"#
        let outcome = try Binary.run(["scan", "--format", "jsonl", "--text-field", "msg", "-"], input: line + "\n")
        let message = try #require((outcome.records(of: "alert").first?["messages"] as? [[String: Any]])?.first)
        #expect(message["author"] as? String == "seller")
        #expect(message["channel"] as? String == "r1")
    }

    /// A stream that pauses is not waited for: what is whole is judged and printed.
    @Test(.timeLimit(.minutes(1)), arguments: [false, true])
    func aPausingStreamAlertsBeforeItsEnd(isEscapedJSON: Bool) throws {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: Binary.path)
        process.arguments = ["scan", "--format", "jsonl", "-"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        for seller in ["muying_data88", "chezhu_data66"] {
            let text = "出一手数据，100w条，0.5元/条，飞机 @\(seller)"
            let escaped = text.utf16.map {
                $0 < 0x80 ? String(UnicodeScalar(UInt8($0))) : "\\u" + String($0, radix: 16)
            }
            let line = isEscapedJSON ? "{\"text\":\"\(escaped.joined())\"}" : text
            try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
            var printed = Data()
            while printed.last != UInt8(ascii: "\n") {
                let more = output.fileHandleForReading.availableData
                try #require(!more.isEmpty)
                printed += more
            }
            #expect(String(decoding: printed, as: UTF8.self).contains(#""kind":"alert""#))
        }
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
    }
}
