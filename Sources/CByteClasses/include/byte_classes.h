#ifndef FENCEWATCH_BYTE_CLASSES_H
#define FENCEWATCH_BYTE_CLASSES_H

#include <stddef.h>
#include <stdint.h>

#include "instructions.h"

/// What 64 bytes are, a bit each, the first byte in the lowest bit.
typedef struct {
    /// ASCII digits.
    uint64_t digit;
    /// ASCII letters.
    uint64_t letter;
    /// The ASCII characters that were asked for.
    uint64_t symbol;
    /// The ASCII characters that were asked for as seconds.
    uint64_t second;
    /// First bytes of U+4000 to U+9FFF: nearly all Chinese characters.
    uint64_t han;
    /// First bytes of every other character that is no ASCII.
    uint64_t other;
    /// Bytes that continue no character, or characters that are not continued.
    uint64_t malformed;
    /// Bytes where one of the anchors begins, in either case.
    uint64_t anchor;
} fence_byte_classes;

enum { FENCE_MOST_ANCHORS = 4 };

/// What is asked for.
typedef struct {
    /// The wanted ASCII characters: bit `c >> 4` of byte `c & 15`.
    uint8_t symbols[16];
    /// In the same way, those that come second in words that may begin with the last letter or digit of a run.
    uint8_t seconds[16];
    /// Pairs of ASCII letters in lower case.
    uint8_t anchors[FENCE_MOST_ANCHORS][2];
    uint8_t anchor_count;
} fence_byte_wish;

/// Classifies `chunks` times 64 bytes.
///
/// One byte behind the last chunk must be readable.
///
/// @param instructions a level that the processor has.
/// @param pending how many continuation bytes the chunk before left to come; 0 at the begin of a text. Updated.
void fence_classify_bytes(
    fence_instructions instructions, const uint8_t *bytes, size_t chunks, const fence_byte_wish *wish, uint8_t *pending,
    fence_byte_classes *classes);

#endif
