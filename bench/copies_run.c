/*
 * copies_run.c - copies among a set of articles with known origin, without a store: for measuring.
 *
 *   in    copies_run EDITED.jsonl [all]: lines of edit_news.py, or any with "id" and "text". "all"
 *         compares all pairs, else those that share a print
 *   out   a line for each kind of edit: how many of its articles are found as copies of their
 *         original; then pairs of unlike origin that were taken for copies, and how many pairs
 *         share a print. With lines that have no "origin": the pairs found, one a line
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_read.h"
#include "base/vector.h"
#include "record/copies.h"

#define EDITS_MAX 16

struct input {
    struct slice id, origin, also, edit, text;
    struct body body;
    int64_t *prints;
    size_t print_count;
    bool found; /* as a copy of the original */
};

static struct arena arena, scratch;
static VECTOR(struct input) inputs;
static uint64_t met, wrong;

static void check(bool done, const struct err *err)
{
    if (done)
        return;
    fprintf(stderr, "copies_run: %s\n", err->message);
    exit(1);
}

static void read_line(struct slice line)
{
    struct err err;
    struct json *json;
    struct input *input = vector_push(&inputs, &arena);
    check(input && json_parse(line, JSON_STRICT, &arena, &json, &err), &err);
    input->id = json_text(json_member(json, SLICE("id")));
    input->origin = json_text(json_member(json, SLICE("origin")));
    input->also = json_text(json_member(json, SLICE("also")));
    input->edit = json_text(json_member(json, SLICE("edit")));
    input->text = json_text(json_member(json, SLICE("text")));
    check(body_read(input->text, &arena, &input->body, &err) &&
              body_prints(&input->body, &arena, &input->prints, &input->print_count, &err),
          &err);
}

static bool meet(const struct input *a, const struct input *b)
{
    for (size_t i = 0, j = 0; i < a->print_count && j < b->print_count;) {
        if (a->prints[i] == b->prints[j])
            return true;
        if (a->prints[i] < b->prints[j])
            i++;
        else
            j++;
    }
    return false;
}

/* Whether one text holds the other by how they were made. */
static bool has_text_of(const struct input *a, const struct input *b)
{
    return slice_equal(a->origin, b->origin) || slice_equal(a->also, b->origin) ||
           slice_equal(a->origin, b->also);
}

static void compare(struct input *a, struct input *b)
{
    struct err err;
    struct shared shared;
    met++;
    check(copies_shared(&a->body, &b->body, &scratch, &shared, &err), &err);
    bool is_copy = copies_is_copy(&shared);
    arena_reset(&scratch);
    if (!is_copy)
        return;
    if (a->origin.len == 0) {
        printf("%.*s %.*s %u of %u\n", SLICE_ARG(a->id), SLICE_ARG(b->id), shared.words,
               shared.body->word_count);
    } else if (!has_text_of(a, b)) {
        wrong++;
        fprintf(stderr, "%.*s %.*s %u of %u\n", SLICE_ARG(a->id), SLICE_ARG(b->id), shared.words,
                shared.body->word_count);
    } else if (slice_equal(a->origin, b->origin) && slice_equal(a->edit, SLICE("original"))) {
        b->found = true;
    }
}

static void print_edits(void)
{
    struct slice edits[EDITS_MAX];
    size_t edit_count = 0;
    for (size_t i = 0; i < inputs.count; i++) {
        size_t known = 0;
        while (known < edit_count && !slice_equal(edits[known], inputs.items[i].edit))
            known++;
        if (known == edit_count && edit_count < EDITS_MAX)
            edits[edit_count++] = inputs.items[i].edit;
    }
    for (size_t e = 0; e < edit_count; e++) {
        size_t count = 0, found = 0;
        for (size_t i = 0; i < inputs.count; i++) {
            count += slice_equal(inputs.items[i].edit, edits[e]);
            found += slice_equal(inputs.items[i].edit, edits[e]) && inputs.items[i].found;
        }
        if (!slice_equal(edits[e], SLICE("original")))
            printf("%.*s %zu of %zu\n", SLICE_ARG(edits[e]), found, count);
    }
    printf("unlike origin %llu\n", (unsigned long long)wrong);
}

int main(int argc, char **argv)
{
    FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    arena_init(&arena, SIZE_MAX);
    arena_init(&scratch, SIZE_MAX);
    if (!file)
        return fprintf(stderr, "usage: copies_run EDITED.jsonl [all]\n"), 2;
    while ((length = getline(&line, &room, file)) > 0) {
        struct slice kept = arena_copy(&arena, (struct slice){line, (size_t)length});
        read_line(kept);
    }
    for (size_t a = 0; a < inputs.count; a++) {
        for (size_t b = a + 1; b < inputs.count; b++) {
            if (argc > 2 || meet(&inputs.items[a], &inputs.items[b]))
                compare(&inputs.items[a], &inputs.items[b]);
        }
    }
    if (inputs.count > 0 && inputs.items[0].origin.len > 0)
        print_edits();
    fprintf(stderr, "articles %zu, pairs compared %llu\n", inputs.count, (unsigned long long)met);
    free(line);
    fclose(file);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
