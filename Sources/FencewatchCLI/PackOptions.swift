import ArgumentParser
import FenceModel
import FenceRulePacks
import Fencewatch

/// Which rule pack to use; the same for every command.
struct PackOptions: ParsableArguments {
    @Option(name: .customLong("rules"), help: "A rule pack of your own: a folder of YAML files, or one file.")
    var path: String?

    func pack() throws -> RulePack {
        guard let path else { return .standard }
        return try RulePackLoader.load(path: path)
    }

    func detector() throws -> Detector {
        guard let path else { return Detector() }
        return try Detector(pack: RulePackLoader.load(path: path))
    }
}
