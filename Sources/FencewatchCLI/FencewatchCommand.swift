import ArgumentParser
import FencePipeline
import Foundation

/// `fencewatch`: the command line over the library's parts.
@main
struct FencewatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fencewatch",
        abstract: "Raises an alert when somebody offers other people's personal data for sale.",
        discussion: """
            Reads forum and chat text and judges whether personal data is being traded: who sells or wants what, how \
            many records, at what price, through which contact. Values are masked in everything it prints.
            """,
        version: "0.1.0",
        subcommands: [
            ScanCommand.self, TailCommand.self, AlertsCommand.self, FormatsCommand.self, ExplainCommand.self,
            EvalCommand.self, CalibrateCommand.self, RulesCommand.self,
        ])

    /// Status 1 says that alerts were raised; whatever could not be run, a wrong option too, is 2.
    static func main() {
        EarlyDetector.begin(arguments: CommandLine.arguments)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            let status = exitCode(for: error)
            guard !(error is ExitCode), status != .success else { exit(withError: error) }
            _ = try? FileWriter.standardError.write(Array((fullMessage(for: error) + "\n").utf8))
            Foundation.exit(2)
        }
    }
}
