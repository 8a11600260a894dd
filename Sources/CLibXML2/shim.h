#pragma once
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlversion.h>

/// Has the parser look for the end of the tag at hand from the tag's begin.
///
/// Before 2.11 it goes on where it stopped but forgets whether that was within quotation marks, and so may wait for an end
/// that it has passed.
static inline void fence_forget_lookup(htmlParserCtxtPtr context) {
#if LIBXML_VERSION < 21100
    context->checkIndex = 0;
#else
    (void)context;
#endif
}
