/// Named fields, one a line, as HTTP and WARC heads have them.
enum HeaderLines {
    /// Names in lower case; of a repeated field the first counts.
    static func read(_ bytes: ArraySlice<UInt8>) -> [String: String] {
        var fields: [String: String] = [:]
        for line in bytes.split(separator: 0x0A).dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = ByteText.string(ByteText.trimmed(line[line.startIndex..<colon])).lowercased()
            if fields[name] == nil {
                fields[name] = ByteText.string(ByteText.trimmed(line[(colon + 1)...]))
            }
        }
        return fields
    }
}
