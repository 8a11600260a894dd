import FenceModel
import TestSupport
import Testing

@testable import FenceDetection
@testable import FenceOffers

/// A known sequence counts once, with the weights that its key has, and an unknown one never.
@Suite struct WordingTableTests {
    @Test(arguments: (0..<100).map { UInt64($0) })
    func findsWhatIsKnown(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let signs = (0..<Int.random(in: 0...400, using: &random)).map { index in
            WordingSequences.Sign(code: UInt32.random(in: 0...60, using: &random), characters: index..<index + 1)
        }
        let sequences = WordingSequences(WordingUnits(FoldedText(), values: [], telling: nil), signs: signs).sequences
        // Some of the text's own keys, and others that share their lowest or all upper bits.
        var keys = Set(sequences.map { WordingTable.key(of: $0.hash) }.filter { _ in Bool.random(using: &random) })
        for key in keys where Bool.random(using: &random) {
            keys.formUnion([key ^ 0x80_0000, key ^ 1].filter { _ in Bool.random(using: &random) })
        }
        let known = keys.sorted().map { key in
            Wording.Sequence(
                key: key, trade: Int8.random(in: -31...31, using: &random), request: 1,
                lookup: Int8.random(in: -31...31, using: &random))
        }
        let scale = Wording.Scale(prior: -1, step: 0.1)
        let table = WordingTable(
            Wording(
                glance: Wording.Glance(scale: scale, least: 0, sequences: []), trade: scale, request: scale,
                lookup: scale, sequences: seed % 4 == 0 ? known.shuffled(using: &random) : known))
        let byKey = Dictionary(uniqueKeysWithValues: known.map { ($0.key, $0) })
        var seen: Set<UInt32> = []
        let slow = sequences.indices.filter { place in
            let key = WordingTable.key(of: sequences[place].hash)
            return byKey[key] != nil && seen.insert(key).inserted
        }
        let matches = table.matches(in: sequences)
        #expect(matches.map(\.place) == slow)
        #expect(matches.map(\.weights) == slow.compactMap { byKey[WordingTable.key(of: sequences[$0].hash)] })
    }
}
