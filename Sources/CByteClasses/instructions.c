#include "instructions.h"

fence_instructions fence_best_instructions(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")) {
        if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2")) return FENCE_AVX512;
        return FENCE_AVX2;
    }
#endif
    return FENCE_PORTABLE;
}
