import Foundation

enum GzipFile {
    /// A gzip file that holds text as it is (RFC 1952, RFC 1951 3.2.4).
    static func stored(_ text: String) -> Data {
        let bytes = Array(text.utf8)
        var checksum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            checksum ^= UInt32(byte)
            for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        func little(_ value: UInt32, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(60_000)
            rest = rest.dropFirst(block.count)
            let length = UInt32(block.count)
            file += [rest.isEmpty ? 1 : 0] + little(length, 2) + little(~length, 2) + block
        } while !rest.isEmpty
        return Data(file + little(~checksum, 4) + little(UInt32(bytes.count), 4))
    }
}
