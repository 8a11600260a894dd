import ArgumentParser
import FenceModel
import Fencewatch
import Foundation

struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Fit how signals add up to labelled messages.",
        discussion: """
            Logistic regression on the four fifths of the corpus that rules are tuned on; the same corpus and pack give the \
            same result. Prints the scoring as a rule file, or writes it.
            """)

    @Argument(help: "Files or folders of labelled messages.")
    var paths: [String]

    @OptionGroup var packOptions: PackOptions

    @Option(help: "Where to write the scoring; printed if not given.")
    var write: String?

    func run() throws {
        let detector = try packOptions.detector()
        var fit = ScoringFit()
        for message in try paths.flatMap(LabelledMessage.load) where !message.isHeldBack {
            fit.add(detector.scan(message.text).features, isTrade: message.label != "none")
        }
        guard fit.count > 0 else {
            throw FencewatchError(.invalidArgument, "No message of the corpus has the shape of a trade.")
        }
        let yaml = ScoringFit.yaml(of: fit.fit(from: Scoring(prior: Scoring.standardPrior)))
        guard let write else { return try printLines([yaml]) }
        do {
            try Data(yaml.utf8).write(to: URL(fileURLWithPath: write), options: .atomic)
        } catch {
            throw FencewatchError(.unwritable, "The scoring cannot be written.", location: write, cause: "\(error)")
        }
    }
}
