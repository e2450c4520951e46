/*
 * show_story.c - annals show story, annals show copy: one story with its articles, one article with
 * its copies and what they share.
 *
 *   in    a store, the start of an id
 *   out   a page of text, or the rows as CSV or JSONL, on stdout
 */
#include <stdlib.h>
#include <string.h>

#include "cli/looks.h"
#include "cli/show.h"
#include "cli/terminal.h"

static struct slice cell(const struct annals_row *row, const char *name)
{
    for (size_t i = 0; i < row->count; i++) {
        if (strcmp(row->columns[i].name, name) == 0)
            return slice_of_text(row->cells[i]);
    }
    return SLICE_EMPTY;
}

/* Title, days and numbers of one story. */
static int story_head(void *context, const struct annals_row *row)
{
    struct show *show = context;
    struct slice first = cell(row, "first_day"), last = cell(row, "last_day");
    struct slice title = cell(row, "title"), carry = cell(row, "outlets_all");
    printf("%s", show->colour ? "\x1b[1m" : "");
    terminal_print_wrapped(stdout, title.len ? title : SLICE("without a title"), show->columns, 0);
    printf("%sstory %.*s, ", show->colour ? "\x1b[0m" : "", SLICE_ARG(cell(row, "id")));
    if (first.len == 0)
        printf("no date");
    else if (slice_equal(first, last))
        printf("%.*s", SLICE_ARG(first));
    else
        printf("%.*s to %.*s", SLICE_ARG(first), SLICE_ARG(last));
    printf("\narticles %.*s, outlets %.*s", SLICE_ARG(cell(row, "articles")), SLICE_ARG(carry));
    if (!slice_equal(carry, cell(row, "outlets")))
        printf(", independent %.*s", SLICE_ARG(cell(row, "outlets")));
    printf("\n\n");
    return 0;
}

enum exit_status show_story(struct show *show, const char *id)
{
    struct annals_error error;
    if (!id) {
        fprintf(stderr,
                "annals show: 'show story' needs an ID; 'annals show stories' lists them\n");
        return EXIT_USAGE;
    }
    struct annals_list_query query = {.list = "stories"};
    query.filters[ANNALS_FILTER_STORY] = (struct annals_text){id, strlen(id)};
    if (show->format == SHOW_TABLE &&
        annals_store_list(show->store, &query, NULL, story_head, show, &error) != 0)
        return looks_fail(show->arguments, &error);
    if (show_rows_of(show, "story_articles", ANNALS_FILTER_STORY, id, &error) != 0)
        return looks_fail(show->arguments, &error);
    return show_end_rows(show);
}

/* One passage: where it stands in both, and its words. */
static int passage_row(void *context, const struct annals_row *row)
{
    struct show *show = context;
    struct slice first = cell(row, "sentence"), last = cell(row, "last_sentence");
    printf("\n%.8s", cell(row, "article").ptr);
    if (slice_equal(first, last))
        printf(" sentence %.*s", SLICE_ARG(first));
    else
        printf(" sentences %.*s to %.*s", SLICE_ARG(first), SLICE_ARG(last));
    printf(", from %.8s\n  ", cell(row, "copy_of").ptr);
    terminal_print_wrapped(stdout, cell(row, "text"), show->columns, 2);
    return 0;
}

enum exit_status show_copy(struct show *show, const char *id)
{
    struct annals_error error;
    if (!id) {
        fprintf(stderr, "annals show: 'show copy' needs an article's KEY; 'annals show copies'"
                        " lists them\n");
        return EXIT_USAGE;
    }
    if (show->format != SHOW_TABLE) {
        if (show_rows_of(show, "copy_passages", ANNALS_FILTER_ARTICLE, id, &error) != 0)
            return looks_fail(show->arguments, &error);
        return show_end_rows(show);
    }
    struct annals_list_query query = {.list = "copy_passages"};
    query.filters[ANNALS_FILTER_ARTICLE] = (struct annals_text){id, strlen(id)};
    if (show_rows_of(show, "copies", ANNALS_FILTER_ARTICLE, id, &error) != 0 ||
        annals_store_list(show->store, &query, NULL, passage_row, show, &error) != 0)
        return looks_fail(show->arguments, &error);
    return show_end_rows(show);
}
