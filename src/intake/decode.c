/*
 * decode.c - the bytes of a document as valid UTF-8.
 *
 *   in    a raw document
 *   out   valid UTF-8 without NUL, and by what evidence
 */
#include "intake/intake.h"
#include "intake/repair.h"
#include "intake/sniff.h"

bool document_decode(struct document *document, struct arena *arena, struct err *err)
{
    struct slice bytes = document->bytes;
    uint32_t replaced = document->replaced;
    if (document->encoding_basis != ENCODING_JSON && !sniff_is_text(bytes, err))
        return false;
    if (!repair_utf8(&bytes, arena, &replaced, err))
        return false;
    if (document->encoding_basis == ENCODING_UNDECIDED)
        document->encoding_basis = ENCODING_VALID;
    document->bytes = bytes;
    document->replaced = replaced;
    document->encoding = "utf-8";
    return true;
}
