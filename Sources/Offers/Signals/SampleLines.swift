import FenceDetection
import FenceModel

/// Counts lines that look like a record of a person: at least two kinds of personal data side by side.
enum SampleLines {
    private static let recordEntities: Set<Entity> = [
        .residentID, .passport, .licensePlate, .hongKongID, .taiwanID, .phoneNumber, .bankCard, .emailAddress, .address,
        .person, .credential, .socialSecurity, .drivingLicense, .imei,
    ]

    /// What a list of names and contacts does not hold.
    private static let sensitiveEntities = recordEntities.subtracting([.person, .phoneNumber, .emailAddress])

    /// - Parameter characters: the folded characters of each finding.
    /// - Returns: the records, and how many of them hold more than name and contact.
    static func count(
        in text: FoldedText, findings: [Finding], characters: [Range<Int>]
    ) -> (samples: Samples, sensitive: Int) {
        guard findings.count >= 2 || findings.contains(where: { $0.entity == .credential }) else {
            return (Samples(records: 0, validated: 0), 0)
        }
        let order = findings.indices.sorted { characters[$0].lowerBound < characters[$1].lowerBound }
        var samples = Samples(records: 0, validated: 0)
        var sensitive = 0
        var kinds: Set<Entity> = []
        var isValidated = false
        var lineEnd = 0
        func closeLine() {
            if kinds.count >= 2 {
                samples.records += 1
                if isValidated { samples.validated += 1 }
                if !kinds.isDisjoint(with: sensitiveEntities) { sensitive += 1 }
            }
            kinds = []
            isValidated = false
        }
        for index in order where recordEntities.contains(findings[index].entity) {
            let start = characters[index].lowerBound
            if start >= lineEnd {
                closeLine()
                lineEnd = start
                while lineEnd < text.count, text.code(at: lineEnd) != 0x0A { lineEnd += 1 }
            }
            kinds.insert(findings[index].entity)
            isValidated = isValidated || findings[index].checkDigitVerified || findings[index].confidence >= 0.9
        }
        closeLine()
        return (samples, sensitive)
    }
}
