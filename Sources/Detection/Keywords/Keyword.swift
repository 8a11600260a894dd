/// A word that the one pass looks for.
package struct Keyword: Sendable, Hashable {
    /// As the rule pack writes it; a bracket stands for any one of the characters in it.
    package var text: String
    /// When finding it is reason to look at the message more closely.
    package enum Waking: Int, Sendable, Comparable {
        case never
        /// Where the message has at least `ScanTables.fewestAlphanumerics` letters and digits.
        case besideAlphanumerics
        case always

        package static func < (left: Waking, right: Waking) -> Bool { left.rawValue < right.rawValue }
    }

    package var waking: Waking
    /// Whether the word may not begin inside a run of ASCII letters and digits.
    package var bordersStart: Bool
    /// Whether the word may not end inside a run of ASCII letters and digits.
    package var bordersEnd: Bool

    package init(text: String, waking: Waking, bordersStart: Bool = true, bordersEnd: Bool = true) {
        self.text = text
        self.waking = waking
        self.bordersStart = bordersStart
        self.bordersEnd = bordersEnd
    }

    /// The words that a text with brackets stands for: `[京沪]a` is `京a` and `沪a`, `[0-9]号` ten words.
    ///
    /// - Returns: nil where a bracket does not close, or where there would be more than 4,096 words.
    package static func expand(_ text: String) -> [String]? {
        if !text.utf8.contains(UInt8(ascii: "[")) { return [text] }
        var words: [String] = [""]
        var rest = Substring(text)
        while let character = rest.first {
            var choices = [character]
            if character == "[" {
                guard let close = rest.firstIndex(of: "]") else { return nil }
                choices = members(of: rest[rest.index(after: rest.startIndex)..<close])
                rest = rest[rest.index(after: close)...]
            } else {
                rest.removeFirst()
            }
            guard !choices.isEmpty, words.count * choices.count <= 4_096 else { return nil }
            words = words.flatMap { word in choices.map { word + String($0) } }
        }
        return words
    }

    private static func members(of bracket: Substring) -> [Character] {
        var members: [Character] = []
        let characters = Array(bracket)
        var index = 0
        while index < characters.count {
            if index + 2 < characters.count, characters[index + 1] == "-", let first = characters[index].asciiValue,
                let last = characters[index + 2].asciiValue, first <= last
            {
                members += (first...last).map { Character(Unicode.Scalar($0)) }
                index += 3
            } else {
                members.append(characters[index])
                index += 1
            }
        }
        return members
    }
}
