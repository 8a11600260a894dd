#ifndef FENCEWATCH_INSTRUCTIONS_H
#define FENCEWATCH_INSTRUCTIONS_H

/// Instructions that the scans are written for: with each level they do the same, faster.
typedef enum {
    /// What every processor has: what the others are tested against.
    FENCE_PORTABLE = 0,
    /// AVX2 and BMI2: x86 since 2013.
    FENCE_AVX2 = 1,
    /// AVX-512 with BW and VBMI2, which write only the wanted bytes of a vector: x86 since 2019.
    FENCE_AVX512 = 2
} fence_instructions;

/// The highest level that the processor has.
fence_instructions fence_best_instructions(void);

#endif
