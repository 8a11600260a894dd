#include "byte_classes.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Continuation bytes must stand exactly where first bytes ask for them.
///
/// @param two,three,four first bytes of characters of at least so many bytes.
static inline uint64_t malformed(
    uint64_t two, uint64_t three, uint64_t four, uint64_t continuation, uint8_t *pending)
{
    uint64_t expected = two << 1 | three << 2 | four << 3 | ((UINT64_C(1) << *pending) - 1);
    uint64_t left = two >> 63 | three >> 62 | four >> 61;
    // `left` has a bit for each of the next chunk's first bytes that must continue; they are its lowest ones.
    *pending = (uint8_t)(left & 4 ? 3 : left & 2 ? 2 : left & 1);
    return expected ^ continuation;
}

static void classify_portably(
    const uint8_t *bytes, size_t chunks, const fence_byte_wish *wish, uint8_t *pending, fence_byte_classes *classes)
{
    for (size_t chunk = 0; chunk < chunks; chunk++, bytes += 64) {
        fence_byte_classes found = {0};
        uint64_t two = 0, three = 0, four = 0, continuation = 0;
        for (int i = 0; i < 64; i++) {
            uint8_t byte = bytes[i];
            uint64_t bit = UINT64_C(1) << i;
            if (byte < 0x80) {
                uint8_t small = byte | 0x20;
                if (byte >= '0' && byte <= '9') found.digit |= bit;
                if (small >= 'a' && small <= 'z') found.letter |= bit;
                if (wish->symbols[byte & 15] >> (byte >> 4) & 1) found.symbol |= bit;
                if (wish->seconds[byte & 15] >> (byte >> 4) & 1) found.second |= bit;
                for (int a = 0; a < wish->anchor_count; a++)
                    if (small == wish->anchors[a][0] && (bytes[i + 1] | 0x20) == wish->anchors[a][1]) found.anchor |= bit;
            } else if (byte < 0xC0) {
                continuation |= bit;
            } else {
                if (byte >= 0xE4 && byte <= 0xE9) found.han |= bit;
                else found.other |= bit;
                two |= bit;
                if (byte >= 0xE0) three |= bit;
                if (byte >= 0xF0) four |= bit;
            }
        }
        found.malformed = malformed(two, three, four, continuation, pending);
        classes[chunk] = found;
    }
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) static inline uint64_t mask(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

/// Whether each byte lies between `first` and `first + span`, unsigned.
__attribute__((target("avx2"))) static inline __m256i within(__m256i bytes, uint8_t first, uint8_t span)
{
    __m256i distance = _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)first));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(distance, _mm256_set1_epi8((char)span)), distance);
}

__attribute__((target("avx2"))) static void classify_avx2(
    const uint8_t *bytes, size_t chunks, const fence_byte_wish *wish, uint8_t *pending, fence_byte_classes *classes)
{
    const __m256i symbols = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)wish->symbols));
    const __m256i seconds = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)wish->seconds));
    const __m256i rows = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, (char)128, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i nibble = _mm256_set1_epi8(15);
    const __m256i small = _mm256_set1_epi8(0x20);
    const __m256i zero = _mm256_setzero_si256();
    for (size_t chunk = 0; chunk < chunks; chunk++, bytes += 64) {
        __m256i part[2], lowered[2], no_symbol[2], no_second[2];
        for (int i = 0; i < 2; i++) {
            part[i] = _mm256_loadu_si256((const __m256i *)(bytes + 32 * i));
            lowered[i] = _mm256_or_si256(part[i], small);
            // A byte from 0x80 on has its high bit set, and shuffles to zero.
            __m256i column = _mm256_and_si256(part[i], _mm256_set1_epi8((char)0x8F));
            __m256i row = _mm256_shuffle_epi8(rows, _mm256_and_si256(_mm256_srli_epi16(part[i], 4), nibble));
            no_symbol[i] = _mm256_cmpeq_epi8(_mm256_and_si256(_mm256_shuffle_epi8(symbols, column), row), zero);
            no_second[i] = _mm256_cmpeq_epi8(_mm256_and_si256(_mm256_shuffle_epi8(seconds, column), row), zero);
        }
        fence_byte_classes found;
        found.digit = mask(within(part[0], '0', 9), within(part[1], '0', 9));
        found.letter = mask(within(lowered[0], 'a', 25), within(lowered[1], 'a', 25));
        found.symbol = ~mask(no_symbol[0], no_symbol[1]);
        found.second = ~mask(no_second[0], no_second[1]);
        found.anchor = 0;
        if (wish->anchor_count && found.letter) {
            __m256i next[2], is_anchor[2] = {zero, zero};
            for (int i = 0; i < 2; i++)
                next[i] = _mm256_or_si256(_mm256_loadu_si256((const __m256i *)(bytes + 32 * i + 1)), small);
            for (int a = 0; a < wish->anchor_count; a++) {
                const __m256i first = _mm256_set1_epi8((char)wish->anchors[a][0]);
                const __m256i second = _mm256_set1_epi8((char)wish->anchors[a][1]);
                for (int i = 0; i < 2; i++)
                    is_anchor[i] = _mm256_or_si256(
                        is_anchor[i],
                        _mm256_and_si256(_mm256_cmpeq_epi8(lowered[i], first), _mm256_cmpeq_epi8(next[i], second)));
            }
            found.anchor = found.letter & mask(is_anchor[0], is_anchor[1]);
        }
        uint64_t high = mask(part[0], part[1]);
        found.han = 0;
        found.other = 0;
        found.malformed = 0;
        if (high | *pending) {
            uint64_t two = mask(within(part[0], 0xC0, 0x3F), within(part[1], 0xC0, 0x3F));
            uint64_t three = mask(within(part[0], 0xE0, 0x1F), within(part[1], 0xE0, 0x1F));
            uint64_t four = mask(within(part[0], 0xF0, 0x0F), within(part[1], 0xF0, 0x0F));
            found.han = mask(within(part[0], 0xE4, 5), within(part[1], 0xE4, 5));
            found.other = two & ~found.han;
            found.malformed = malformed(two, three, four, high & ~two, pending);
        }
        classes[chunk] = found;
    }
}

/// Whether each byte lies between `first` and `first + span`, unsigned.
__attribute__((target("avx512bw"))) static inline uint64_t within_avx512(__m512i bytes, uint8_t first, uint8_t span)
{
    __m512i distance = _mm512_sub_epi8(bytes, _mm512_set1_epi8((char)first));
    return _mm512_cmple_epu8_mask(distance, _mm512_set1_epi8((char)span));
}

__attribute__((target("avx512bw"))) static inline __m512i repeated(const uint8_t *sixteen)
{
    return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)sixteen));
}

__attribute__((target("avx512bw"))) static void classify_avx512(
    const uint8_t *bytes, size_t chunks, const fence_byte_wish *wish, uint8_t *pending, fence_byte_classes *classes)
{
    const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128};
    const __m512i symbols = repeated(wish->symbols), seconds = repeated(wish->seconds), rows = repeated(bits);
    const __m512i small = _mm512_set1_epi8(0x20);
    for (size_t chunk = 0; chunk < chunks; chunk++, bytes += 64) {
        __m512i part = _mm512_loadu_si512(bytes);
        __m512i lowered = _mm512_or_si512(part, small);
        // A byte from 0x80 on has its high bit set, and shuffles to zero.
        __m512i column = _mm512_and_si512(part, _mm512_set1_epi8((char)0x8F));
        __m512i row = _mm512_shuffle_epi8(rows, _mm512_and_si512(_mm512_srli_epi16(part, 4), _mm512_set1_epi8(15)));
        fence_byte_classes found = {
            .digit = within_avx512(part, '0', 9),
            .letter = within_avx512(lowered, 'a', 25),
            .symbol = _mm512_test_epi8_mask(_mm512_shuffle_epi8(symbols, column), row),
            .second = _mm512_test_epi8_mask(_mm512_shuffle_epi8(seconds, column), row),
        };
        if (wish->anchor_count && found.letter) {
            __m512i next = _mm512_or_si512(_mm512_loadu_si512(bytes + 1), small);
            for (int a = 0; a < wish->anchor_count; a++)
                found.anchor |= _mm512_cmpeq_epi8_mask(lowered, _mm512_set1_epi8((char)wish->anchors[a][0]))
                    & _mm512_cmpeq_epi8_mask(next, _mm512_set1_epi8((char)wish->anchors[a][1]));
            found.anchor &= found.letter;
        }
        uint64_t high = _mm512_movepi8_mask(part);
        if (high | *pending) {
            uint64_t two = _mm512_cmpge_epu8_mask(part, _mm512_set1_epi8((char)0xC0));
            uint64_t three = _mm512_cmpge_epu8_mask(part, _mm512_set1_epi8((char)0xE0));
            uint64_t four = _mm512_cmpge_epu8_mask(part, _mm512_set1_epi8((char)0xF0));
            found.han = within_avx512(part, 0xE4, 5);
            found.other = two & ~found.han;
            found.malformed = malformed(two, three, four, high & ~two, pending);
        }
        classes[chunk] = found;
    }
}

#endif

void fence_classify_bytes(
    fence_instructions instructions, const uint8_t *bytes, size_t chunks, const fence_byte_wish *wish, uint8_t *pending,
    fence_byte_classes *classes)
{
#if defined(__x86_64__)
    if (instructions == FENCE_AVX512) return classify_avx512(bytes, chunks, wish, pending, classes);
    if (instructions == FENCE_AVX2) return classify_avx2(bytes, chunks, wish, pending, classes);
#endif
    classify_portably(bytes, chunks, wish, pending, classes);
}
