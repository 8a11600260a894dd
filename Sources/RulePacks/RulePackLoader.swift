import Foundation
public import FenceModel
import Yams

/// Reads a rule pack from a folder of YAML files, or from one file.
///
/// Every mistake is an error that names file, line, rule and cause; see Documentation/rule-format.md.
public enum RulePackLoader {
    /// - Parameter path: a folder, whose `.yaml` and `.yml` files are read in order of their names, folders within it
    ///   too, or one file.
    /// - Throws: `FencewatchError`.
    public static func load(path: String) throws(FencewatchError) -> RulePack {
        var pack = RulePack(
            name: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent, version: "0", rules: [],
            signals: [])
        var seen: [String: String] = [:]
        var places: [String: String] = [:]
        for file in try files(at: path) {
            let part = try PackFile(path: file).read()
            for (id, location) in part.rules.map({ ($0.id, $0.location) }) + part.signals.map({ ($0.id, $0.location) })
            {
                if let first = seen.updateValue(location ?? file, forKey: id) {
                    throw FencewatchError(
                        .invalidRule, "The id '\(id)' is taken already, at \(first); ids are unique in a pack.",
                        location: location)
                }
            }
            for (key, place) in part.places.sorted(by: { $0.key < $1.key }) {
                if let first = places.updateValue(place, forKey: key) {
                    throw FencewatchError(
                        .invalidRule, "The pack has a '\(key)' already, at \(first); take one of them out.",
                        location: place)
                }
            }
            if let name = part.name { pack.name = name }
            if let version = part.version { pack.version = version }
            pack.rules += part.rules
            pack.signals += part.signals
            if let scoring = part.scoring { pack.scoring = scoring }
            if let wording = part.wording { pack.wording = wording }
        }
        guard !pack.rules.isEmpty || !pack.signals.isEmpty else {
            throw FencewatchError(.invalidRule, "There are no rules and no signals in it.", location: path)
        }
        return pack
    }

    /// The YAML files of a pack, in a stable order.
    package static func files(at path: String) throws(FencewatchError) -> [String] {
        guard FileManager.default.fileExists(atPath: path) else {
            throw FencewatchError(.notFound, "There is no such file or folder.", location: path)
        }
        let kind = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey])
        guard kind?.isDirectory == true else { return [path] }
        let names: [String]
        do {
            names = try FileManager.default.subpathsOfDirectory(atPath: path)
        } catch {
            throw FencewatchError(.unreadable, "The folder cannot be read.", location: path, cause: "\(error)")
        }
        let files = names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        guard !files.isEmpty else {
            throw FencewatchError(.invalidRule, "The folder holds no .yaml file.", location: path)
        }
        return files.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
    }
}
