#ifndef FENCEWATCH_LINE_STARTS_H
#define FENCEWATCH_LINE_STARTS_H

#include <stddef.h>
#include <stdint.h>

/// Where the lines of a text begin, and last where they end: behind the last line end, or at the end of the text.
///
/// @param starts room for two more than there are bytes.
/// @return how many were written: one more than lines.
size_t fence_line_starts(const uint8_t *bytes, size_t count, intptr_t *starts);

/// The same without vector instructions: what the fast one is tested against, and what other processors run.
size_t fence_line_starts_portably(const uint8_t *bytes, size_t count, intptr_t *starts);

#endif
