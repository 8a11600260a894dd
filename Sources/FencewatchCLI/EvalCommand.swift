import ArgumentParser
import FenceModel
import Fencewatch

struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure precision and recall on labelled messages.",
        discussion: """
            A corpus is JSON Lines: text, label (offer, request, lookup, dump or none), and where known categories, volume, \
            price and entities. A fifth of it, chosen by a hash of the text, is held back: no rule is tuned on it, and it \
            is reported apart.
            """)

    @Argument(help: "Files or folders of labelled messages.")
    var paths: [String]

    @OptionGroup var packOptions: PackOptions

    @Option(help: "Fail where precision over all messages is lower, between 0 and 1.")
    var minPrecision: Double?

    @Option(help: "Fail where recall over all messages is lower, between 0 and 1.")
    var minRecall: Double?

    @Flag(help: "List what was missed or wrong; of the part that is held back, nothing is listed.")
    var misses = false

    func run() throws {
        let detector = try packOptions.detector()
        var all = Evaluation()
        var tuned = Evaluation()
        var held = Evaluation()
        var reliability = Reliability()
        let messages = try paths.flatMap(LabelledMessage.load)
        guard !messages.isEmpty else {
            throw FencewatchError(
                .invalidArgument,
                "There is no labelled message; name a folder that holds .jsonl files, or such a file.",
                location: paths.joined(separator: ", "))
        }
        for message in messages {
            let report = detector.scan(message.text)
            all.add(message, report: report)
            if report.features() != nil {
                reliability.add(score: report.evidence.score, isTrade: message.label != "none")
            }
            if message.isHeldBack { held.add(message, report: report) } else { tuned.add(message, report: report) }
        }
        var lines = ["All"] + all.lines() + ["", "Held back"] + held.lines()
        lines += ["", "Reliability of the score"] + reliability.lines()
        if misses { lines += ["", "Misses"] + tuned.misses }
        try printLines(lines)
        try check(all.trade)
    }

    /// Holds what was measured to the floors.
    ///
    /// - Throws: `FencewatchError` where a floor is missed, or where nothing was there to measure it by.
    private func check(_ trade: Scores) throws(FencewatchError) {
        func hold(_ name: String, _ value: Double, to floor: Double?, of count: Int, _ what: String)
            throws(FencewatchError)
        {
            guard let floor else { return }
            guard count > 0 else {
                throw FencewatchError(.invalidState, "\(name) has no meaning: \(what). Use a larger corpus.")
            }
            guard value >= floor else {
                throw FencewatchError(.invalidState, "\(name) \(value) is below the floor of \(floor).")
            }
        }
        try hold("Precision", trade.precision, to: minPrecision, of: trade.claimed, "no alert was raised")
        try hold("Recall", trade.recall, to: minRecall, of: trade.real, "no message is a trade by its label")
    }
}
