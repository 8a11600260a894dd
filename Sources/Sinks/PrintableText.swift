import FenceModel

extension String {
    /// Text of the input without control characters and marks of direction: a message must not steer the reader's terminal.
    package var printable: String {
        var result = ""
        for scalar in unicodeScalars {
            if scalar == "\n" {
                result += " ⏎ "
            } else if !Self.steersTerminals(scalar) {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
