/// A zip archive whose members are not compressed.
package func storedZip(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
    func little(_ number: Int, _ bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
        let sizes = little(content.count, 4) + little(content.count, 4)
        let facts = little(20, 2) + little(0, 4) + little(0x5621_0000, 4) + little(crc32(content), 4) + sizes
        let lengths = little(name.utf8.count, 2) + little(0, 2)
        directory += [0x50, 0x4B, 0x01, 0x02] + little(20, 2) + facts + lengths + little(0, 10)
        directory += little(archive.count, 4) + Array(name.utf8)
        archive += [0x50, 0x4B, 0x03, 0x04] + facts + lengths + Array(name.utf8) + content
    }
    let counts = little(members.count, 2) + little(members.count, 2)
    let end = [0x50, 0x4B, 0x05, 0x06] + little(0, 4) + counts + little(directory.count, 4) + little(archive.count, 4)
    return archive + directory + end + little(0, 2)
}

private func crc32(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = .max
    for byte in bytes {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return Int(~sum)
}
