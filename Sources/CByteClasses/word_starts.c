#include "word_starts.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

INLINE uint64_t load64(const uint8_t *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

INLINE bool has_bit(const uint64_t *table, uint64_t bit)
{
    return table[bit >> 6] >> (bit & 63) & 1;
}

/// Bits from `low` up to, not including, `high`.
INLINE uint64_t bits(size_t low, size_t high)
{
    uint64_t below = high >= 64 ? UINT64_MAX : (UINT64_C(1) << high) - 1;
    return low >= 64 ? 0 : below & (UINT64_MAX << low);
}

// MARK: - Places

/// Places of a strip, in bytes from its begin. Tests that are passed by many of them and by no rule that a processor could
/// foresee are made of all, without a branch, and those that pass are what is left; so a test costs its few instructions and
/// no wrong guess.
typedef struct {
    /// A chunk's worth may be written behind the last.
    uint16_t at[FENCE_STRIP_CHUNKS * 64 + 64];
    size_t count;
} place_list;

/// Adds the marked places of a chunk.
INLINE void append(place_list *places, uint64_t marked, size_t chunk)
{
    uint16_t *at = places->at + places->count;
    for (; marked; marked &= marked - 1) *at++ = (uint16_t)(chunk * 64 + (size_t)__builtin_ctzll(marked));
    places->count = (size_t)(at - places->at);
}

#if defined(__x86_64__)
/// The same, all places of a chunk at once.
__attribute__((target("avx512bw,avx512vbmi2,popcnt"))) static inline void append_avx512(
    place_list *places, uint64_t marked, size_t chunk)
{
    const __m512i all = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36,
        35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7,
        6, 5, 4, 3, 2, 1, 0);
    __m512i found = _mm512_maskz_compress_epi8(marked, all);
    __m512i base = _mm512_set1_epi16((short)(chunk * 64));
    uint16_t *at = places->at + places->count;
    _mm512_storeu_si512(at, _mm512_add_epi16(base, _mm512_cvtepu8_epi16(_mm512_castsi512_si256(found))));
    _mm512_storeu_si512(at + 32, _mm512_add_epi16(base, _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(found, 1))));
    places->count += (size_t)__builtin_popcountll(marked);
}
#endif

typedef void (*append_places)(place_list *places, uint64_t marked, size_t chunk);

/// Keeps the places of which a test holds.
#define KEEP_WHERE(places, place, test)                                        \
    do {                                                                       \
        size_t kept = 0;                                                       \
        for (size_t i = 0; i < (places)->count; i++) {                         \
            size_t place = (places)->at[i];                                    \
            (places)->at[kept] = (uint16_t)place;                              \
            kept += (test);                                                    \
        }                                                                      \
        (places)->count = kept;                                                \
    } while (0)

// MARK: - Chinese words

/// Whether the first character and what of the next one counts may begin a word.
INLINE bool may_begin_pair(const fence_word_filter *filter, const uint8_t *place)
{
    uint64_t read = load64(place);
    return has_bit(filter->pairs, fence_hash_pair(read & filter->pair_masks[read >> 24 & 0xFF]));
}

/// Whether a pair may be a word, or its third character go on with one.
INLINE bool may_go_on(const fence_word_filter *filter, const uint8_t *place)
{
    uint64_t read = load64(place);
    uint64_t mask = filter->pair_masks[read >> 24 & 0xFF];
    uint64_t key = read & mask;
    uint64_t whole = fence_hash_whole(key);
    uint8_t lead = place[6];
    bool is_han = (uint8_t)(lead - 0xE4) <= 5;
    bool goes_on = has_bit(filter->triples, fence_hash_triple(key, load64(place + 6) & 0xFFFFFF))
        | has_bit(filter->openers, whole);
    bool goes_on_elsewhere = (lead >= 0x80) | (filter->pair_masks[lead] == 0xFFFFFF);
    // Only two whole characters say more with a third.
    return has_bit(filter->wholes, whole)
        | ((mask == UINT64_C(0xFFFFFFFFFFFF)) & ((is_han & goes_on) | (!is_han & goes_on_elsewhere)));
}

/// Whether a word may begin with a pair that may go on, by all that the filter knows.
INLINE bool may_begin_han_word(const fence_word_filter *filter, const uint8_t *place)
{
    uint64_t read = load64(place);
    uint64_t key = read & filter->pair_masks[read >> 24 & 0xFF];
    uint64_t whole = fence_hash_whole(key);
    if (has_bit(filter->wholes, whole)) return true;
    uint8_t lead = place[6];
    if (lead < 0xE4 || lead > 0xE9) return true;
    uint64_t third = load64(place + 6) & 0xFFFFFF;
    if (has_bit(filter->triples, fence_hash_triple(key, third))) return true;
    uint32_t code = (lead & 0x0Fu) << 12 | (place[7] & 0x3Fu) << 6 | (place[8] & 0x3Fu);
    if (!has_bit(filter->closers, code - 0x4000)) return false;
    if (has_bit(filter->closers_alone, code - 0x4000) || place[9] < 0xE4 || place[9] > 0xE9) return true;
    return has_bit(filter->closing_pairs, fence_hash_whole(load64(place + 6) & UINT64_C(0xFFFFFFFFFFFF)));
}

/// Marks the Chinese characters that a word or a number may begin with.
///
/// @param places where Chinese characters are. Used up.
INLINE void mark_han(
    const fence_word_filter *filter, const uint8_t *strip, place_list *places, fence_marks *marks)
{
    KEEP_WHERE(places, at, may_begin_pair(filter, strip + at));
    KEEP_WHERE(places, at, may_go_on(filter, strip + at));
    for (size_t i = 0; i < places->count; i++) {
        uint16_t at = places->at[i];
        if (may_begin_han_word(filter, strip + at)) marks[at >> 6].han |= UINT64_C(1) << (at & 63);
    }
}

// MARK: - Words in ASCII

/// Lengths of begins that are shorter than four bytes, as bits.
static const unsigned shorter_keys = 7;

INLINE bool has_key(const fence_word_filter *filter, uint64_t key, unsigned length, unsigned follow)
{
    uint64_t hash = fence_hash_key(key, length, follow);
    const uint64_t lowest = (UINT64_C(1) << FENCE_KEY_BITS) - 1;
    return has_bit(filter->keys, hash & lowest) && has_bit(filter->keys, hash >> FENCE_KEY_BITS);
}

/// Whether a word with a Chinese character may begin with a key and go on behind decoration.
INLINE bool goes_on_behind_decoration(
    const fence_word_filter *filter, uint64_t key, unsigned length, const uint8_t *follow)
{
    if (filter->pair_masks[*follow] != 0xFFFFFF) return false;
    for (int gap = 1; gap <= 3; gap++) {
        uint8_t next = follow[gap];
        if (next >= 0x80) return has_key(filter, key, length, FENCE_FOLLOW_DECORATION);
        if (filter->pair_masks[next] != 0xFFFFFF)
            return has_key(filter, key | (uint64_t)(next | 0x20) << length * 8, length + 1, FENCE_FOLLOW_GAP);
    }
    return false;
}

/// The classes of two bytes.
INLINE unsigned class_pair(const fence_word_filter *filter, const uint8_t *place)
{
    return (unsigned)filter->classes[place[0]] << 6 | filter->classes[place[1]];
}

/// Whether the classes of three bytes may begin a word.
INLINE bool may_begin_classes(const fence_word_filter *filter, const uint8_t *place, size_t left)
{
    // What stands behind the last byte says nothing.
    return (filter->thirds[class_pair(filter, place)] >> filter->classes[place[2]] & 1) | (left <= 2);
}

/// The lengths of begins that may stand here, as bits: shorter ones by the classes of three bytes, longer ones by the first four.
INLINE unsigned key_lengths(const fence_word_filter *filter, const uint8_t *place, size_t left)
{
    unsigned pair = class_pair(filter, place);
    unsigned lengths = filter->lengths[pair];
    bool may_be_short = (filter->short_thirds[pair] >> filter->classes[place[2]] & 1) | (left <= 2);
    bool may_be_longer = has_bit(filter->fours, fence_hash_four((uint32_t)load64(place) | 0x20202020));
    return lengths & ((may_be_short ? shorter_keys : 0) | (may_be_longer ? ~shorter_keys : 0));
}

/// Whether a word may begin with classes that may begin one, by all that the filter knows.
INLINE bool may_begin_known(const fence_word_filter *filter, const uint8_t *place, size_t left)
{
    uint64_t read = load64(place) | UINT64_C(0x2020202020202020);
    for (unsigned lengths = key_lengths(filter, place, left); lengths; lengths &= lengths - 1) {
        unsigned length = (unsigned)__builtin_ctz(lengths) + 1;
        if (length == FENCE_LONGEST_KEY) {
            if (has_key(filter, read, length, FENCE_FOLLOW_SYMBOL)) return true;
            continue;
        }
        const uint8_t *behind = place + length;
        uint64_t key = read & ((UINT64_C(1) << length * 8) - 1);
        unsigned follow = length < left ? filter->follows[*behind] : FENCE_FOLLOW_SYMBOL;
        if (has_key(filter, key, length, follow)) return true;
        if (follow == FENCE_FOLLOW_SYMBOL && goes_on_behind_decoration(filter, key, length, behind)) return true;
    }
    return false;
}

INLINE bool may_begin_word(const fence_word_filter *filter, const uint8_t *place, size_t left)
{
    return may_begin_classes(filter, place, left) && may_begin_known(filter, place, left);
}

/// Marks the ASCII characters that a word may begin with.
///
/// @param places that border on other characters in such a way that words begin there. Used up.
INLINE void mark_words(
    const fence_word_filter *filter, const uint8_t *strip, size_t length, place_list *places, fence_marks *marks)
{
    KEEP_WHERE(places, at, may_begin_classes(filter, strip + at, length - at));
    KEEP_WHERE(places, at, key_lengths(filter, strip + at, length - at) != 0);
    for (size_t i = 0; i < places->count; i++) {
        uint16_t at = places->at[i];
        if (may_begin_known(filter, strip + at, length - at)) marks[at >> 6].word |= UINT64_C(1) << (at & 63);
    }
}

/// Whether a word may begin at one of the places that an anchor asks for.
INLINE bool may_begin_before(
    const fence_word_filter *filter, const uint8_t *bytes, size_t first, size_t end, size_t anchor)
{
    for (int a = 0; a < FENCE_MOST_ANCHORS; a++) {
        size_t offset = filter->anchor_offsets[a];
        if (offset && anchor >= first + offset && may_begin_word(filter, bytes + anchor - offset, end - anchor + offset))
            return true;
    }
    return false;
}

// MARK: - Other characters

INLINE bool asks_for_something(const fence_word_filter *filter, const uint8_t *place, size_t left)
{
    uint32_t lead = place[0], code;
    if (lead < 0xE0) {
        if (lead < 0xC2 || left < 2) return true;
        code = (lead & 0x1F) << 6 | (place[1] & 0x3Fu);
    } else if (lead < 0xF0) {
        if (left < 3) return true;
        code = (lead & 0x0F) << 12 | (place[1] & 0x3Fu) << 6 | (place[2] & 0x3Fu);
        if (code < 0x800 || (code & 0xF800) == 0xD800) return true;
    } else {
        if (left < 4) return true;
        code = (lead & 0x07) << 18 | (place[1] & 0x3Fu) << 12 | (place[2] & 0x3Fu) << 6 | (place[3] & 0x3Fu);
        if (code < 0x10000) return true;
    }
    if (code >= filter->limit) return true;
    unsigned action = filter->traits[code] & FENCE_ACTION_MASK;
    if (action == FENCE_ACTION_WORD && code >= 0x800 && code < 0x10000)
        return may_begin_pair(filter, place) && may_go_on(filter, place) && may_begin_han_word(filter, place);
    return action != FENCE_ACTION_NONE;
}

/// Whether a character may ask for something; most are punctuation, which asks for nothing.
INLINE bool may_ask(const fence_word_filter *filter, const uint8_t *place)
{
    uint32_t lead = place[0];
    uint32_t code = (lead & 0x0F) << 12 | (place[1] & 0x3Fu) << 6 | (place[2] & 0x3Fu);
    bool is_usual = (lead - 0xE0 < 0x10) & (code >= 0x800) & ((code & 0xF800) != 0xD800);
    return !is_usual | ((filter->traits[code] & FENCE_ACTION_MASK) != FENCE_ACTION_NONE);
}

/// Marks the characters that are neither ASCII nor Chinese and ask for something.
///
/// @param places where such characters are. Used up.
INLINE void mark_others(
    const fence_word_filter *filter, const uint8_t *strip, size_t length, place_list *places, fence_marks *marks)
{
    KEEP_WHERE(places, at, may_ask(filter, strip + at));
    for (size_t i = 0; i < places->count; i++) {
        uint16_t at = places->at[i];
        if (asks_for_something(filter, strip + at, length - at)) marks[at >> 6].other |= UINT64_C(1) << (at & 63);
    }
}

// MARK: - Numbers

/// Whether `2026-11-24 12:30:05` stands at a place: the most frequent shape of `DateTimeShape`, which knows them all.
INLINE bool is_usual_time(const uint8_t *place, size_t left)
{
    if (place[4] != '-' || left < 19 || (place[0] != '1' && place[0] != '2')) return false;
    // Digits have the upper half 3, and still have it when 6 is added to them.
    const uint64_t date = UINT64_C(0x00F0F000F0F0F0F0), hour = UINT64_C(0xF0F000F0F000F0F0);
    uint64_t low = load64(place), high = load64(place + 8);
    if ((low & UINT64_C(0xFF0000FF00000000)) != UINT64_C(0x2D00002D00000000))
        return false;
    if ((low & date) != (date & UINT64_C(0x3030303030303030))
        || ((low + UINT64_C(0x0006060006060606)) & date) != (date & UINT64_C(0x3030303030303030)))
        return false;
    if ((high & UINT64_C(0x0000FF0000FF0000)) != UINT64_C(0x00003A0000200000)) return false;
    if ((high & hour) != (hour & UINT64_C(0x3030303030303030))
        || ((high + UINT64_C(0x0606000606000606)) & hour) != (hour & UINT64_C(0x3030303030303030)))
        return false;
    if (place[16] != ':' || (uint8_t)(place[17] - '0') > 9 || (uint8_t)(place[18] - '0') > 9) return false;
    return left == 19 || (uint8_t)(place[19] - '0') > 9;
}

/// Whether a digit in another dress, or what hides one, may stand before a number, nothing but what groups digits between.
INLINE bool may_follow_numeral(
    const fence_word_filter *filter, const uint8_t *bytes, size_t first, size_t place, fence_message_end message_end)
{
    size_t index = place;
    // Nearly all times begin a line.
    if (index > first && bytes[index - 1] == '\n'
        && (message_end == FENCE_ENDS_AT_LINE || (message_end == FENCE_ENDS_BEFORE_TIME && bytes[place + 19] == ' ')))
        return false;
    while (index > first && place - index < 16 && bytes[index - 1] < 0x80) {
        if (!filter->keeps_run[bytes[index - 1]]) return false;
        index--;
    }
    if (index == first) return false;
    if (index < first + 3 || bytes[index - 1] < 0x80) return true;
    uint32_t lead = bytes[index - 3];
    if (lead < 0xE0 || lead > 0xEF) return true;
    uint32_t code = (lead & 0x0F) << 12 | (bytes[index - 2] & 0x3Fu) << 6 | (bytes[index - 1] & 0x3Fu);
    return filter->traits[code] & FENCE_TRAIT_NUMERAL;
}

/// Unbroken runs of letters and digits that are long enough to be a key or an address.
INLINE uint64_t long_runs(uint64_t alphanumeric, uint64_t valid, size_t long_run, size_t *run)
{
    size_t before = *run;
    unsigned leading = alphanumeric == UINT64_MAX ? 64 : (unsigned)__builtin_ctzll(~alphanumeric);
    *run = alphanumeric == UINT64_MAX ? before + 64 : (unsigned)__builtin_clzll(~alphanumeric);
    if (before + (size_t)__builtin_popcountll(alphanumeric) < long_run) return 0;
    uint64_t reaching = before + leading >= long_run;
    if (long_run > 64) return reaching;
    // Each step halves what is left to shift by.
    uint64_t ends = alphanumeric & valid;
    for (unsigned length = 1; ends && length < long_run;) {
        unsigned step = length < long_run - length ? length : (unsigned)(long_run - length);
        ends &= ends >> step;
        length += step;
    }
    return ends | reaching;
}

// MARK: - The scan

/// Finds the begins of runs of digits that are no date with a time, and the places at which words in ASCII may begin.
INLINE uint64_t word_places(
    const uint8_t *bytes, size_t first, size_t end, size_t at, const fence_byte_classes *found,
    fence_message_end message_end, const fence_word_filter *filter, fence_scan_state *state, fence_marks *marks)
{
    const uint8_t *place = bytes + at;
    size_t left = end - at;
    uint64_t valid = bits(0, left);
    uint64_t digit = found->digit, alphanumeric = found->letter | digit;
    // Nothing but the time begins within a time; its last digit may begin a word.
    uint64_t times = state->time_end > at + 1 ? bits(0, state->time_end - 1 - at) : 0;
    uint64_t digits = digit & ~(digit << 1 | state->follows_digit) & valid & ~times;
    for (uint64_t rest = digits; rest;) {
        int index = __builtin_ctzll(rest);
        rest &= rest - 1;
        if (!is_usual_time(place + index, left - index) || may_follow_numeral(filter, bytes, first, at + index, message_end))
            continue;
        state->time_end = at + index + 19;
        uint64_t time = bits(index, index + 18);
        times |= time;
        digits &= ~time;
        rest &= ~time;
    }
    marks->digit = digits;
    uint64_t words = (alphanumeric & ~(alphanumeric << 1 | state->follows_alphanumeric)) | (digit & ~(digit >> 1));
    // A letter before a Chinese character, decoration between them or not; beyond the chunk nothing is known.
    uint64_t leads = found->han | found->other;
    uint64_t before = leads >> 1 | leads >> 2 | leads >> 3 | leads >> 4 | UINT64_C(0xF) << 60;
    words |= alphanumeric & ~(alphanumeric >> 1) & before;
    words |= found->symbol;
    if (filter->tests_every_digit) words |= digit;
    if (filter->tests_every_letter) words |= alphanumeric;
    // Behind the chunk stands what may be one.
    words |= alphanumeric & ~(alphanumeric >> 1) & (found->second >> 1 | UINT64_C(1) << 63);
    marks->run = long_runs(alphanumeric, valid, filter->long_run, &state->run);
    return words & valid & ~times;
}

INLINE uint32_t mark_strip(
    const uint8_t *bytes, size_t first, size_t end, fence_message_end message_end, size_t strip, size_t chunks,
    const fence_byte_wish *wish, const fence_word_filter *filter, fence_scan_state *state, fence_marks *marks,
    fence_instructions instructions, append_places append)
{
    fence_byte_classes classes[FENCE_STRIP_CHUNKS];
    place_list han, words, others;
    han.count = words.count = others.count = 0;
    fence_classify_bytes(instructions, bytes + strip, chunks, wish, &state->pending, classes);
    for (size_t chunk = 0; chunk < chunks; chunk++) {
        const fence_byte_classes *found = &classes[chunk];
        size_t begin = strip + chunk * 64;
        uint64_t valid = bits(0, end - begin);
        marks[chunk] = (fence_marks){.malformed = found->malformed & valid};
        append(&han, found->han & valid, chunk);
        append(&others, found->other & valid, chunk);
        if (found->letter | found->digit | found->symbol) {
            append(
                &words, word_places(bytes, first, end, begin, found, message_end, filter, state, &marks[chunk]), chunk);
        } else {
            state->run = 0;
        }
        state->follows_alphanumeric = (found->letter | found->digit) >> 63;
        state->follows_digit = found->digit >> 63;
        for (uint64_t rest = found->anchor & valid; rest; rest &= rest - 1) {
            size_t index = (size_t)__builtin_ctzll(rest);
            if (may_begin_before(filter, bytes, first, end, begin + index)) marks[chunk].anchor |= UINT64_C(1) << index;
        }
    }
    mark_han(filter, bytes + strip, &han, marks);
    mark_words(filter, bytes + strip, end - strip, &words, marks);
    mark_others(filter, bytes + strip, end - strip, &others, marks);
    uint32_t marked = 0;
    for (size_t chunk = 0; chunk < chunks; chunk++) {
        const fence_marks *found = &marks[chunk];
        uint64_t any = found->malformed | found->han | found->other | found->word | found->anchor | found->digit
            | found->run;
        marked |= (uint32_t)(any != 0) << chunk;
    }
    return marked;
}

#if defined(__x86_64__)
/// The same by instructions that count bits, and find and clear the lowest one at once.
__attribute__((target("bmi,bmi2,popcnt"))) static uint32_t mark_strip_avx2(
    const uint8_t *bytes, size_t first, size_t end, fence_message_end message_end, size_t strip, size_t chunks,
    const fence_byte_wish *wish, const fence_word_filter *filter, fence_scan_state *state, fence_marks *marks)
{
    return mark_strip(
        bytes, first, end, message_end, strip, chunks, wish, filter, state, marks, FENCE_AVX2, append);
}

/// The same by instructions that write all places of a chunk at once.
__attribute__((target("bmi,bmi2,popcnt,avx512bw,avx512vbmi2"))) static uint32_t mark_strip_avx512(
    const uint8_t *bytes, size_t first, size_t end, fence_message_end message_end, size_t strip, size_t chunks,
    const fence_byte_wish *wish, const fence_word_filter *filter, fence_scan_state *state, fence_marks *marks)
{
    return mark_strip(
        bytes, first, end, message_end, strip, chunks, wish, filter, state, marks, FENCE_AVX512, append_avx512);
}
#endif

uint32_t fence_mark_strip(
    fence_instructions instructions, const uint8_t *bytes, size_t first, size_t end, fence_message_end message_end,
    size_t strip, size_t chunks, const fence_byte_wish *wish, const fence_word_filter *filter, fence_scan_state *state,
    fence_marks *marks)
{
#if defined(__x86_64__)
    if (instructions == FENCE_AVX512)
        return mark_strip_avx512(bytes, first, end, message_end, strip, chunks, wish, filter, state, marks);
    if (instructions == FENCE_AVX2)
        return mark_strip_avx2(bytes, first, end, message_end, strip, chunks, wish, filter, state, marks);
#endif
    return mark_strip(
        bytes, first, end, message_end, strip, chunks, wish, filter, state, marks, FENCE_PORTABLE, append);
}
