/*
 * source_name.c - what the name of a file tells of its content.
 *
 *   in    a path
 *   out   the form that its ending stands for
 */
#include "intake/source_name.h"

static bool ends_nocase(struct slice path, struct slice ending)
{
    return path.len > ending.len &&
           slice_equal_nocase(slice_sub(path, path.len - ending.len, path.len), ending);
}

bool source_name_compressed(struct slice path)
{
    return ends_nocase(path, SLICE(".gz")) || ends_nocase(path, SLICE(".zst"));
}

enum source_form source_name_form(struct slice path)
{
    static const struct {
        struct slice ending;
        enum source_form form;
    } ENDINGS[] = {
        {{".txt", 4}, SOURCE_TEXT},   {{".html", 5}, SOURCE_HTML},   {{".htm", 4}, SOURCE_HTML},
        {{".xhtml", 6}, SOURCE_HTML}, {{".jsonl", 6}, SOURCE_JSONL}, {{".ndjson", 7}, SOURCE_JSONL},
    };
    if (ends_nocase(path, SLICE(".gz")))
        path.len -= 3;
    else if (ends_nocase(path, SLICE(".zst")))
        path.len -= 4;
    for (size_t i = 0; i < sizeof(ENDINGS) / sizeof(ENDINGS[0]); i++) {
        if (ends_nocase(path, ENDINGS[i].ending))
            return ENDINGS[i].form;
    }
    return SOURCE_UNKNOWN;
}

bool source_name_known(struct slice path)
{
    return source_name_form(path) != SOURCE_UNKNOWN;
}
