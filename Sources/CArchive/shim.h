#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

/// libarchive reads member names through the thread's locale, and gives none that the plain C locale cannot write.
///
/// Sets the thread's locale to UTF-8 and returns the one before.
static inline locale_t fence_enter_utf8(locale_t utf8) { return utf8 ? uselocale(utf8) : (locale_t)0; }

static inline void fence_leave_utf8(locale_t before) {
    if (before) uselocale(before);
}

/// A locale whose names are UTF-8; null where the system has none.
static inline locale_t fence_utf8_locale(void) {
    locale_t found = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    return found ? found : newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
}
