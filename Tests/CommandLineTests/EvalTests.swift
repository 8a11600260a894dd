import Foundation
import TestSupport
import Testing

/// Floors that CI holds must not be held by a corpus that has nothing to measure.
@Suite struct EvalTests {
    private static let offer = #"{"text":"\#(ScanCommandTests.offer)","label":"offer"}"# + "\n"
    private static let quiet = #"{"text":"今晚吃什么","label":"none"}"# + "\n"
    private static let missed = #"{"text":"今晚吃什么","label":"offer"}"# + "\n"

    @Test(
        arguments: [
            (offer + quiet, ["--min-precision", "0.97", "--min-recall", "0.85"], nil),
            (offer + missed, ["--min-recall", "0.85"], "Recall 0.5 is below"),
            (quiet, [], nil), (quiet, ["--min-recall", "0.85"], "no message is a trade"),
            (missed, ["--min-precision", "0.97"], "no alert was raised"),
            ("", [], "no labelled message"), ("", ["--min-recall", "0"], "no labelled message"),
        ] as [(String, [String], String?)])
    func floorsAreHeldByWhatWasMeasured(corpus: String, floors: [String], error: String?) throws {
        let folder = try Folder()
        try folder.write(corpus, to: "corpus/a.jsonl")
        let outcome = try Binary.run(["eval", folder.path("corpus")] + floors)
        #expect(outcome.status == (error == nil ? 0 : 2))
        if let error { #expect(outcome.errors.contains(error), "\(outcome.errors)") }
    }

    @Test func aFolderWithoutACorpusIsNone() throws {
        let folder = try Folder()
        #expect(try Binary.run(["eval", folder.root.path, "--min-recall", "0.85"]).status == 2)
    }
}
