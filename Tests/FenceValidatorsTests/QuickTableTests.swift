import TestSupport
import Testing

@testable import FenceValidators

/// Quick ways through the tables beside the slow, obvious ones.
@Suite struct QuickTableTests {
    private static let seed: UInt64 = 20_261_125

    /// The longest name first, each searched for by itself.
    private static func slowPlace(at index: Int, in text: [Unicode.Scalar]) -> (length: Int, level: UInt8)? {
        for length in stride(from: min(14, text.count - index), to: 1, by: -1) {
            let name = text[index..<(index + length)].flatMap { Array(String($0).utf8) }
            if let level = PlaceTable.names.value(for: name)?.first { return (length, level) }
        }
        return nil
    }

    @Test("places are found as by trying every length")
    func findsPlaces() {
        var random = SeededGenerator(seed: Self.seed)
        var names: [[Unicode.Scalar]] = []
        PlaceTable.names.forEach { key, _ in names.append(Array(Bytes.string(key).unicodeScalars)) }
        for _ in 0..<3_000 {
            var text: [Unicode.Scalar] = []
            for _ in 0..<3 {
                let name = names[Int.random(in: names.indices, using: &random)]
                text += name.prefix(Int.random(in: 1...name.count, using: &random))
                if Bool.random(using: &random) {
                    text.append(["路", "1", "号", "a"].randomElement(using: &random) ?? "1")
                }
            }
            for index in text.indices {
                let quick = AddressValidator.place(at: index, in: text)
                let slow = Self.slowPlace(at: index, in: text)
                #expect(quick?.length == slow?.length && quick?.level == slow?.level)
            }
        }
    }

    @Test("regions of mobile numbers are those of the table")
    func findsRegions() {
        var random = SeededGenerator(seed: Self.seed)
        for _ in 0..<2_000 {
            let number =
                [0x31, UInt8.random(in: 0x33...0x39, using: &random)]
                + (0..<9).map { _ in UInt8.random(in: 0x30...0x39, using: &random) }
            #expect(MobileRegion.name(of: number) == Self.slowRegion(of: number))
        }
        #expect(MobileRegion.name(of: Array("138".utf8)) == nil)
        #expect(MobileRegion.name(of: Array("1380000".utf8)) != nil)
    }

    private static func slowRegion(of number: [UInt8]) -> String? {
        guard let place = Bytes.number(number[4..<7]), let block = MobileRegionTable.blocks.value(for: number[..<4])
        else { return nil }
        let alphabet = (0x21...0x7E).filter { ![0x22, 0x23, 0x5C].contains($0) }.prefix(90).map { UInt8($0) }
        let values = block.map { alphabet.firstIndex(of: $0) ?? 0 }
        var covered = 0
        for run in stride(from: 0, to: values.count - 2, by: 3) {
            covered += values[run + 2]
            guard covered > place else { continue }
            let region = Array(String(values[run] * 90 + values[run + 1]).utf8)
            var name: String?
            MobileRegionTable.regions.forEach { key, value in
                if Bytes.number(key) == Bytes.number(region), Bytes.number(key) != 0 { name = Bytes.string(value) }
            }
            return name
        }
        return nil
    }

    @Test(
        "hashes are those of the standards",
        arguments: [
            ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
            ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        ])
    func hashesByKeccak(_ text: String, _ digest: String) {
        #expect(Self.hexadecimal(Keccak256.hash(Array(text.utf8))) == digest)
    }

    @Test(
        "hashes are those of FIPS 180-4",
        arguments: [
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func hashesBySHA(_ text: String, _ digest: String) {
        #expect(Self.hexadecimal(SHA256.hash(Array(text.utf8))) == digest)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
