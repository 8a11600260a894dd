import FenceDecoding
import FenceModel
import Testing

@testable import FenceIngest

/// Nothing of a JSON document is passed over in silence: it is a message, or it is told that it was not read.
@Suite struct JSONDamageTests {
    private struct Outcome: Equatable {
        var texts: [String] = []
        var failures: [String] = []
    }

    private func read(_ document: String) -> Outcome {
        var outcome = Outcome()
        func note(_ failure: IngestFailure) {
            outcome.failures.append("\(failure.reason) \(failure.offset ?? -1)")
        }
        do throws(IngestFailure) {
            let format = JSONDocument<GenericJSON>(hint: FormatHint(head: [], name: ""))
            try format.read(from: MemoryStream(Array(document.utf8))) { message in
                if let failure = message.failure { note(failure) }
                if !message.text.isEmpty { outcome.texts.append(String(decoding: message.text, as: UTF8.self)) }
                return true
            }
        } catch {
            note(error)
        }
        return outcome
    }

    @Test(
        arguments: [
            // What stands behind, before and between values.
            (#"{"messages":[{"text":"a"}]}"# + "\nsold here\n", ["a"], ["corrupt 28"]),
            (#"x{"messages":[{"text":"a"}]}"#, ["a"], ["corrupt 0"]),
            (#"{"messages":[{"text":"a"} sold here {"text":"b"}]}"#, ["a", "b"], ["corrupt 26"]),
            (#"{"name":"n" sold "messages":[{"text":"a"}]}"#, ["a"], ["corrupt 12"]),
            (#"{"name":"n","sold","messages":[{"text":"a"}]}"#, ["a"], ["corrupt 12"]),
            (#"{"name":sold here,"messages":[{"text":"a"}]}"#, ["a"], ["corrupt 8"]),
            ("sold here\nand there\n", [], ["corrupt 0"]),
            // Within a message.
            (#"[{"id":1,sold,"text":"a"},{"text":"b"}]"#, ["id: 1", "b"], ["corrupt 1"]),
            (#"[{"text":"a","x":{1},"y":2},{"text":"b"}]"#, ["a", "b"], ["corrupt 1"]),
            // What is no damage: commas too many, other languages' names, lists of numbers, documents in a row.
            (#"{"a":None,"b":NaN,"c":-1.5e3,,"messages":[{"text":"a"},,{"text":"b"},],}"#, ["a", "b"], []),
            (#"{"ids":[1,2,null,true],"messages":[null,{"text":"a"}]}"#, ["a"], []),
            (#"[{"text":"a"}]"# + "\n" + #"[{"text":"b"}],[]"#, ["a", "b"], []),
            // A text, or texts, in the place of a message.
            (#"{"messages":["a",{"text":"b"},"c\n"]}"#, ["a", "b", "c\n"], []),
            (#"{"rows":[["a","b"],[{"k":"c"}],[]]}"#, ["a\nb", "k: c"], []),
            (#"[{"title":"t","posts":["a",{"text":"b"}]}]"#, ["t", "a", "b"], []),
            // Deeper than is read.
            (
                String(repeating: #"{"a":"#, count: 40) + "1" + String(repeating: "}", count: 40),
                [], ["nestingLimit 165"]
            ),
        ] as [(String, [String], [String])])
    func whatIsPassedOverIsTold(document: String, texts: [String], failures: [String]) {
        #expect(read(document) == Outcome(texts: texts, failures: failures))
    }
}
