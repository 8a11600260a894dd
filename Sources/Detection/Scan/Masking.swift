package import FenceModel

/// What of a value may be shown: enough to recognise one's own, too little to use another's.
package enum Masking {
    /// Replaces all but the first and last characters that the rule lets through.
    ///
    /// At most half of a value is ever shown, whatever the rule says. Of a mail address the domain stays.
    package static func mask(_ value: String, _ mask: Rule.Mask, entity: Entity) -> String {
        if entity == .emailAddress, let at = value.lastIndex(where: { $0 == "@" || $0 == "＠" }) {
            return value[..<at].prefix(1) + "***" + value[at...]
        }
        let characters = Array(value)
        let shown = min(mask.head + mask.tail, characters.count / 2)
        let tail = min(mask.tail, shown / 2 + shown % 2, shown)
        let head = min(mask.head, shown - tail)
        let hidden = characters.count - head - tail
        return String(characters.prefix(head)) + String(repeating: "*", count: hidden)
            + String(characters.suffix(tail))
    }

    /// Shows nothing but the length.
    package static func whole(_ value: String) -> String {
        String(repeating: "*", count: value.count)
    }
}
