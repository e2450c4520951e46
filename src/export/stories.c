/*
 * stories.c - stories, one JSON object a line.
 *
 *   in    the lists "stories" and "story_articles"
 *   out   JSONL, as the contract of stories has it: "annals":"story/1"
 */
#include "base/json_write.h"
#include "export/export_parts.h"

/* One story under way. */
struct story_line {
    struct export *export;
    struct json_writer json;
    struct err *err;
};

static void number_member(struct json_writer *json, const char *key, struct slice cell)
{
    uint64_t number = 0;
    slice_to_u64(cell, &number);
    json_key(json, key);
    json_u64(json, number);
}

static void text_member(struct json_writer *json, const char *key, struct slice cell)
{
    json_key(json, key);
    json_string_or_null(json, cell);
}

static bool article_id(void *context, const struct store_list *list, const struct slice *cells)
{
    struct json_writer *json = context;
    const struct row row = {list, cells};
    json_string(json, row_cell(&row, "id"));
    return true;
}

/* The ids of a story's articles, the first one first. */
static bool write_articles(struct story_line *line, struct slice story)
{
    struct store_list_query query = {.list = SLICE("story_articles")};
    query.filters[STORE_STORY] = story;
    json_key(&line->json, "articles");
    json_array(&line->json);
    bool done = store_list_rows(line->export->store, &query, article_id, &line->json, line->err);
    json_array_end(&line->json);
    return done;
}

static bool write_story(void *context, const struct store_list *list, const struct slice *cells)
{
    struct story_line *line = context;
    const struct row row = {list, cells};
    json_begin(&line->json, &line->export->out.buf);
    json_object(&line->json);
    text_member(&line->json, "annals", SLICE("story/1"));
    text_member(&line->json, "id", row_cell(&row, "id"));
    text_member(&line->json, "title", row_cell(&row, "title"));
    text_member(&line->json, "first", row_cell(&row, "first_day"));
    text_member(&line->json, "last", row_cell(&row, "last_day"));
    if (!write_articles(line, row_cell(&row, "id")))
        return false;
    number_member(&line->json, "outlets", row_cell(&row, "outlets"));
    number_member(&line->json, "outlets_all", row_cell(&row, "outlets_all"));
    json_object_end(&line->json);
    buf_append_byte(&line->export->out.buf, '\n');
    line->export->summary.rows++;
    return out_flush_full(&line->export->out);
}

bool export_stories_jsonl(struct export *export, struct err *err)
{
    struct err inner = {0};
    struct story_line line = {.export = export, .err = &inner};
    struct store_list_query query = {.list = SLICE("stories")};
    for (size_t i = 0; i < STORE_FILTER_COUNT; i++)
        query.filters[i] = export->query->filters[i];
    if (!store_list_rows(export->store, &query, write_story, &line, err))
        return false;
    if (inner.code != ERR_NONE)
        *err = inner;
    return inner.code == ERR_NONE;
}
