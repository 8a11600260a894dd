#include "line_starts.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Closes the list behind the last line end that was found.
static inline size_t closed(size_t count, intptr_t *starts, size_t found)
{
    if (starts[found - 1] != (intptr_t)count) starts[found++] = (intptr_t)count;
    return found;
}

static size_t line_starts_portably(const uint8_t *bytes, size_t count, intptr_t *starts)
{
    size_t found = 0;
    starts[found++] = 0;
    for (const uint8_t *place = bytes, *end = bytes + count; place < end;) {
        const uint8_t *newline = memchr(place, '\n', (size_t)(end - place));
        if (!newline) break;
        place = newline + 1;
        starts[found++] = place - bytes;
    }
    return closed(count, starts, found);
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) static size_t line_starts_avx2(const uint8_t *bytes, size_t count, intptr_t *starts)
{
    const __m256i newline = _mm256_set1_epi8('\n');
    size_t found = 0, index = 0;
    starts[found++] = 0;
    for (; index + 64 <= count; index += 64) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(bytes + index));
        __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + index + 32));
        uint64_t ends = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, newline))
            | (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, newline)) << 32;
        for (; ends; ends &= ends - 1) starts[found++] = (intptr_t)(index + (size_t)__builtin_ctzll(ends) + 1);
    }
    for (; index < count; index++)
        if (bytes[index] == '\n') starts[found++] = (intptr_t)index + 1;
    return closed(count, starts, found);
}
#endif

size_t fence_line_starts(fence_instructions instructions, const uint8_t *bytes, size_t count, intptr_t *starts)
{
#if defined(__x86_64__)
    if (instructions >= FENCE_AVX2) return line_starts_avx2(bytes, count, starts);
#endif
    return line_starts_portably(bytes, count, starts);
}
