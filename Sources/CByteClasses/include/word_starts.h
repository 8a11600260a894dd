#ifndef FENCEWATCH_WORD_STARTS_H
#define FENCEWATCH_WORD_STARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "byte_classes.h"

/// Bits of the tables, as powers of two.
enum { FENCE_PAIR_BITS = 19, FENCE_WHOLE_BITS = 18, FENCE_TRIPLE_BITS = 18, FENCE_FOUR_BITS = 17, FENCE_KEY_BITS = 20 };

/// Longest begin of a word in ASCII that is hashed, in bytes.
enum { FENCE_LONGEST_KEY = 8 };

/// What a character asks for that is neither ASCII nor between U+4000 and U+9FFF, in the low bits of its traits.
enum {
    FENCE_ACTION_NONE = 0,
    /// Only folding tells what the message says: a letter or digit in another dress, damage.
    FENCE_ACTION_LOOK = 1,
    /// Words may begin with it.
    FENCE_ACTION_WORD = 2,
    /// May stand inside a word, which is then known by the character before.
    FENCE_ACTION_DECORATION = 3,
    FENCE_ACTION_MASK = 3,
    /// A digit in another dress, what groups digits or hides one: a time behind it may be part of a number.
    FENCE_TRAIT_NUMERAL = 4
};

/// What stands right behind the begin of a word.
typedef enum {
    FENCE_FOLLOW_SYMBOL = 0,
    FENCE_FOLLOW_ALPHANUMERIC = 1,
    FENCE_FOLLOW_OTHER = 2,
    /// Decoration, and behind that what is no ASCII.
    FENCE_FOLLOW_DECORATION = 3,
    /// Whatever; but decoration stands before the last of the bytes.
    FENCE_FOLLOW_GAP = 4
} fence_follow;

/// The filter: what the begins of words that wake can be. Tables of bits that are hashed into, and of what is asked at once.
typedef struct {
    /// Chinese words: the first character and as many bytes of the next one as `pair_masks` keeps.
    const uint64_t *pairs;
    /// By byte, where it is the fourth: which bytes of a pair count. No more than three where it is decoration.
    const uint64_t *pair_masks;
    /// The same for pairs that are a word, or whose words go on with what is not Chinese.
    const uint64_t *wholes;
    /// Words of two characters that wake where a word that closes the pair follows.
    const uint64_t *openers;
    /// From U+4000 on: the characters that closing words begin with, those that are closing words, and begins of two.
    const uint64_t *closers;
    const uint64_t *closers_alone;
    const uint64_t *closing_pairs;
    /// The first three characters of longer words.
    const uint64_t *triples;
    /// By code point below `limit`: an action and traits.
    const uint8_t *traits;
    uint32_t limit;
    /// By byte: a class of 64 that upper and lower case share. 63 is every byte that is no ASCII.
    const uint8_t *classes;
    /// By the classes of two bytes in ASCII, the first one times 64: which classes may come third.
    const uint64_t *thirds;
    /// The same for hashed begins of fewer than four bytes.
    const uint64_t *short_thirds;
    /// By the same: which lengths the hashed begins have, from one byte in the lowest bit.
    const uint8_t *lengths;
    /// The first four bytes of all begins that are as long, so that most words of a language need one look-up.
    const uint64_t *fours;
    /// Words in ASCII, by their first bytes: two bits each.
    const uint64_t *keys;
    /// By byte: FENCE_FOLLOW_….
    const uint8_t *follows;
    /// By ASCII character: whether a run of digits goes on over it.
    const bool *keeps_run;
    /// How many bytes of a word stand before each of the wish's anchors.
    uint8_t anchor_offsets[FENCE_MOST_ANCHORS];
    /// Letters and digits in a row that are reason for a look.
    size_t long_run;
    bool tests_every_letter;
    bool tests_every_digit;
} fence_word_filter;

/// What a scan hands on from one chunk to the next.
typedef struct {
    /// Continuation bytes that the chunk before left to come.
    uint8_t pending;
    /// Whether the byte before is an ASCII letter or digit, and whether it is a digit: 0 or 1.
    uint64_t follows_alphanumeric;
    uint64_t follows_digit;
    /// ASCII letters and digits in a row before the chunk.
    size_t run;
    /// Where the date with a time ends that was seen last.
    size_t time_end;
} fence_scan_state;

/// The places of a chunk that deserve a look, a bit each.
typedef struct {
    uint64_t malformed;
    /// Chinese characters that a word or a number may begin with.
    uint64_t han;
    /// Other characters that are no ASCII and ask for something.
    uint64_t other;
    /// ASCII characters that a word may begin with.
    uint64_t word;
    /// Anchors of words that may begin before them.
    uint64_t anchor;
    /// Begins of runs of ASCII digits that are no date with a time.
    uint64_t digit;
    /// Within runs of letters and digits that are long.
    uint64_t run;
} fence_marks;

/// What ends a message beside the end of the scan, so that no number goes on behind it.
typedef enum {
    FENCE_ENDS_NOWHERE = 0,
    /// A line that begins with a date and a time of the usual shape, and a blank behind them, begins a message.
    FENCE_ENDS_BEFORE_TIME = 1,
    /// Every line end.
    FENCE_ENDS_AT_LINE = 2
} fence_message_end;

/// Most chunks of a strip.
enum { FENCE_STRIP_CHUNKS = 16 };

/// Marks the places of a strip that deserve a look.
///
/// @param instructions a level that the processor has.
/// @param bytes what is scanned, from its first byte; 72 bytes behind `end` must be readable.
/// @param first the byte that the whole scan began with.
/// @param message_end what ends a message.
/// @param strip the byte that the strip begins with.
/// @param chunks how many chunks it has, up to FENCE_STRIP_CHUNKS.
/// @param marks as many, filled in.
/// @return the chunks with marks, a bit each.
uint32_t fence_mark_strip(
    fence_instructions instructions, const uint8_t *bytes, size_t first, size_t end, fence_message_end message_end,
    size_t strip, size_t chunks, const fence_byte_wish *wish, const fence_word_filter *filter, fence_scan_state *state,
    fence_marks *marks);

// MARK: - Hashes, for those who fill the tables in

static inline uint64_t fence_hash_pair(uint64_t key)
{
    return (key * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - FENCE_PAIR_BITS);
}

/// Of the same key, and independent of the other: what fell on a pair's bit by chance seldom does so twice.
static inline uint64_t fence_hash_whole(uint64_t key)
{
    return ((key ^ key >> 29) * UINT64_C(0xD6E8FEB86659FD93)) >> (64 - FENCE_WHOLE_BITS);
}

/// @param pair the six bytes of two characters.
/// @param third the three bytes of the third one.
static inline uint64_t fence_hash_triple(uint64_t pair, uint64_t third)
{
    return ((pair ^ third * UINT64_C(0xD6E8FEB86659FD93)) * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - FENCE_TRIPLE_BITS);
}

/// @param four four bytes with bit 0x20 set in each.
static inline uint64_t fence_hash_four(uint32_t four)
{
    return (four * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - FENCE_FOUR_BITS);
}

/// Two of FENCE_KEY_BITS bits each, in the lowest bits and behind them.
///
/// @param key `length` bytes with bit 0x20 set in each.
static inline uint64_t fence_hash_key(uint64_t key, unsigned length, unsigned follow)
{
    uint64_t mixed = (key ^ (uint64_t)(length << 3 | follow) << 56) * UINT64_C(0x9E3779B97F4A7C15);
    return (mixed ^ mixed >> 32) * UINT64_C(0xD6E8FEB86659FD93) >> (64 - 2 * FENCE_KEY_BITS);
}

#endif
