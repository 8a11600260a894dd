import CPCRE2

/// A PCRE2 program with its JIT code, where this system lets there be any: immutable, shared by any number of threads.
///
/// The pointer is freed once, when the last reference goes; PCRE2 documents compiled code as safe to share.
package final class CompiledPattern: @unchecked Sendable {
    let code: OpaquePointer
    /// Named groups by number, in order of number.
    package let groupNames: [(number: Int, name: String)]
    /// Number of the group `value`, or 0 for the whole match.
    package let valueGroup: Int

    /// How an expression is meant.
    package enum Dialect: Sendable {
        /// PCRE2, matched on folded text.
        case folded
        /// RE2, matched on text as written: there `$` is the end of the text, not the place before a last line end.
        case written
    }

    /// Number of groups in the expression, named or not.
    package let groupCount: Int
    /// Whether it was made machine code of. Without, it is matched some ten times as slowly, with the same outcome.
    package let hasJIT: Bool
    /// What the slow way needs to be told: that the text's encoding was looked at already.
    let matchOptions: UInt32

    /// Compiles an expression.
    ///
    /// - Parameters:
    ///   - isAnchored: whether it is tried at the very place that one asks for, and not searched for behind it.
    ///   - isTextValid: whether it will be tried on valid UTF-8 alone: code that need not doubt each byte is faster.
    ///   - wantsJIT: false to do without, as where the system refuses it.
    /// - Throws: `PatternError` where PCRE2 refuses the expression or cannot make JIT code for what it is.
    package init(
        _ source: String, dialect: Dialect = .folded, isAnchored: Bool = false, isTextValid: Bool = false,
        wantsJIT: Bool = true
    ) throws(PatternError) {
        var errorCode: Int32 = 0
        var errorOffset = 0
        var options = UInt32(PCRE2_UTF) | UInt32(PCRE2_NEVER_UCP)
        if !isTextValid { options |= UInt32(PCRE2_MATCH_INVALID_UTF) }
        if dialect == .written { options |= UInt32(PCRE2_DOLLAR_ENDONLY) }
        if isAnchored { options |= UInt32(PCRE2_ANCHORED) }
        var source = source
        let compiled = source.withUTF8 { text in
            pcre2_compile_8(text.baseAddress, text.count, options, &errorCode, &errorOffset, nil)
        }
        guard let compiled else {
            throw PatternError(cause: PatternError.text(of: errorCode), offset: errorOffset)
        }
        let jit = wantsJIT ? pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) : PCRE2_ERROR_JIT_BADOPTION
        switch jit {
        case 0: hasJIT = true
        // A PCRE2 without JIT, or a system that allows no memory to be written and run: systemd's MemoryDenyWriteExecute,
        // SELinux' execmem.
        case PCRE2_ERROR_JIT_BADOPTION, PCRE2_ERROR_NOMEMORY: hasJIT = false
        default:
            pcre2_code_free_8(compiled)
            throw PatternError(cause: "no JIT code: \(PatternError.text(of: jit))", offset: nil)
        }
        matchOptions = isTextValid ? UInt32(PCRE2_NO_UTF_CHECK) : 0
        code = compiled
        var groups: UInt32 = 0
        pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &groups)
        groupCount = Int(groups)
        groupNames = Self.groupNames(of: compiled)
        valueGroup = groupNames.first { $0.name == "value" }?.number ?? 0
    }

    deinit {
        pcre2_code_free_8(code)
    }

    private static func groupNames(of code: OpaquePointer) -> [(number: Int, name: String)] {
        var count: UInt32 = 0
        var entrySize: UInt32 = 0
        var table: UnsafePointer<UInt8>?
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
        guard let table else { return [] }
        // An entry is the group's number in two bytes, high byte first, then its name with a NUL behind it.
        let names = (0..<Int(count)).map { index in
            let entry = table + index * Int(entrySize)
            return (number: Int(entry[0]) << 8 | Int(entry[1]), name: String(cString: entry + 2))
        }
        return names.sorted { $0.number < $1.number }
    }
}

/// Why an expression cannot be used.
package struct PatternError: Error, Sendable {
    /// PCRE2's own words.
    package var cause: String
    /// Byte of the expression at which the fault lies, where PCRE2 says so.
    package var offset: Int?

    static func text(of code: Int32) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
            let length = pcre2_get_error_message_8(code, buffer.baseAddress, buffer.count)
            return length > 0 ? String(decoding: buffer[..<Int(length)], as: UTF8.self) : "error \(code)"
        }
    }
}
