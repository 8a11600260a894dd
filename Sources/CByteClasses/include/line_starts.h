#ifndef FENCEWATCH_LINE_STARTS_H
#define FENCEWATCH_LINE_STARTS_H

#include <stddef.h>
#include <stdint.h>

#include "instructions.h"

/// Where the lines of a text begin, and last where they end: behind the last line end, or at the end of the text.
///
/// @param instructions a level that the processor has.
/// @param starts room for two more than there are bytes.
/// @return how many were written: one more than lines.
size_t fence_line_starts(fence_instructions instructions, const uint8_t *bytes, size_t count, intptr_t *starts);

#endif
