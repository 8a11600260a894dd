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

    /// The first field of that name, in lower case, before the head's end.
    static func value(of name: StaticString, in bytes: ArraySlice<UInt8>) -> String? {
        let wanted = Array(name.description.utf8)
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            let line = ByteText.trimmed(rest[rest.startIndex..<end])
            if line.isEmpty { return nil }
            rest = rest[(end + 1)...]
            guard line.count > wanted.count, line[line.startIndex + wanted.count] == UInt8(ascii: ":") else { continue }
            if ByteText.lowercased(line.prefix(wanted.count)) == wanted {
                return ByteText.string(ByteText.trimmed(line.dropFirst(wanted.count + 1)))
            }
        }
        return nil
    }
}
