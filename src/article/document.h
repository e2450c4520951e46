/*
 * document.h - one raw document, as intake found it.
 *
 *   in    intake/ fills it from a file, a line of JSONL or standard input
 *   out   reading/ decodes it and hands it to page/
 *   uses  base/
 */
#ifndef ANNALS_ARTICLE_DOCUMENT_H
#define ANNALS_ARTICLE_DOCUMENT_H

#include "base/slice.h"

enum document_form { DOCUMENT_TEXT, DOCUMENT_HTML };

/* How the encoding of the bytes was told. */
enum encoding_basis {
    ENCODING_UNDECIDED = 0,
    ENCODING_BOM,     /* a byte order mark */
    ENCODING_META,    /* the page's own <meta charset> or XML declaration */
    ENCODING_VALID,   /* it is valid UTF-8 */
    ENCODING_JSON,    /* JSON strings are Unicode already */
    ENCODING_GUESSED, /* none of these: the likeliest by letter statistics */
};

/* All slices live in the arena that intake was given for this document. */
struct document {
    struct slice source; /* path as given or found, or "-" */
    uint64_t line;       /* 1-based line of a JSONL source, else 0 */
    uint64_t offset;     /* where the document starts in the (decompressed) source, bytes */
    enum document_form form;
    struct slice bytes; /* as read: any encoding until document_decode, then valid UTF-8, no NUL */
    const char *encoding; /* "utf-8", "windows-1254", …; constant. NULL until decoded */
    enum encoding_basis encoding_basis;
    uint32_t replaced; /* characters that had no valid reading and became U+FFFD */
    /* Given beside the text by JSONL; empty where not given. */
    struct slice id;
    struct slice title;
    struct slice url;
    struct slice outlet;
    struct slice published; /* as given, not yet parsed */
};

#endif
