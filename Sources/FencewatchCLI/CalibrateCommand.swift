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

            With --wording, learns the wording too, and fits its factor to what it says of messages that it did not learn \
            from. Without it the pack's wording is used, which knows the messages that it learned from.
            """)

    @Argument(help: "Files or folders of labelled messages.")
    var paths: [String]

    @OptionGroup var packOptions: PackOptions

    @Option(help: "Where to write the scoring; printed if not given.")
    var write: String?

    @Option(help: "Learn the wording too, and where to write it.")
    var wording: String?

    @Option(help: "Files of ordinary text, a message a line, from which the wording learns what is no trade.")
    var ordinary: [String] = []

    func validate() throws {
        if wording == nil, !ordinary.isEmpty {
            throw ValidationError("Only the wording learns from --ordinary; say with --wording where to write it.")
        }
    }

    func run() throws {
        // What was learned before must not choose what is learned from.
        let detector = try packOptions.detector(keepsWording: wording == nil)
        let messages = try paths.flatMap(LabelledMessage.load).filter { !$0.isHeldBack }
        let lesson = try wording.map { _ in try WordingLesson(messages, ordinary: ordinary, detector: detector) }
        if let lesson, lesson.wording.sequences.isEmpty || lesson.wording.glance.sequences.isEmpty {
            throw FencewatchError(
                .invalidArgument, "The corpus is too small to learn a wording: no five messages share anything.")
        }
        var fit = ScoringFit()
        for (index, message) in messages.enumerated() {
            var features = detector.scan(message.text).features(isWorded: lesson != nil)
            // What the wording says of a message that it did not learn from.
            if let lesson, features != nil {
                features?["wording"] = lesson.unseenLogOdds[index]
                if !lesson.isOpen[index] { features = nil }
            }
            fit.add(features, isTrade: message.label != "none")
        }
        for line in lesson?.lookAlikes ?? [] {
            var features = line.evidence
            features["wording"] = line.logOdds
            fit.add(features, isTrade: false)
        }
        guard fit.count > 0 else {
            throw FencewatchError(.invalidArgument, "No message of the corpus has the shape of a trade.")
        }
        if let wording, let lesson { try Self.put(WordingFit.yaml(of: lesson.wording), into: wording) }
        let yaml = ScoringFit.yaml(of: fit.fit(from: Scoring(prior: Scoring.standardPrior)))
        guard let write else { return try printLines([yaml]) }
        try Self.put(yaml, into: write)
    }

    private static func put(_ yaml: String, into path: String) throws {
        do {
            try Data(yaml.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw FencewatchError(.unwritable, "The file cannot be written.", location: path, cause: "\(error)")
        }
    }
}
