import FenceDetection
import FenceModel

/// Names of accounts that only the trade around them tells for what they are.
///
/// A bare `@name`, or a name that stands at the end of an advertisement without any label, is how one is reached where
/// everybody has such a name. Elsewhere it is a mention or a word, so the recognisers alone give it little confidence.
enum ContactReader {
    private static let confidence = 0.62
    private static let check = "beside-trade"
    private static let length = 5...32

    /// Words of letters and digits that are no names.
    private static let technical: Set<String> = [
        "sha256", "sha512", "bcrypt", "base64", "covid19", "windows10", "windows11", "iphone12", "iphone13", "iphone14",
        "iphone15", "iphone16", "android12", "track1", "track2", "utf8mb4", "vbulletin5", "vbulletin4", "telegram",
        "breach3d",
    ]

    /// Raises what was found, and adds a name that stands alone.
    ///
    /// - Parameter rule: the one that a name without a mark is a finding of; without it none is added.
    static func read(
        _ findings: inout [Finding], by rule: Rule?, words: [FoundWord], in text: FoldedText,
        segment: UnsafeBufferPointer<UInt8>,
        base: Int
    ) {
        guard words.contains(where: { isTraded($0.kind) }) else { return }
        for index in findings.indices
        where findings[index].entity == .telegram && findings[index].confidence < confidence {
            guard findings[index].confidence >= 0.2 else { continue }
            findings[index].confidence = confidence
            findings[index].checks.append(check)
        }
        let hasName = findings.contains {
            [.telegram, .wechat, .qq, .chatHandle].contains($0.entity) && $0.confidence >= 0.5
        }
        // In Latin text a name without a mark is a word or an identifier; among Chinese characters it stands out.
        guard let rule, !hasName,
            words.contains(where: { isTraded($0.kind) && text.isHan(at: $0.characters.lowerBound) }),
            let name = lastName(in: text, words: words, findings: findings, base: base)
        else { return }
        let origin = text.origin(of: name)
        let value = String(decoding: segment[origin], as: UTF8.self)
        let normalized = String(decoding: text.text(of: name), as: UTF8.self)
        let finding = Finding(
            entity: .telegram, rule: rule.id, confidence: 0.55, checks: [check],
            span: TextSpan(start: base + origin.lowerBound, end: base + origin.upperBound),
            value: SensitiveText(value, masked: Masking.mask(value, rule.mask, entity: .telegram)),
            normalized: SensitiveText(normalized, masked: Masking.mask(normalized, rule.mask, entity: .telegram)),
            folded: value != normalized)
        let place = findings.firstIndex { $0.span.start > finding.span.start } ?? findings.endIndex
        findings.insert(finding, at: place)
    }

    private static func isTraded(_ kind: SignalTerm.Signal) -> Bool {
        kind == .goods || kind == .lookup || kind == .sourceClaim
    }

    private static func lastName(
        in text: FoldedText, words: [FoundWord], findings: [Finding], base: Int
    ) -> Range<Int>? {
        let taken = findings.map { text.characters(fromOrigin: $0.span.start - base..<$0.span.end - base) }
        var end = text.count
        while end > 0 {
            guard isNameCharacter(text.code(at: end - 1)) else {
                end -= 1
                continue
            }
            var start = end
            while start > 0, isNameCharacter(text.code(at: start - 1)) { start -= 1 }
            let range = start..<end
            if isName(range, in: text), !taken.contains(where: { $0.overlaps(range) }),
                !words.contains(where: { $0.kind != .contactWord && $0.characters.overlaps(range) })
            {
                return range
            }
            end = start
        }
        return nil
    }

    private static func isName(_ range: Range<Int>, in text: FoldedText) -> Bool {
        guard length.contains(range.count), text.isLetter(at: range.lowerBound) else { return false }
        // Part of an address, a path or a file name.
        guard ![0x40, 0x2E, 0x2F, 0x2D, 0x5C, 0x26, 0x3D].contains(text.code(at: range.lowerBound - 1)),
            ![0x40, 0x2E, 0x2F, 0x2D, 0x28, 0x3D].contains(text.code(at: range.upperBound))
                || text.code(at: range.upperBound) == 0x2E && !isNameCharacter(text.code(at: range.upperBound + 1))
        else { return false }
        guard !isLabelledNumber(range, in: text) else { return false }
        var letters = 0
        var digits = 0
        var underscores = 0
        for index in range {
            let code = text.code(at: index)
            if code == 0x5F {
                underscores += 1
            } else if NumberReader.isDigit(code) {
                digits += 1
            } else {
                letters += 1
            }
        }
        guard letters >= 3 else { return false }
        if underscores == 0, digits < 2 || range.count < 6 { return false }
        if underscores > 0, digits == 0, !endsLine(range, in: text) { return false }
        return !technical.contains(String(decoding: text.text(of: range), as: UTF8.self))
    }

    /// Whether a word for a number stands before, as 车架号: and 设备码 do.
    private static func isLabelledNumber(_ range: Range<Int>, in text: FoldedText) -> Bool {
        var index = range.lowerBound - 1
        while index >= 0, text.code(at: index) == 0x20 || text.code(at: index) == 0x3A { index -= 1 }
        // 号, 码
        return index >= 0 && (text.code(at: index) == 0x53F7 || text.code(at: index) == 0x7801)
    }

    private static func endsLine(_ range: Range<Int>, in text: FoldedText) -> Bool {
        var index = range.upperBound
        while index < text.count, [0x20, 0x2E, 0x3002, 0x21].contains(text.code(at: index)) { index += 1 }
        return index >= text.count || text.code(at: index) == 0x0A
    }

    private static func isNameCharacter(_ code: UInt32) -> Bool {
        CharacterTraits.isASCIILetter(code) || code == 0x5F || NumberReader.isDigit(code)
    }
}
