/*
 * fuzz_jsonl.c - any line is a document or a clear error.
 *
 * Properties: the same line gives the same answer twice; strings are valid UTF-8 without NUL; error
 * offsets lie in the line; what was read, written again as JSON, reads as the same document.
 */

#include "base/json_write.h"
#include "base/utf8.h"
#include "intake/intake.h"
#include "intake/jsonl.h"

#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_member(struct json_writer *json, const char *key, struct slice value)
{
    json_key(json, key);
    json_string(json, value);
}

/* The document as a line. */
static void write_line(const struct document *document, struct buf *out)
{
    struct json_writer json;
    buf_init(out, 1 << 24);
    json_begin(&json, out);
    json_object(&json);
    write_member(&json, "id", document->id);
    write_member(&json, document->form == DOCUMENT_HTML ? "html" : "text", document->bytes);
    write_member(&json, "title", document->title);
    write_member(&json, "url", document->url);
    write_member(&json, "outlet", document->outlet);
    write_member(&json, "published", document->published);
    json_object_end(&json);
    demand(!out->failed);
}

static void demand_same(const struct document *a, const struct document *b)
{
    demand(a->form == b->form && slice_equal(a->bytes, b->bytes));
    demand(slice_equal(a->id, b->id) && slice_equal(a->title, b->title));
    demand(slice_equal(a->url, b->url) && slice_equal(a->outlet, b->outlet));
    demand(slice_equal(a->published, b->published));
}

static void demand_round_trip(const struct document *document, struct arena *arena)
{
    struct document again;
    struct err err;
    struct buf out;
    write_line(document, &out);
    demand(jsonl_read(buf_slice(&out), arena, &again, &err));
    demand(document_decode(&again, arena, &err));
    demand_same(document, &again);
    demand(again.replaced == 0);
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice line = {(const char *)data, size};
    struct arena arena;
    struct document document, twin;
    struct err err = {0};
    arena_init(&arena, (size_t)64 << 20);
    bool ok = jsonl_read(line, &arena, &document, &err);
    demand(ok == jsonl_read(line, &arena, &twin, &err));
    if (ok) {
        demand_same(&document, &twin);
        demand(document.encoding_basis == ENCODING_JSON);
        demand(document_decode(&document, &arena, &err));
        demand_clean(document.bytes);
        demand_clean(document.id);
        demand_clean(document.title);
        demand_clean(document.url);
        demand_clean(document.outlet);
        demand_clean(document.published);
        demand_round_trip(&document, &arena);
    } else {
        demand(err.code != ERR_NONE && err.message);
        demand(err.offset == ERR_NO_OFFSET || err.offset <= size);
    }
    arena_free(&arena);
    return 0;
}
