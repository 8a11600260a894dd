import FenceRulePacks
import Foundation

// Turns a folder of rule files into the Swift source of the default pack: `pack-embedder Rules OUTPUT.swift`.
guard CommandLine.arguments.count == 3 else {
    FileHandle.standardError.write(Data("usage: pack-embedder RULES OUTPUT\n".utf8))
    exit(2)
}
do {
    let pack = try RulePackLoader.load(path: CommandLine.arguments[1])
    try PackSource.swift(of: pack).write(toFile: CommandLine.arguments[2], atomically: true, encoding: .utf8)
} catch {
    FileHandle.standardError.write(Data("pack-embedder: \(error)\n".utf8))
    exit(1)
}
