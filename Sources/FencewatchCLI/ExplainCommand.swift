import ArgumentParser
import FenceModel
import FencePipeline
import Fencewatch

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what folding did to a text, every signal and its weight, and the verdict.",
        discussion: """
            Places are bytes of the text. Weights are log-odds: their sum with the start is the score as a probability, \
            and an alert needs a score of one half and the shape of a trade. Values are masked.

            A text on the command line stands in the shell's history and in the list of processes; on standard input it \
            does not.
            """)

    /// Longest text that is explained, in bytes: a message, not a file.
    private static let longestText = 1 << 20

    @Argument(help: "The message's text; - or nothing is standard input.")
    var text: String?

    @OptionGroup var packOptions: PackOptions

    func run() throws {
        FileWriter.ignoreBrokenPipes()
        let detector = try packOptions.detector()
        let text = try text.flatMap { $0 == "-" ? nil : $0 } ?? Self.standardInput()
        let lines = Explanation(of: text, by: detector).lines
        _ = try FileWriter.standardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// What standard input holds, without the line end that programs put behind a text.
    private static func standardInput() throws(FencewatchError) -> String {
        var bytes = try FileReader().read(longestText + 1)
        guard bytes.count <= longestText else {
            throw FencewatchError(
                .invalidArgument,
                "The text is longer than \(longestText) bytes; 'fencewatch scan' reads files, and explain one message.")
        }
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        guard !bytes.isEmpty else {
            throw FencewatchError(.invalidArgument, "There is no text on standard input.")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FencewatchError(
                .invalidArgument, "The text is not UTF-8; convert it, with 'iconv -f gb18030' or the like.")
        }
        return text
    }
}
