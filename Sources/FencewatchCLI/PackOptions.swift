import ArgumentParser
import FenceModel
import FencePipeline
import FenceRulePacks
import Fencewatch

/// Which rules to use; the same for every command.
struct PackOptions: ParsableArguments {
    @Option(
        name: .customLong("rules"),
        help: "A rule pack of your own in the place of the default one: a folder of YAML files, or one file.")
    var path: String?

    @Option(
        name: .customLong("gitleaks-rules"),
        help: ArgumentHelp(
            "Rules for secrets from a gitleaks file (TOML), besides the pack; may be given more than once.",
            valueName: "file"))
    var gitleaksPaths: [String] = []

    /// - Parameter warn: is told of rules that are left out.
    func pack(warn: (String) -> Void = Self.warn) throws -> RulePack {
        var pack = try path.map { try RulePackLoader.load(path: $0) } ?? .standard
        for path in gitleaksPaths { pack.rules += try gitleaksRules(at: path, besides: pack.rules, warn: warn) }
        return pack
    }

    /// - Parameters:
    ///   - keepsWording: whether what was learned of the wording is used.
    ///   - warn: is told of rules that are left out.
    func detector(keepsWording: Bool = true, warn: (String) -> Void = Self.warn) throws -> Detector {
        if path == nil, gitleaksPaths.isEmpty, keepsWording { return EarlyDetector.take() }
        var pack = try pack(warn: warn)
        if !keepsWording { pack.wording = nil }
        return try Detector(pack: pack)
    }

    /// The rules of a file that can be used.
    private func gitleaksRules(
        at path: String, besides others: [Rule], warn: (String) -> Void
    ) throws -> [Rule] {
        let reading = try GitleaksRules.load(path: path)
        for note in reading.notes { warn("\(path): \(note)") }
        var taken = Set(others.map(\.id))
        return reading.rules.filter { rule in
            if let fault = Detector.fault(in: rule) {
                warn("\(path): rule '\(rule.id)' is left out: \(fault.message) \(fault.cause ?? "")")
                return false
            }
            guard taken.insert(rule.id).inserted else {
                warn("\(path): rule '\(rule.id)' is left out: another rule has its id.")
                return false
            }
            return true
        }
    }

    /// Says it on standard error.
    private static func warn(_ text: String) {
        _ = try? FileWriter.standardError.write(Array("fencewatch: \(text)\n".utf8))
    }
}
