/// Mainland addresses: places that the gazetteer knows, from the top down, then streets, buildings and rooms.
///
/// A place's name alone is no address: somewhere below it must stand a street or village with a number, or a building.
package enum AddressValidator: Validator {
    package static let name = "address"

    private static let streets: Set<Unicode.Scalar> = ["路", "街", "道", "巷", "弄", "胡", "里", "镇", "乡", "村", "屯", "庄", "组"]
    private static let units: Set<Unicode.Scalar> = ["号", "栋", "幢", "座", "单", "室", "楼", "层", "户", "房", "弄", "组", "队"]

    package static func verdict(on candidate: Candidate) -> Verdict {
        let text = Array(Bytes.string(candidate.value).unicodeScalars)
        guard text.count >= 4 else { return .notApplicable }
        var checks: [Check] = []
        var index = 0
        var seen: Set<UInt8> = []
        while index < text.count, let place = place(at: index, in: text) {
            if seen.insert(place.level).inserted { checks.append(check(of: place.level)) }
            index += place.length
            while index < text.count, " ,-、".unicodeScalars.contains(text[index]) { index += 1 }
        }
        if checks.isEmpty {
            // 就是南京市…: the address begins where its place does, and is found there.
            if holdsPlace(in: text.prefix(Self.longestPrelude + 14)) { return .refuted("place-later") }
            checks.append(Check("place-unknown", evidence: -0.7))
        }
        let rest = text[index...]
        if rest.contains(where: streets.contains) { checks.append(Check("street", evidence: 0.6)) }
        let numbered = zip(rest, rest.dropFirst()).count { pair in
            (isNumber(pair.0)) && (units.contains(pair.1) || pair.1 == "-")
        }
        if numbered > 0 { checks.append(Check("house-number", evidence: 0.9 + 0.4 * Double(min(numbered, 3) - 1))) }
        guard !rest.isEmpty else { return .refuted("place-alone") }
        return Verdict(.proved, checks: checks)
    }

    /// Without spaces, commas and line ends, which people put between the levels as they like.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        let text = Bytes.string(value).unicodeScalars.filter { !" ,，、\n\r\t".unicodeScalars.contains($0) }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: text)
        return Array(String(result).utf8)
    }

    /// How many characters of a sentence may stand before an address in one match.
    private static let longestPrelude = 6

    private static func holdsPlace(in head: ArraySlice<Unicode.Scalar>) -> Bool {
        let text = Array(head)
        return (1..<max(2, min(longestPrelude, text.count))).contains { start in
            place(at: start, in: text).map { $0.length >= 3 && $0.level != 0x34 } ?? false
        }
    }

    private static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar) || "一二三四五六七八九十百".unicodeScalars.contains(scalar)
    }

    /// The longest place's name that begins at a character.
    static func place(at index: Int, in text: [Unicode.Scalar]) -> (length: Int, level: UInt8)? {
        let longest = min(14, text.count - index)
        guard longest > 1 else { return nil }
        var name: [UInt8] = []
        name.reserveCapacity(longest * 4)
        var ends: [Int] = []
        ends.reserveCapacity(longest)
        for scalar in text[index..<(index + longest)] {
            name.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            ends.append(name.count)
        }
        // No name goes on behind the bytes that the table's nearest line shares.
        let most = PlaceTable.names.longestSharedPrefix(with: name)
        for length in stride(from: longest, to: 1, by: -1) where ends[length - 1] <= most {
            if let level = PlaceTable.names.value(for: name[..<ends[length - 1]])?.first { return (length, level) }
        }
        return nil
    }

    private static func check(of level: UInt8) -> Check {
        switch level {
        case 0x31: Check("province", evidence: 0.9)
        case 0x32: Check("city", evidence: 0.8)
        case 0x33: Check("county", evidence: 0.9)
        default: Check("county-short", evidence: 0.3)
        }
    }
}
