import FenceModel
import Testing

@testable import FenceDetection
@testable import FenceOffers

/// A sequence counts once in each table, whatever the size of the table that was asked first.
@Suite struct WordingPlacesTests {
    @Test(arguments: (0..<200).map { UInt64($0) })
    func smallTablesFollowFromLargeOnes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let signs = (0..<Int.random(in: 0...400, using: &random)).map { index in
            WordingSequences.Sign(code: UInt32.random(in: 0...60, using: &random), characters: index..<index + 1)
        }
        let text = FoldedText()
        let sequences = WordingSequences(WordingUnits(text, values: [], telling: nil), signs: signs)
        let large = sequences.places(inTableOf: 4_096)
        for count in [1, 64, 512, 4_096] {
            let narrowed = WordingSequences.narrowed(large, toTableOf: count)
            let asked = sequences.places(inTableOf: count)
            #expect(narrowed.map(\.place) == asked.map(\.place))
            #expect(narrowed.map(\.sequence) == asked.map(\.sequence))
            var seen: Set<UInt32> = []
            let slow = sequences.sequences.indices.filter {
                seen.insert(sequences.sequences[$0].hash & UInt32(count - 1)).inserted
            }
            #expect(asked.map { Int($0.sequence) } == slow)
        }
    }
}
