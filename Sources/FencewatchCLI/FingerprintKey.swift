import FenceDigest
import FenceModel
import FencePipeline
import Foundation

/// The user's key for fingerprints.
enum FingerprintKey {
    /// Fewest bytes of a key: whoever can try all keys can try all numbers under each.
    private static let leastBytes = 16
    /// Most bytes that are read of a key file: a longer key is no better, and the file is another.
    private static let mostBytes = 65_536

    /// - Throws: `FencewatchError` where the named file cannot be read, or the key is too short.
    static func fingerprinter(keyFile: String?) throws -> Fingerprinter? {
        if let keyFile {
            let key: [UInt8]
            do {
                key = try FileReader(named: keyFile).read(mostBytes)
            } catch {
                throw FencewatchError(
                    error.code, "The key file cannot be read.", location: keyFile, cause: error.cause ?? error.message)
            }
            return try fingerprinter(key: key.trimmingNewlines, from: keyFile)
        }
        guard let key = ProcessInfo.processInfo.environment["FENCEWATCH_KEY"], !key.isEmpty else { return nil }
        return try fingerprinter(key: Array(key.utf8), from: "FENCEWATCH_KEY")
    }

    private static func fingerprinter(key: [UInt8], from place: String) throws(FencewatchError) -> Fingerprinter {
        guard key.count >= leastBytes else {
            throw FencewatchError(
                .invalidArgument,
                "A key has at least \(leastBytes) bytes, and this one \(key.count); make one by "
                    + "'openssl rand -hex 32 > key' or 'head -c 32 /dev/urandom | base64 > key'.", location: place)
        }
        return Fingerprinter(key: key)
    }
}

extension [UInt8] {
    /// Without the line end that editors add.
    fileprivate var trimmingNewlines: [UInt8] {
        var bytes = self
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        return bytes
    }
}
