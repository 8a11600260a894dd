#pragma once
#include <stdint.h>

/// Calls of malloc, calloc, realloc and aligned allocation by this process so far.
uint64_t allocations_count(void);
