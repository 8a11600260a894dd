/// Keeps one reading of every stretch of text: one number, one finding.
enum Overlaps {
    /// Better proof first: a verified check digit beats a shape, then the longest reading that is more likely than not,
    /// then the likelier one.
    ///
    /// - Parameter isContainer: whether a rule's values hold others, as account and password together hold a mail address:
    ///   such readings compete among themselves.
    static func resolve(_ readings: inout [Reading], isContainer: (Int) -> Bool) {
        guard readings.count > 1 else { return }
        var containers = readings.filter { isContainer($0.rule) }
        guard !containers.isEmpty else { return compete(&readings) }
        readings.removeAll { isContainer($0.rule) }
        compete(&containers)
        compete(&readings)
        // Inside a container only what is proved by itself counts: half a password is no name.
        readings.removeAll { reading in
            containers.contains { $0.characters.overlaps(reading.characters) } && reading.logOdds < leastInside
        }
        readings = (readings + containers).sorted { $0.characters.lowerBound < $1.characters.lowerBound }
    }

    /// Log-odds (probability 0.8) from which a reading counts inside a container.
    private static let leastInside = 1.4

    private static func compete(_ readings: inout [Reading]) {
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

    private static func isBetter(_ left: Reading, _ right: Reading) -> Bool {
        if left.checkDigitVerified != right.checkDigitVerified { return left.checkDigitVerified }
        if (left.logOdds > 0) != (right.logOdds > 0) { return left.logOdds > 0 }
        if left.characters.count != right.characters.count { return left.characters.count > right.characters.count }
        if left.logOdds != right.logOdds { return left.logOdds > right.logOdds }
        return left.rule < right.rule
    }
}
