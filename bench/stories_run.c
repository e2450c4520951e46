/*
 * stories_run.c - stories of a set of articles, without a store: for measuring and tuning.
 *
 *   in    stories_run FILE.jsonl [all]: lines with "id", "title", "text" and perhaps "published"
 *   out   stories-jsonl on stdout, for eval/stories.py; counts on stderr. "all" compares all pairs,
 *         else those that meet under a key
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/article.h"
#include "base/json_read.h"
#include "record/stories.h"
#include "record/terms.h"

struct input {
    struct slice id;
    struct terms terms;
    struct term_key keys[TERM_KEYS_MAX];
    size_t key_count;
};

static struct arena arena;
static const struct term_weights *weights;

static void check(bool done, const struct err *err)
{
    if (done)
        return;
    fprintf(stderr, "stories_run: %s\n", err->message);
    exit(1);
}

static struct input read_line(struct slice line)
{
    struct err err;
    struct json *json;
    struct input input = {0};
    struct datetime date;
    check(json_parse(line, JSON_STRICT, &arena, &json, &err), &err);
    struct slice published = json_text(json_member(json, SLICE("published")));
    bool dated = published.len > 0 && datetime_parse_iso(published, &date);
    input.id = json_text(json_member(json, SLICE("id")));
    check(terms_read(weights, json_text(json_member(json, SLICE("title"))),
                     json_text(json_member(json, SLICE("text"))),
                     dated ? date_days(date.year, date.month, date.day) : DAY_UNKNOWN, &arena,
                     &input.terms, &err),
          &err);
    input.key_count = terms_keys(&input.terms, input.keys);
    return input;
}

static bool meet(const struct input *a, const struct input *b)
{
    for (size_t i = 0; i < a->key_count; i++) {
        for (size_t j = 0; j < b->key_count; j++) {
            for (uint32_t k = 0; k < b->keys[j].look_count; k++) {
                if (a->keys[i].own == b->keys[j].looks[k])
                    return true;
            }
        }
    }
    return false;
}

static void print_stories(const struct input *inputs, size_t count, const uint32_t *story)
{
    for (size_t s = 0; s < count; s++) {
        if (story[s] != s)
            continue;
        printf("{\"annals\":\"story/1\",\"id\":\"%zu\",\"articles\":[", s);
        for (size_t i = s, n = 0; i < count; i++) {
            if (story[i] == s)
                printf("%s\"%.*s\"", n++ ? "," : "", SLICE_ARG(inputs[i].id));
        }
        printf("]}\n");
    }
}

int main(int argc, char **argv)
{
    struct err err;
    struct data_set set;
    struct data_faults faults = {0};
    VECTOR(struct input) inputs = {0};
    VECTOR(struct story_link) links = {0};
    arena_init(&arena, (size_t)8 << 30);
    check(data_set_built_in(&arena, &set, &err) &&
              term_weights_load(&set, &arena, &faults, &weights, &err),
          &err);
    FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
    char *line = NULL;
    size_t room = 0, compared = 0;
    ssize_t length;
    if (!file)
        return fprintf(stderr, "stories_run FILE.jsonl [all]\n"), 2;
    while ((length = getline(&line, &room, file)) > 0) {
        struct slice kept = arena_copy(&arena, (struct slice){line, (size_t)length});
        struct input *input = vector_push(&inputs, &arena);
        check(input != NULL || err_set_memory(&err), &err);
        *input = read_line(kept);
    }
    for (size_t a = 0; a < inputs.count; a++) {
        for (size_t b = a + 1; b < inputs.count; b++) {
            if (argc < 3 && !meet(&inputs.items[a], &inputs.items[b]))
                continue;
            unsigned similarity = terms_similarity(&inputs.items[a].terms, &inputs.items[b].terms);
            compared++;
            if (similarity < STORY_LINK_MIN)
                continue;
            struct story_link *link = vector_push(&links, &arena);
            check(link != NULL || err_set_memory(&err), &err);
            *link = (struct story_link){(uint32_t)a, (uint32_t)b, similarity};
        }
    }
    uint32_t *story = arena_array(&arena, uint32_t, inputs.count);
    check(stories_part(inputs.count, links.items, links.count, &arena, story, &err), &err);
    print_stories(inputs.items, inputs.count, story);
    fprintf(stderr, "articles %zu compared %zu links %zu\n", inputs.count, compared, links.count);
    free(line);
    fclose(file);
    arena_free(&arena);
    return 0;
}
