import FenceDetection
package import FenceModel
package import FenceOffers

/// What may be shown of the names of authors and channels.
extension MessageScanner {
    /// Fewest digits of a number of another country.
    private static let leastDigits = 7
    /// Longest name, in bytes.
    private static let longestName = 1_024
    /// Probability from which on a value in a name is hidden.
    private static let likely = 0.5

    /// A message's report, with the names in its origin as they may be shown.
    package func report(
        _ findings: [Finding], _ signals: MessageSignals?, of origin: MessageOrigin
    ) -> MessageReport {
        var origin = origin
        origin.maskedAuthor = origin.author.flatMap(masked(name:))
        origin.maskedChannel = origin.channel.flatMap(masked(name:))
        return MessageReport(findings: findings, signals: signals, origin: origin)
    }

    /// A name without the values in it.
    ///
    /// - Returns: nil where there are none, as in nearly all names.
    package func masked(name: String) -> String? {
        var name = name
        return name.withUTF8 { bytes in
            // Whatever it is, nobody is called so.
            guard bytes.count <= Self.longestName else { return NameMask.tag(of: bytes) }
            var spans = wakes(forName: bytes) ? values(in: bytes) : []
            if spans.isEmpty, Self.isForeignNumber(bytes) { spans = [0..<bytes.count] }
            return spans.isEmpty ? nil : NameMask.mask(bytes, hiding: spans)
        }
    }

    private func values(in name: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        scan(name: name).filter { $0.confidence >= Self.likely && Self.isHidden($0.entity) }
            .map { $0.span.start..<$0.span.end }
    }

    /// Accounts and names are what an author is known by; numbers of documents and ways to reach a person are not for all eyes.
    private static func isHidden(_ entity: Entity) -> Bool {
        switch entity {
        case .qq, .wechat, .telegram, .chatHandle, .person, .address, .ipAddress: false
        default: true
        }
    }

    /// `+44 20 7946 0000`: a plus, digits and what groups them, and nothing else.
    private static func isForeignNumber(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard name.contains(UInt8(ascii: "+")) else { return false }
        var digits = 0
        for scalar in String(decoding: name, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "0"..."9": digits += 1
            case "+": break
            // Marks of direction, no-break spaces and hyphens, as messengers write them.
            case " ", "(", ")", "-", ".", "\u{A0}", "\u{200B}"..."\u{2011}", "\u{202A}"..."\u{202F}": break
            default: return false
            }
        }
        return digits >= leastDigits
    }
}
