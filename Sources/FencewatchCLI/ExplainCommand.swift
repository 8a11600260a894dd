import ArgumentParser
import Fencewatch
import FenceModel
import FencePipeline

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what folding did to a text, every signal and its weight, and the verdict.",
        discussion: """
            Places are bytes of the text. Weights are log-odds: their sum with the start is the score as a probability, \
            and an alert needs a score of one half and the shape of a trade. Values are masked.
            """)

    @Argument(help: "The message's text.")
    var text: String

    @OptionGroup var packOptions: PackOptions

    func run() throws {
        FileWriter.ignoreBrokenPipes()
        let detector = try packOptions.detector()
        let lines = Explanation(of: text, by: detector).lines
        _ = try FileWriter.standardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }
}
