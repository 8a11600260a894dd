import FenceDigest
import FenceModel
import Foundation

/// The user's key for fingerprints.
enum FingerprintKey {
    /// - Throws: `FencewatchError` where the named file cannot be read or holds nothing.
    static func fingerprinter(keyFile: String?) throws -> Fingerprinter? {
        if let keyFile {
            guard let data = FileManager.default.contents(atPath: keyFile) else {
                throw FencewatchError(.unreadable, "The key file cannot be read.", location: keyFile)
            }
            let key = Array(data).trimmingNewlines
            guard !key.isEmpty else {
                throw FencewatchError(.invalidArgument, "The key file is empty.", location: keyFile)
            }
            return Fingerprinter(key: key)
        }
        guard let key = ProcessInfo.processInfo.environment["FENCEWATCH_KEY"], !key.isEmpty else { return nil }
        return Fingerprinter(key: Array(key.utf8))
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
