internal import CUchardet

/// Tells how text is encoded that says nothing of it.
package enum EncodingDetector {
    /// What a sample is.
    package enum Answer: Sendable, Hashable {
        case text(TextEncoding)
        /// Nothing but ASCII so far: the answer lies further on.
        case ascii
        case binary
    }

    /// One invalid sequence among so many valid ones is damage in UTF-8, not another encoding.
    private static let validPerDamage = 8

    /// - Parameter sample: bytes from the begin of the text, or from its first byte that is no ASCII; up to 64 KiB.
    package static func detect(_ sample: [UInt8]) -> Answer {
        var sample = sample
        // Its begin may be text; what its pages say is packed.
        if sample.starts(with: "%PDF-".utf8) { return .binary }
        if sample.contains(0) {
            if let encoding = utf16(sample) { return .text(encoding) }
            sample = withoutHoles(sample)
            guard isTextWithStrayControls(sample) else { return .binary }
        }
        let (valid, damaged) = utf8Sequences(in: sample)
        if valid == 0, damaged == 0 { return shifting(sample).map(Answer.text) ?? .ascii }
        if damaged == 0 || valid >= damaged * validPerDamage { return .text(.utf8) }
        if let encoding = utf16(sample) { return .text(encoding) }
        let guess = uchardet(sample)
        // uchardet is unsure about short texts; what reads as everyday Chinese nearly throughout is Chinese.
        let isForeign = ["EUC-KR", "EUC-JP", "SHIFT_JIS", "BIG5", "UHC"].contains(guess.uppercased())
        if !isForeign, everydayShare(of: sample) > 0.7 { return .text(.gb18030) }
        // Alphabets of one byte a letter are what uchardet calls rare Chinese characters; those hardly ever pair up so.
        let isAlphabet = !isForeign && !guess.uppercased().hasPrefix("GB") && !guess.uppercased().hasPrefix("EUC-TW")
        if isAlphabet, pairsThroughout(sample) { return .text(.gb18030) }
        return .text(TextEncoding(label: guess) ?? .utf8)
    }

    /// So many NULs in a row are a hole: where a log was cut while its writer went on, or a crash came before the bytes.
    private static let shortestHole = 16

    /// How many bytes of a hole a text begins with.
    package static func leadingHole(of text: [UInt8]) -> Int {
        let count = text.prefix { $0 == 0 }.count
        return count >= shortestHole ? count : 0
    }

    /// A sample without its holes; beside a line's end a few NULs are one too.
    private static func withoutHoles(_ sample: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(sample.count)
        var index = 0
        while index < sample.count {
            guard sample[index] == 0 else {
                result.append(sample[index])
                index += 1
                continue
            }
            let start = index
            while index < sample.count, sample[index] == 0 { index += 1 }
            let isAtLineEnd =
                start > 0 && sample[start - 1] == 0x0A
                || index < sample.count && (sample[index] == 0x0A || sample[index] == 0x0D)
            if index - start < shortestHole, !isAtLineEnd { result += sample[start..<index] }
        }
        return result
    }

    /// The encoding of a text in ASCII that shifts to other characters by escapes, as ISO 2022 does.
    private static func shifting(_ sample: [UInt8]) -> TextEncoding? {
        guard zip(sample, sample.dropFirst()).contains(where: { $0 == 0x1B && $1 == UInt8(ascii: "$") }) else {
            return nil
        }
        return TextEncoding(label: uchardet(sample)).flatMap { $0.isWrittenInASCII ? $0 : nil }
    }

    private static func uchardet(_ sample: [UInt8]) -> String {
        guard let detector = uchardet_new() else { return "" }
        defer { uchardet_delete(detector) }
        _ = sample.withUnsafeBytes { bytes in
            uchardet_handle_data(detector, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        uchardet_data_end(detector)
        return uchardet_get_charset(detector).map { String(cString: $0) } ?? ""
    }

    /// Whether NULs and other controls are so few that they are damage in a text: one in a hundred bytes.
    private static func isTextWithStrayControls(_ sample: [UInt8]) -> Bool {
        let controls = sample.count { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0x1B }
        return controls * 100 < sample.count
    }

    /// Valid sequences of more than one byte, and damaged ones; a sequence that the sample's end cuts is neither.
    private static func utf8Sequences(in sample: [UInt8]) -> (valid: Int, damaged: Int) {
        var valid = 0
        var damaged = 0
        var index = 0
        while index < sample.count {
            let lead = sample[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
            guard lead >= 0xC2, lead <= 0xF4 else {
                damaged += 1
                index += 1
                continue
            }
            var next = index + 1
            while next < sample.count, next < index + length, sample[next] & 0xC0 == 0x80 { next += 1 }
            if next == index + length {
                valid += 1
            } else if next < sample.count {
                damaged += 1
            }
            index = next
        }
        return (valid, damaged)
    }

    /// Whether every byte beyond ASCII belongs to a character of two or four bytes, as GB18030 has them.
    private static func pairsThroughout(_ sample: [UInt8]) -> Bool {
        var index = 0
        while index < sample.count {
            guard sample[index] >= 0x80 else {
                index += 1
                continue
            }
            guard sample[index] != 0x80, sample[index] != 0xFF else { return false }
            // The sample's end may cut a character.
            guard index + 1 < sample.count else { return true }
            let trail = sample[index + 1]
            if (0x30...0x39).contains(trail) {
                index += 4
            } else {
                guard trail >= 0x40, trail != 0x7F, trail != 0xFF else { return false }
                index += 2
            }
        }
        return true
    }

    /// Share of two-byte characters that lie among GB 2312's everyday ones (rows 16 to 55) and its punctuation.
    private static func everydayShare(of sample: [UInt8]) -> Double {
        var everyday = 0
        var all = 0
        var index = 0
        while index + 1 < sample.count {
            let lead = sample[index]
            guard lead >= 0x81, lead <= 0xFE else {
                index += 1
                continue
            }
            let trail = sample[index + 1]
            all += 1
            if trail >= 0xA1, (0xB0...0xD7).contains(lead) || (0xA1...0xA3).contains(lead) { everyday += 1 }
            // A four-byte character of GB18030.
            index += (0x30...0x39).contains(trail) ? 4 : 2
        }
        return all == 0 ? 0 : Double(everyday) / Double(all)
    }

    /// UTF-16 without a mark: line ends and spaces of two bytes, or NULs nearly always on one side.
    private static func utf16(_ sample: [UInt8]) -> TextEncoding? {
        guard sample.count >= 4 else { return nil }
        var zeroFirst = 0
        var zeroSecond = 0
        var hanLittle = 0
        var hanBig = 0
        let units = sample.count / 2
        for unit in 0..<units {
            let first = sample[2 * unit]
            let second = sample[2 * unit + 1]
            if first == 0, second == 0 { return nil }
            let isHanLittle = (0x4E...0x9F).contains(second)
            let isHanBig = (0x4E...0x9F).contains(first)
            if isHanLittle { hanLittle += 1 }
            if isHanBig { hanBig += 1 }
            // 一 is U+4E00: its zero is no sign of the other order.
            if first == 0, !isHanLittle { zeroFirst += 1 }
            if second == 0, !isHanBig { zeroSecond += 1 }
        }
        if zeroSecond > 0, zeroFirst == 0 || zeroSecond > 20 * zeroFirst, zeroSecond + hanLittle > units * 6 / 10 {
            return .utf16LittleEndian
        }
        if zeroFirst > 0, zeroSecond == 0 || zeroFirst > 20 * zeroSecond, zeroFirst + hanBig > units * 6 / 10 {
            return .utf16BigEndian
        }
        return nil
    }
}
