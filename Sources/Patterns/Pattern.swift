import Synchronization

/// An expression that is compiled when it is first needed, once, whichever thread comes first.
///
/// Compiling every rule of a pack with JIT takes longer than starting the program should; most inputs need few of them.
package final class Pattern: Sendable {
    package let source: String
    private let dialect: CompiledPattern.Dialect
    private let isAnchored: Bool
    private let state = Mutex<Result<CompiledPattern, PatternError>?>(nil)

    package init(_ source: String, dialect: CompiledPattern.Dialect = .folded, isAnchored: Bool = false) {
        self.source = source
        self.isAnchored = isAnchored
        self.dialect = dialect
    }

    /// The compiled program. A worker keeps it, so that the lock is taken once a worker and pattern.
    package func compiled() throws(PatternError) -> CompiledPattern {
        let result = state.withLock { state in
            if let state { return state }
            let result = Result { () throws(PatternError) in
                // Folded text is always valid.
                try CompiledPattern(
                    source, dialect: dialect, isAnchored: isAnchored, isTextValid: dialect == .folded)
            }
            state = result
            return result
        }
        return try result.get()
    }
}
