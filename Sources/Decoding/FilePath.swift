/// Where a file lies. The system's paths are bytes, which need not be UTF-8: archives of Chinese systems unpack names in GBK.
package struct FilePath: Sendable, Hashable {
    /// As it is shown: what is no UTF-8 is read as the encoding that it seems to be in.
    package let text: String
    /// As the system has it.
    package let bytes: [UInt8]

    package init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private init(text: String, bytes: [UInt8]) {
        self.text = text
        self.bytes = bytes
    }

    /// What lies in the folder under a name.
    package func child(_ name: [UInt8]) -> FilePath {
        let separator = text.hasSuffix("/") ? "" : "/"
        return FilePath(text: text + separator + Self.text(of: name), bytes: bytes + Array(separator.utf8) + name)
    }

    /// Hands on the path as C has it.
    package func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
        return terminated.withUnsafeBufferPointer { pointer in
            // It holds a NUL at least, so it has an address.
            pointer.baseAddress.map(body) ?? "".withCString(body)
        }
    }

    /// A name as text. Who wrote it in another encoding than UTF-8 does not say so.
    static func text(of name: [UInt8]) -> String {
        if let valid = String(validating: name, as: UTF8.self) { return valid }
        guard case .text(let encoding) = EncodingDetector.detect(name), encoding != .utf8,
            let transcoder = Transcoder(from: encoding)
        else { return String(decoding: name, as: UTF8.self) }
        var decoded: [UInt8] = []
        transcoder.convert(name, isLast: true, into: &decoded)
        return String(decoding: decoded, as: UTF8.self)
    }
}
