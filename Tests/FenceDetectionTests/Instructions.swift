import CByteClasses

/// The levels of instructions that this processor has, the portable one first.
enum Instructions {
    static let levels: [fence_instructions] = [FENCE_PORTABLE, FENCE_AVX2, FENCE_AVX512].filter {
        $0.rawValue <= fence_best_instructions().rawValue
    }
}
