/// Names the kind of a stored password by its form.
enum PasswordHash {
    static func kind(of text: [UInt8]) -> String? {
        let word = Bytes.string(text)
        for (start, kind) in [
            ("$2a$", "bcrypt"), ("$2b$", "bcrypt"), ("$2y$", "bcrypt"), ("$1$", "md5crypt"), ("$5$", "sha256crypt"),
            ("$6$", "sha512crypt"), ("$y$", "yescrypt"), ("$argon2", "argon2"), ("$p$", "phpass"), ("$h$", "phpass"),
            ("$apr1$", "apr1"), ("$s$", "drupal7"), ("pbkdf2_sha256$", "pbkdf2-sha256"),
            ("pbkdf2_sha1$", "pbkdf2-sha1"),
            ("{ssha}", "ssha"), ("{sha}", "sha1-base64"), ("scrypt:", "scrypt"), ("pbkdf2:", "pbkdf2"),
        ] where word.hasPrefix(start) { return kind }
        if text.count == 41, text[0] == 0x2A, isHexadecimal(text[1...]) { return "mysql41" }
        // Salted forms hold the salt behind a colon.
        let digest = text.prefix { $0 != 0x3A }
        guard isHexadecimal(digest) else { return nil }
        return switch digest.count {
        case 16 where digest.contains(where: Bytes.isDigit) && digest.contains(where: Bytes.isLower): "md5-16"
        case 32: "md5"
        case 40: "sha1"
        case 56: "sha224"
        case 64: "sha256"
        case 96: "sha384"
        case 128: "sha512"
        default: nil
        }
    }

    static func isHexadecimal(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.allSatisfy { Bytes.isDigit($0) || (0x61...0x66).contains($0) || (0x41...0x46).contains($0) }
    }
}
