import FencePipeline

/// Prints lines; a reader that has gone is no error.
func printLines(_ lines: [String]) throws {
    FileWriter.ignoreBrokenPipes()
    _ = try FileWriter.standardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
}

/// A share in percent, to a tenth.
func percent(_ value: Double) -> String {
    let tenths = Int((value * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
}
