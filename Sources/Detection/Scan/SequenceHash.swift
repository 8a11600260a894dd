/// A hash of a sequence of codes that does not depend on the run, the machine or the order of a table.
package struct SequenceHash {
    @usableFromInline package var value: UInt32

    /// - Parameter tag: tells kinds of sequences apart.
    @inlinable
    package init(_ tag: UInt32) {
        value = tag &* 0x9E37_79B1 ^ 0x5BD1_E995
    }

    @inlinable
    package func adding(_ code: UInt32) -> SequenceHash {
        var next = self
        next.value = (next.value ^ code) &* 0x85EB_CA6B
        next.value ^= next.value >> 13
        return next
    }

    /// Mixed, so that its low bits may choose from a table.
    @inlinable
    package var mixed: UInt32 {
        var mixed = value &* 0xC2B2_AE35
        mixed ^= mixed >> 15
        mixed = mixed &* 0x27D4_EB2F
        return mixed ^ mixed >> 16
    }
}
