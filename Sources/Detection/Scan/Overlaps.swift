import FenceModel

/// Keeps one reading of every stretch of text: one number, one finding.
enum Overlaps {
    /// Better proof first: a verified check digit beats a shape, then the longest reading that is more likely than not,
    /// then the likelier one.
    ///
    /// - Parameter role: how a rule's values stand to those of others.
    static func resolve(_ readings: inout [Reading], role: (Int) -> Role) {
        guard readings.count > 1 else { return }
        var containers = readings.filter { role($0.rule) == .container }
        let imported = withoutEchoes(
            readings.filter { role($0.rule) == .imported || role($0.rule) == .importedGeneric },
            isGeneric: { role($0) == .importedGeneric })
        readings.removeAll { role($0.rule) != .value && role($0.rule) != .secret }
        compete(&readings)
        guard !containers.isEmpty || !imported.isEmpty else { return }
        compete(&containers)
        // Inside a container only what is proved by itself counts: half a password is no name. A secret that a rule of the
        // user's names is not named a second time.
        readings.removeAll { reading in
            containers.contains { $0.characters.overlaps(reading.characters) } && reading.logOdds < leastInside
                || imported.contains { $0.characters.overlaps(reading.characters) }
                    && (role(reading.rule) == .secret || reading.logOdds < leastInside)
        }
        readings = (readings + containers + imported).sorted { $0.characters.lowerBound < $1.characters.lowerBound }
    }

    /// How the values of a rule stand to those of other rules.
    enum Role {
        /// One of many readings of a stretch of text, of which the best stays.
        case value
        /// The same, for keys and tokens of the pack.
        case secret
        /// Holds other values, as account and password together hold a mail address.
        case container
        /// Found by a rule for secrets that the user brought: every such rule speaks for itself, as in gitleaks.
        case imported
        /// The same, but it only says that there is some secret; another rule's word for it is better.
        case importedGeneric
    }

    /// Imported readings without those of generic rules that another one covers, as gitleaks leaves them out.
    private static func withoutEchoes(_ readings: [Reading], isGeneric: (Int) -> Bool) -> [Reading] {
        readings.filter { reading in
            !isGeneric(reading.rule)
                || !readings.contains { !isGeneric($0.rule) && $0.characters.overlaps(reading.characters) }
        }
    }

    /// Log-odds (probability 0.8) from which a reading counts inside a container.
    private static let leastInside = 1.4

    private static func compete(_ readings: inout [Reading]) {
        guard holdOverlap(readings) else {
            return readings.sort { $0.characters.lowerBound < $1.characters.lowerBound }
        }
        readings.sort(by: isBetter)
        var kept: [Reading] = []
        // Kept readings do not overlap, so ordering them by start keeps the search for a clash logarithmic.
        for reading in readings {
            let index = kept.partitionPoint { $0.characters.lowerBound < reading.characters.lowerBound }
            let clashesBefore = index > 0 && kept[index - 1].characters.upperBound > reading.characters.lowerBound
            let clashesAfter =
                index < kept.count && kept[index].characters.lowerBound < reading.characters.upperBound
            if !clashesBefore, !clashesAfter { kept.insert(reading, at: index) }
        }
        readings = kept
    }

    /// Whether some of them read the same characters; not asked of many, of which some always do.
    private static func holdOverlap(_ readings: [Reading]) -> Bool {
        guard readings.count <= fewReadings else { return true }
        for index in readings.indices {
            let characters = readings[index].characters
            for other in 0..<index where readings[other].characters.overlaps(characters) { return true }
        }
        return false
    }

    private static let fewReadings = 8

    /// Log-odds (probability 0.8) from which a verified check digit outranks every shape: where the words around speak
    /// against it, one number in ten would pass a Luhn sum by chance.
    private static let leastProved = 1.4

    private static func isBetter(_ left: Reading, _ right: Reading) -> Bool {
        let isLeftProved = left.checkDigitVerified && left.logOdds >= leastProved
        let isRightProved = right.checkDigitVerified && right.logOdds >= leastProved
        if isLeftProved != isRightProved { return isLeftProved }
        if (left.logOdds > 0) != (right.logOdds > 0) { return left.logOdds > 0 }
        if left.characters.count != right.characters.count { return left.characters.count > right.characters.count }
        if left.logOdds != right.logOdds { return left.logOdds > right.logOdds }
        return left.rule < right.rule
    }
}
