/// IP addresses of both versions; private, local, documentation and reserved ranges are no person's.
package enum IPAddressValidator: Validator {
    package static let name = "ip-address"

    package static func verdict(on candidate: Candidate) -> Verdict {
        if let mapped = mappedIPv4(candidate.value) {
            guard let octets = octets(of: mapped) else { return .refuted("ipv4-form") }
            return Verdict(
                .proved, checks: [Check("ipv6-form", evidence: 1.5), check(of: octets)],
                attributes: [Attribute("version", "4")])
        }
        if candidate.value.contains(0x3A) {
            guard let groups = sixteenBitGroups(of: candidate.value) else { return .refuted("ipv6-form") }
            let isPublic = groups[0] & 0xE000 == 0x2000 && !(groups[0] == 0x2001 && groups[1] == 0x0DB8)
            return Verdict(
                .proved,
                checks: [
                    Check("ipv6-form", evidence: 1.5), isPublic ? Check("public-range", evidence: 0.7) : reserved,
                ],
                attributes: [Attribute("version", "6")])
        }
        guard let octets = octets(of: candidate.value) else { return .refuted("ipv4-form") }
        return Verdict(
            .proved, checks: [Check("ipv4-form", evidence: 0.3), check(of: octets)],
            attributes: [Attribute("version", "4")])
    }

    /// The address within an IPv4-mapped one, `::ffff:a.b.c.d` (RFC 4291, section 2.5.5.2), or nil.
    private static func mappedIPv4(_ value: [UInt8]) -> [UInt8]? {
        guard value.contains(0x2E), let colon = value.lastIndex(of: 0x3A) else { return nil }
        return Array(value[(colon + 1)...])
    }

    /// IPv6 with all eight groups, without leading zeros; IPv4 as written, also where IPv6 maps it.
    package static func normalized(_ value: [UInt8]) -> [UInt8] {
        if let mapped = mappedIPv4(value) { return mapped }
        guard value.contains(0x3A), let groups = sixteenBitGroups(of: value) else { return value }
        return Array(groups.map { String($0, radix: 16) }.joined(separator: ":").utf8)
    }

    private static let reserved = Check("reserved-range", evidence: -2.5)

    private static func check(of octets: [Int]) -> Check {
        switch (octets[0], octets[1]) {
        case (10, _), (127, _), (0, _), (192, 168), (172, 16...31), (169, 254), (100, 64...127), (224...255, _),
            (198, 18...19):
            reserved
        case (192, 0) where octets[2] == 2 || octets[2] == 0, (198, 51) where octets[2] == 100,
            (203, 0) where octets[2] == 113:
            reserved
        // Version numbers look like addresses with small numbers in all places.
        case (1...9, 0...9) where octets[2] < 10 && octets[3] < 10: Check("version-number-like", evidence: -2)
        default: Check("public-range", evidence: 0.7)
        }
    }

    private static func octets(of value: [UInt8]) -> [Int]? {
        let parts = value.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let octets = parts.compactMap { part -> Int? in
            guard part.count <= 3, part.count == 1 || part.first != 0x30 else { return nil }
            return Bytes.number(part).flatMap { $0 <= 255 ? $0 : nil }
        }
        return octets.count == 4 ? octets : nil
    }

    /// The eight groups of RFC 4291 text, `::` filled.
    private static func sixteenBitGroups(of value: [UInt8]) -> [UInt16]? {
        let text = Bytes.string(value)
        let colons = value.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard colons.count >= 3, colons.count <= 9 else { return nil }
        var groups: [UInt16] = []
        var gap: Int?
        for (place, part) in colons.enumerated() {
            if part.isEmpty {
                let isEdge = place == 0 || place == colons.count - 1
                if isEdge, colons.count > 2 { continue }
                guard gap == nil else { return nil }
                gap = groups.count
                continue
            }
            guard part.count <= 4, let group = UInt16(Bytes.string(part), radix: 16) else { return nil }
            groups.append(group)
        }
        if text.hasPrefix("::") || text.hasSuffix("::") {
            gap = gap ?? (text.hasPrefix("::") ? 0 : groups.count)
        } else if text.hasPrefix(":") || text.hasSuffix(":") {
            return nil
        }
        guard let gap else { return groups.count == 8 ? groups : nil }
        guard groups.count < 8 else { return nil }
        groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
        return groups
    }
}
