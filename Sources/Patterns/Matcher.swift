import CPCRE2

/// What a match attempt came to.
package enum MatchOutcome: Sendable {
    case none
    /// The ranges are in the matcher until its next attempt.
    case match
    /// A limit of time or stack was hit: the answer is not known. It is counted and reported, never taken for `none`.
    case limit
}

/// One worker's working memory for matching: match data, limits and a JIT stack.
///
/// A matcher belongs to one thread at a time.
package final class Matcher {
    /// Bounds on one attempt. Depth and heap are bounds where there is no JIT; under JIT the stack is.
    private static let matchLimit: UInt32 = 200_000
    private static let depthLimit: UInt32 = 10_000
    private static let heapLimitKiB: UInt32 = 8_192
    private static let stackBytes = 512 * 1_024
    private static let maximumGroups: UInt32 = 24

    private let data: OpaquePointer
    private let context: OpaquePointer
    private let stack: OpaquePointer?
    private let offsets: UnsafeMutablePointer<Int>
    /// Groups of the last pattern that matched, the whole among them: PCRE2 leaves the offsets of others as they were.
    private var groups = 0

    package init?() {
        guard let data = pcre2_match_data_create_8(Self.maximumGroups, nil) else { return nil }
        guard let context = pcre2_match_context_create_8(nil) else {
            pcre2_match_data_free_8(data)
            return nil
        }
        pcre2_set_match_limit_8(context, Self.matchLimit)
        pcre2_set_depth_limit_8(context, Self.depthLimit)
        pcre2_set_heap_limit_8(context, Self.heapLimitKiB)
        let stack = pcre2_jit_stack_create_8(32 * 1_024, Self.stackBytes, nil)
        if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
        self.data = data
        self.context = context
        self.stack = stack
        offsets = pcre2_get_ovector_pointer_8(data)
    }

    deinit {
        if let stack { pcre2_jit_stack_free_8(stack) }
        pcre2_match_context_free_8(context)
        pcre2_match_data_free_8(data)
    }

    /// Looks for the first match that begins at or after `start`.
    ///
    /// - Parameters:
    ///   - text: folded text; look-behinds see what stands before `start`.
    ///   - start: a byte offset in `text` on a character's border.
    package func firstMatch(
        of pattern: CompiledPattern, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> MatchOutcome {
        let result =
            if pattern.hasJIT {
                pcre2_jit_match_8(pattern.code, text.baseAddress, text.count, start, 0, data, context)
            } else {
                pcre2_match_8(
                    pattern.code, text.baseAddress, text.count, start, pattern.matchOptions, data, context)
            }
        // 0 says that the pattern has more groups than the match data; the ranges kept are right.
        guard result < 0 else {
            groups = min(pattern.groupCount + 1, Int(Self.maximumGroups))
            return .match
        }
        return result == PCRE2_ERROR_NOMATCH ? .none : .limit
    }

    /// The range of a group in the last match, 0 being the whole; nil where the group took no part or there is none.
    package func range(of group: Int) -> Range<Int>? {
        guard (0..<groups).contains(group) else { return nil }
        let start = offsets[2 * group]
        let end = offsets[2 * group + 1]
        // PCRE2_UNSET is the largest size_t; `\K` in a look-ahead can put the start behind the end.
        guard start >= 0, end >= start else { return nil }
        return start..<end
    }
}
