#include "word_starts.h"

#include <string.h>

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

// MARK: - Chinese words

/// Whether a word may begin with the character of three bytes at a place, by all that the filter knows.
INLINE bool may_begin_pair(const fence_word_filter *filter, const uint8_t *place)
{
    uint64_t read = load64(place);
    uint64_t mask = filter->pair_masks[read >> 24 & 0xFF];
    uint64_t key = read & mask;
    if (!has_bit(filter->pairs, fence_hash_pair(key))) return false;
    uint64_t whole = fence_hash_whole(key);
    if (has_bit(filter->wholes, whole)) return true;
    // Only two whole characters say more with a third.
    if (mask != UINT64_C(0xFFFFFFFFFFFF)) return false;
    uint8_t lead = place[6];
    if (lead < 0x80) return filter->pair_masks[lead] == 0xFFFFFF;
    if (lead < 0xE4 || lead > 0xE9) return true;
    uint64_t third = load64(place + 6) & 0xFFFFFF;
    if (has_bit(filter->triples, fence_hash_triple(key, third))) return true;
    if (!has_bit(filter->openers, whole)) return false;
    uint32_t code = (lead & 0x0Fu) << 12 | (place[7] & 0x3Fu) << 6 | (place[8] & 0x3Fu);
    if (!has_bit(filter->closers, code - 0x4000)) return false;
    if (has_bit(filter->closers_alone, code - 0x4000) || place[9] < 0xE4 || place[9] > 0xE9) return true;
    return has_bit(filter->closing_pairs, fence_hash_whole(load64(place + 6) & UINT64_C(0xFFFFFFFFFFFF)));
}

// MARK: - Words in ASCII

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

INLINE bool may_begin_word(const fence_word_filter *filter, const uint8_t *place, size_t left)
{
    unsigned pair = (unsigned)filter->classes[place[0]] << 6 | filter->classes[place[1]];
    // What stands behind the last byte says nothing.
    if (left > 2 && !(filter->thirds[pair] >> filter->classes[place[2]] & 1)) return false;
    uint64_t read = load64(place) | UINT64_C(0x2020202020202020);
    unsigned lengths = filter->lengths[pair];
    const unsigned shorter = 7;
    if (lengths & ~shorter && !has_bit(filter->fours, fence_hash_four((uint32_t)read))) lengths &= shorter;
    for (; lengths; lengths &= lengths - 1) {
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
    if (action == FENCE_ACTION_WORD && code >= 0x800 && code < 0x10000) return may_begin_pair(filter, place);
    return action != FENCE_ACTION_NONE;
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
INLINE bool may_follow_numeral(const fence_word_filter *filter, const uint8_t *bytes, size_t first, size_t place)
{
    size_t index = place;
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
    unsigned leading = alphanumeric == UINT64_MAX ? 64 : (unsigned)__builtin_ctzll(~alphanumeric);
    bool reaches = *run + leading >= long_run;
    *run = alphanumeric == UINT64_MAX ? *run + 64 : (unsigned)__builtin_clzll(~alphanumeric);
    if (reaches) return 1;
    if (long_run > 64) return 0;
    // Each step halves what is left to shift by.
    uint64_t ends = alphanumeric & valid;
    for (unsigned length = 1; ends && length < long_run;) {
        unsigned step = length < long_run - length ? length : (unsigned)(long_run - length);
        ends &= ends >> step;
        length += step;
    }
    return ends;
}

// MARK: - The scan

INLINE size_t next_marks(
    const uint8_t *bytes, size_t first, size_t end, size_t strip, size_t from, size_t chunks,
    const fence_byte_classes *classes, const fence_word_filter *filter, fence_scan_state *state, fence_marks *marks)
{
    for (size_t chunk = from; chunk < chunks; chunk++) {
        const fence_byte_classes *found = &classes[chunk];
        size_t at = strip + chunk * 64;
        const uint8_t *place = bytes + at;
        size_t left = end - at;
        uint64_t valid = left >= 64 ? UINT64_MAX : (UINT64_C(1) << left) - 1;

        uint64_t han = 0;
        for (uint64_t rest = found->han & valid; rest; rest &= rest - 1) {
            int index = __builtin_ctzll(rest);
            if (__builtin_expect(may_begin_pair(filter, place + index), 0)) han |= UINT64_C(1) << index;
        }

        uint64_t digit = found->digit, alphanumeric = found->letter | digit;
        uint64_t digits = 0, word = 0, run = 0;
        if (alphanumeric | found->symbol) {
            // Nothing but the time begins within a time; its last digit may begin a word.
            uint64_t times = state->time_end > at + 1 ? bits(0, state->time_end - 1 - at) : 0;
            digits = digit & ~(digit << 1 | state->follows_digit) & valid & ~times;
            for (uint64_t rest = digits; rest;) {
                int index = __builtin_ctzll(rest);
                rest &= rest - 1;
                if (!is_usual_time(place + index, left - index) || may_follow_numeral(filter, bytes, first, at + index))
                    continue;
                state->time_end = at + index + 19;
                uint64_t time = bits(index, index + 18);
                times |= time;
                digits &= ~time;
                rest &= ~time;
            }
            uint64_t words = (alphanumeric & ~(alphanumeric << 1 | state->follows_alphanumeric)) | (digit & ~(digit >> 1));
            // A letter before a Chinese character, decoration between them or not; beyond the chunk nothing is known.
            uint64_t leads = found->han | found->other;
            uint64_t before = leads >> 1 | leads >> 2 | leads >> 3 | leads >> 4 | UINT64_C(0xF) << 60;
            words |= alphanumeric & ~(alphanumeric >> 1) & before;
            words |= found->symbol;
            if (filter->tests_every_digit) words |= digit;
            if (filter->tests_every_letter) words |= alphanumeric;
            for (uint64_t rest = alphanumeric & ~(alphanumeric >> 1) & ~words & valid; rest; rest &= rest - 1) {
                int index = __builtin_ctzll(rest);
                if (filter->inside_seconds[place[index + 1]]) words |= UINT64_C(1) << index;
            }
            for (uint64_t rest = words & valid & ~times; rest; rest &= rest - 1) {
                int index = __builtin_ctzll(rest);
                if (may_begin_word(filter, place + index, left - index)) word |= UINT64_C(1) << index;
            }
            run = long_runs(alphanumeric, valid, filter->long_run, &state->run);
        } else {
            state->run = 0;
        }
        state->follows_alphanumeric = alphanumeric >> 63;
        state->follows_digit = digit >> 63;

        uint64_t other = 0;
        for (uint64_t rest = found->other & valid; rest; rest &= rest - 1) {
            int index = __builtin_ctzll(rest);
            if (asks_for_something(filter, place + index, left - index)) other |= UINT64_C(1) << index;
        }

        uint64_t anchor = 0;
        for (uint64_t rest = found->anchor & valid; rest; rest &= rest - 1) {
            size_t index = (size_t)__builtin_ctzll(rest);
            if (may_begin_before(filter, bytes, first, end, at + index)) anchor |= UINT64_C(1) << index;
        }

        uint64_t malformed = found->malformed & valid;
        if (malformed | han | other | word | anchor | digits | run) {
            *marks = (fence_marks){malformed, han, other, word, anchor, digits, run};
            return chunk;
        }
    }
    return chunks;
}

#if defined(__x86_64__)
/// The same by instructions that find and clear the lowest bit at once.
__attribute__((target("bmi,bmi2"))) static size_t next_marks_bmi(
    const uint8_t *bytes, size_t first, size_t end, size_t strip, size_t from, size_t chunks,
    const fence_byte_classes *classes, const fence_word_filter *filter, fence_scan_state *state, fence_marks *marks)
{
    return next_marks(bytes, first, end, strip, from, chunks, classes, filter, state, marks);
}
#endif

size_t fence_next_marks(
    const uint8_t *bytes, size_t first, size_t end, size_t strip, size_t from, size_t chunks,
    const fence_byte_classes *classes, const fence_word_filter *filter, fence_scan_state *state, fence_marks *marks)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("bmi2"))
        return next_marks_bmi(bytes, first, end, strip, from, chunks, classes, filter, state, marks);
#endif
    return next_marks(bytes, first, end, strip, from, chunks, classes, filter, state, marks);
}
