// Writes chat lines to standard output: `BenchInput BYTES [--density SHARE] [--offers SHARE] [--near-misses SHARE] [--seed N]`.
// The same arguments give the same bytes.

var arguments = CommandLine.arguments.dropFirst()
guard let first = arguments.popFirst(), let bytes = Int(first) else {
    fatalError(
        "usage: BenchInput BYTES [--density SHARE] [--offers SHARE] [--near-misses SHARE] [--hostile NAME] [--seed N]")
}
var generator = ChatGenerator()
while let option = arguments.popFirst(), let value = arguments.popFirst() {
    switch option {
    case "--density": generator.density = Double(value) ?? 0
    case "--offers": generator.offers = Double(value) ?? 0
    case "--near-misses": generator.nearMisses = Double(value) ?? 0
    case "--seed": generator.random = SplitMix64(seed: UInt64(value) ?? 1)
    case "--hostile": generator.hostile = value
    default: fatalError("unknown option \(option)")
    }
}
var written = 0
var buffer: [UInt8] = []
while written < bytes {
    buffer.removeAll(keepingCapacity: true)
    while buffer.count < 1 << 20 { generator.appendLine(to: &buffer) }
    if buffer.count > bytes - written { buffer.removeLast(buffer.count - (bytes - written)) }
    written += buffer.count
    Output.write(buffer)
}
