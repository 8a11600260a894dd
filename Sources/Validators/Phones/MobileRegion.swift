/// Where a range of mainland mobile numbers was first issued.
enum MobileRegion {
    /// By byte: the digit of base 90 that it stands for.
    private static let alphabet: [UInt8] = {
        var values = [UInt8](repeating: 0, count: 256)
        var next: UInt8 = 0
        for byte in 0x21...0x7E where ![0x22, 0x23, 0x5C].contains(byte) && next < 90 {
            values[byte] = next
            next += 1
        }
        return values
    }()

    /// Names by number; empty where no region has the number.
    private static let names: [String?] = {
        var names: [String?] = []
        MobileRegionTable.regions.forEach { key, name in
            guard let number = Bytes.number(key), number > 0 else { return }
            while names.count <= number { names.append(nil) }
            names[number] = Bytes.string(name)
        }
        return names
    }()

    /// Where the runs of each block of four digits stand in the table.
    private static let blocks: [Range<Int>?] = {
        var blocks = [Range<Int>?](repeating: nil, count: 10_000)
        MobileRegionTable.blocks.forEach { key, runs in
            guard let number = Bytes.number(key), blocks.indices.contains(number) else { return }
            blocks[number] = runs.indices
        }
        return blocks
    }()

    /// The region's name in Chinese, of a number's first seven digits.
    static func name(of number: some Collection<UInt8>) -> String? {
        let head = number.prefix(7)
        guard head.count == 7, let digits = Bytes.number(head), let block = blocks[digits / 1_000] else { return nil }
        let place = digits % 1_000
        let bytes = MobileRegionTable.blocks.bytes
        let runs = bytes.span
        let alphabet = alphabet
        func value(_ byte: UInt8) -> Int { Int(alphabet[Int(byte)]) }
        var covered = 0
        var index = block.lowerBound
        while index + 2 < block.upperBound {
            covered += value(runs[index + 2])
            if covered > place {
                let region = value(runs[index]) * 90 + value(runs[index + 1])
                return names.indices.contains(region) ? names[region] : nil
            }
            index += 3
        }
        return nil
    }
}
