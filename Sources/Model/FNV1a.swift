/// A running hash, FNV-1a with 64 bits, that is the same on every machine and in every run: it can be stored and gone on with. It
/// keeps nobody from finding what it was made of.
package struct FNV1a: Sendable, Equatable {
    @usableFromInline package var value: UInt64

    /// - Parameter value: where another left off.
    @inlinable
    package init(from value: UInt64 = 0xCBF2_9CE4_8422_2325) {
        self.value = value
    }

    @inlinable
    package mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
}
